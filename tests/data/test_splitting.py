from __future__ import annotations

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras.src.trainers.data_adapters.array_slicing import train_validation_split

from handsonn.data import prepare, split
from handsonn.data.arrays import dataset_from_arrays
from handsonn.errors import DataError, UnknownName, UsageError
from handsonn.records import Column, Dataset, Samples, Split


def classes(*counts: int, seed: int = 0) -> Dataset:
    """One feature that numbers the samples, and classes of these counts in random order."""
    y = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts))
    x = np.arange(len(y), dtype=np.float32)[:, None]
    names = tuple(str(number) for number in range(len(counts)))
    return Dataset("counted", x, y, "classification", feature_names=("number",), class_names=names)


def values(count: int, **options: Any) -> Dataset:
    x = np.arange(count, dtype=np.float32)[:, None]
    return Dataset("counted", x, x[:, 0] * 2, "regression", feature_names=("number",), **options)


def rows_of(parts: Split) -> list[list[int]]:
    rows = (parts.train_rows, parts.validation_rows, parts.test_rows)
    return [[] if part is None else part.tolist() for part in rows]


@settings(max_examples=150, deadline=None)
@given(
    counts=st.lists(st.integers(1, 30), min_size=2, max_size=6),
    validation=st.floats(0, 0.5),
    test=st.floats(0, 0.45),
    seed=st.integers(0, 2**32),
    ordered=st.booleans(),
)
def test_the_parts_are_disjoint_and_complete_whatever_is_asked_for(
    counts: list[int], validation: float, test: float, seed: int, ordered: bool
) -> None:
    data = replace(classes(*counts), ordered=ordered)
    try:
        parts = split(data, validation=validation, test=test, seed=seed, scaler="none")
    except DataError:
        return
    train, validation_rows, test_rows = rows_of(parts)
    assert sorted(train + validation_rows + test_rows) == list(range(sum(counts)))
    assert train == sorted(train)
    for rows, part in ((train, parts.train), (validation_rows, parts.validation), (test_rows, parts.test)):
        if part is not None:
            np.testing.assert_array_equal(part.x[:, 0], np.float32(rows))
            np.testing.assert_array_equal(part.y, data.y[rows])  # type: ignore[index]


@settings(max_examples=100, deadline=None)
@given(
    counts=st.lists(st.integers(4, 60), min_size=2, max_size=5),
    fraction=st.floats(0.05, 0.5),
    seed=st.integers(0, 2**32),
)
def test_each_class_gives_its_share(counts: list[int], fraction: float, seed: int) -> None:
    parts = split(classes(*counts), validation=None, test=fraction, seed=seed)
    assert parts.test is not None
    assert parts.test.y is not None
    total = max(1, round(fraction * sum(counts)))
    given_by = np.bincount(parts.test.y, minlength=len(counts))
    assert given_by.sum() == total
    assert np.all(np.abs(given_by - np.array(counts) * total / sum(counts)) <= 1)


def test_the_default_is_a_tenth_for_validation_and_a_fifth_for_the_test() -> None:
    parts = split(classes(50, 50))
    assert [len(rows) for rows in rows_of(parts)] == [70, 10, 20]
    assert parts.method == (
        "test: 0.2 of the samples, stratified by class; validation: 0.1 of the samples, stratified by class"
    )


def test_the_seed_decides_and_nothing_else() -> None:
    data = classes(40, 40)
    assert rows_of(split(data, seed=3)) == rows_of(split(data, seed=3))
    assert rows_of(split(data, seed=3)) != rows_of(split(data, seed=4))


def test_the_test_rows_do_not_depend_on_the_validation_set() -> None:
    data = classes(40, 40)
    assert rows_of(split(data, validation=0.3))[2] == rows_of(split(data, validation=None))[2]


def test_a_class_with_a_single_sample_stays_in_training() -> None:
    data = classes(50, 50, 1)
    for seed in range(20):
        parts = split(data, seed=seed)
        assert parts.train.y is not None
        assert (parts.train.y == 2).sum() == 1
        assert "1 classes with a single sample stay in training" in parts.method


def test_classes_too_small_to_stratify_are_drawn_at_random() -> None:
    parts = split(classes(1, 1, 1, 1, 1, 1, 1, 2), validation=None, test=0.5)
    assert "too few samples to stratify" in parts.method
    assert len(rows_of(parts)[2]) == 4  # round(4.5) is 4, to even


def test_data_in_order_of_time_give_their_latest_rows_to_the_test() -> None:
    parts = split(values(100, ordered=True, kind="series"))
    assert rows_of(parts) == [list(range(70)), list(range(70, 80)), list(range(80, 100))]
    assert "the latest rows" in parts.method


def test_regression_is_drawn_at_random_from_all_samples() -> None:
    parts = split(values(1000))
    assert [len(rows) for rows in rows_of(parts)] == [700, 100, 200]
    assert 400 < np.mean(rows_of(parts)[2]) < 600


def test_test_rows_that_came_with_the_data_are_the_test_unless_asked_otherwise() -> None:
    data = replace(classes(40, 40), test_rows=10)
    _, validation, test = rows_of(split(data))
    assert test == list(range(70, 80))
    assert len(validation) == 7
    assert "kept apart by the data's authors" in split(data).method
    assert len(rows_of(split(data, test=0.5))[2]) == 40
    assert rows_of(split(data, test=0))[2] == []
    assert split(data, test=0).test is None


@pytest.mark.parametrize("count", [20, 21, 99, 100, 101])
@pytest.mark.parametrize("fraction", [0.1, 0.25, 1 / 3, 0.5, 0.9])
def test_validation_split_takes_exactly_the_rows_that_keras_takes(count: int, fraction: float) -> None:
    data = values(count)
    parts = split(data, validation_split=fraction, test=0.2, scaler="none", seed=1)
    without = split(data, validation=None, test=0.2, scaler="none", seed=1)
    (train_x,), (validation_x,) = train_validation_split((without.train.x,), fraction)
    np.testing.assert_array_equal(parts.train.x, train_x)
    np.testing.assert_array_equal(parts.validation.x, validation_x)  # type: ignore[union-attr]


def test_a_validation_split_of_zero_is_none() -> None:
    parts = split(values(10), validation_split=0.0, test=0)
    assert parts.validation is None
    assert parts.method == "no test set; no validation set"


def test_model_fit_validates_on_the_same_rows_as_validation_split() -> None:
    data = classes(20, 20)
    parts = split(data, validation_split=0.25, test=0)
    everything = prepare(parts.preparation, data.x)
    losses = []
    for arguments in (
        {"x": everything, "y": data.y, "validation_split": 0.25},
        {"x": parts.train.x, "y": parts.train.y, "validation_data": parts.validation},
    ):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(2, "softmax")])
        model.compile("sgd", "sparse_categorical_crossentropy")
        losses.append(model.fit(**arguments, epochs=2, verbose=0).history["val_loss"])
    assert losses[0] == losses[1]


def test_a_validation_set_of_ones_own_is_matched_and_prepared_with_the_training_scale() -> None:
    data, own = values(100), (np.array([[0.0], [198.0]]), np.array([1.0, 2.0]))
    parts = split(data, validation=own, test=0)
    assert parts.validation is not None
    np.testing.assert_allclose(parts.validation.x, [[0], [2]])
    np.testing.assert_array_equal(parts.validation.y, [1, 2])
    assert parts.validation_rows is None
    assert len(parts.train.x) == 100
    assert parts.method == "no test set; validation set given"


def test_a_data_set_as_test_set_is_matched_by_its_column_and_class_names() -> None:
    columns = (Column("size", "number"), Column("cut", "category", ("bad", "fair", "good")))
    data = Dataset(
        "train",
        np.array([[1, 1, 0, 0], [2, 0, 1, 0], [3, 0, 0, 1], [5, 1, 0, 0]], np.float32),
        np.array([0, 1, 0, 1]),
        "classification",
        feature_names=("size", "cut=bad", "cut=fair", "cut=good"),
        class_names=("no", "yes"),
        columns=columns,
    )
    other = Dataset(
        "other",
        np.array([[1, 4], [0, 2], [np.nan, 3]], np.float32),
        np.array([0, 0, 0]),
        "classification",
        feature_names=("cut=good", "size"),
        class_names=("yes",),
        columns=(Column("cut", "category", ("good",)), Column("size", "number")),
        missing="mean",
    )
    parts = split(replace(data, missing="mean"), validation=0, test=other, scaler="none")
    assert parts.test is not None
    np.testing.assert_array_equal(parts.test.x, [[4, 0, 0, 1], [2, 0, 0, 0], [3, 1, 0, 0]])
    np.testing.assert_array_equal(parts.test.y, [1, 1, 1])


def test_samples_that_stand_in_two_parts_are_counted() -> None:
    x = np.array([[1, 2], [3, 4], [5, 6], [1, 2], [-0.0, 0], [0, 0]], np.float32)
    data = dataset_from_arrays("twins", x, np.array([0, 1, 0, 1, 0, 1]))
    parts = split(
        data, validation=(x[:2], np.array([0, 1])), test=(np.array([[9.0, 9], [0, 0]]), np.array([0, 1]))
    )
    assert parts.duplicates == 3
    assert split(values(50)).duplicates == 0


def test_unlabelled_samples_are_split_without_labels() -> None:
    data = dataset_from_arrays("unlabelled", np.arange(20.0).reshape(10, 2), None)
    parts = split(data)
    assert parts.train.y is None
    assert parts.test is not None
    assert len(parts.test.x) == 2


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        ({"validation": 1.0}, "validation=1.0 is not a fraction"),
        ({"validation": -0.1}, "validation=-0.1 is not a fraction"),
        ({"test": 5}, "test=5 is not a fraction"),
        ({"test": float("nan")}, "test=nan is not a fraction"),
        ({"validation_split": 1.5}, "validation_split=1.5 is not a fraction"),
        ({"test": "half"}, "test='half' is not usable"),
        ({"validation": True}, "validation=True is not usable"),
        ({"test": (1, 2, 3)}, "test is a tuple of 3"),
        ({"validation": (np.ones((1, 1)), np.ones(1)), "validation_split": 0.1}, "choose one of them"),
        ({"seed": -1}, "seed=-1 is not usable"),
        ({"seed": 0.5}, "seed=0.5 is not usable"),
        ({"scaler": "minmaxx"}, "did you mean 'minmax'"),
    ],
)
def test_arguments_that_cannot_be_used_are_answered_by_a_sentence(
    arguments: dict[str, Any], phrase: str
) -> None:
    with pytest.raises(UsageError, match=phrase):
        split(classes(10, 10), **arguments)


@pytest.mark.parametrize(
    ("data", "arguments", "phrase"),
    [
        (classes(1, 1), {"test": 0.9}, "leaves none for training"),
        (classes(2, 1), {"validation": 0.6, "test": 0.5}, "leaves none for training"),
        (replace(classes(5, 5), test_rows=10), {}, "no samples beside its 10 test rows"),
        (classes(1, 1), {"validation_split": 0.9, "test": 0}, "leaves one part empty"),
        (
            Dataset(
                "sorted", np.ones((4, 1)), np.array([0, 0, 1, 1]), "classification", class_names=("a", "b")
            ),
            {"validation_split": 0.5, "test": 0},
            "training rows: every sample is of class 0",
        ),
        (values(10), {"test": (np.ones((2, 3)), np.ones(2))}, "test set has 3 features, but .* trained on 1"),
        (values(10), {"test": (np.ones((2, 1)), np.ones(3))}, "x has 2 samples, but y has 3"),
        (values(10), {"test": (np.full((2, 1), np.nan), np.ones(2))}, "sample 0, feature 'number'"),
        (values(10), {"test": (np.ones((2, 1)), np.ones((2, 2)))}, "one label per sample"),
        (values(10), {"test": (np.ones((2, 1)), None)}, "the test set has no labels"),
        (values(10), {"validation": classes(3, 3)}, "is a classification data set"),
        (
            classes(5, 5),
            {"test": (np.ones((2, 1)), np.array([0, 7]))},
            "sample 1: the network knows no class '7'",
        ),
        (classes(5, 5), {"test": Samples(np.ones((2, 1)), np.array([0.5, 1]))}, "knows no class '0.5'"),
    ],
)
def test_data_that_cannot_be_split_like_that_are_answered_by_a_sentence(
    data: Dataset, arguments: dict[str, Any], phrase: str
) -> None:
    with pytest.raises(DataError, match=phrase):
        split(data, **arguments)


def test_another_set_with_an_unknown_column_category_or_class_is_refused() -> None:
    data = Dataset(
        "train",
        np.array([[1, 0], [0, 1]], np.float32),
        np.array([0, 1]),
        "classification",
        feature_names=("cut=bad", "cut=good"),
        class_names=("no", "yes"),
        columns=(Column("cut", "category", ("bad", "good")),),
    )
    one = np.ones((1, 1), np.float32)
    strange = replace(
        data, name="other", x=one, y=np.array([0]), columns=(Column("cut", "category", ("awful",)),)
    )
    with pytest.raises(DataError, match=r"other: column 'cut' holds 'awful', .*known: bad, good"):
        split(data, validation=strange, test=0)
    with pytest.raises(DataError, match="other has no column 'cut'; expected a category"):
        split(data, validation=replace(strange, columns=(Column("size", "number"),)), test=0)
    with pytest.raises(DataError, match="other has a number in column 'cut'"):
        split(data, validation=replace(strange, columns=(Column("cut", "number"),)), test=0)
    with pytest.raises(DataError, match="sample 1: the network knows no class 'maybe'; known: no, yes"):
        split(data, validation=replace(data, name="other", class_names=("no", "maybe")), test=0)


def test_an_unknown_scaler_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName, match="there is no scaler called 'robust'"):
        split(classes(5, 5), scaler="robust")
