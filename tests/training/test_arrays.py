"""Data become the batches that Keras' own array adapter makes of them."""

from math import ceil
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras.src.trainers.data_adapters import array_slicing
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

from handsonn.training.arrays import (
    BatchedArrays,
    NotPlainArrays,
    batch_arrays,
    convert,
    last_rows_apart,
    weights_of_classes,
)

ROWS = 11


def by_keras(
    x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, batch_size: Any = None
) -> Any:
    """The first batch of Keras' adapter, which holds everything when the batch is large."""
    adapter = ArrayDataAdapter(
        x, y, sample_weight=sample_weight, class_weight=class_weight, batch_size=batch_size or ROWS
    )
    return next(iter(adapter.get_numpy_iterator()))


def assert_same_data(ours: Any, theirs: Any) -> None:
    ours, theirs = keras.tree.flatten(ours), keras.tree.flatten(theirs)
    for one, other in zip(ours, theirs, strict=True):
        if other is None:
            assert one is None
            continue
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


X = np.arange(ROWS * 2).reshape(ROWS, 2)
Y = np.arange(ROWS) % 3
PACKAGES = {
    "float64 becomes float32": (X / 7, Y),
    "integers stay": (X.astype("uint8"), Y.astype("int16")),
    "truth values stay": (X > 4, Y > 1),
    "half floats become float32": (X.astype("float16"), Y),
    "x alone": (X / 7,),
    "one weight a sample": (X / 7, Y, Y + 0.5),
    "lists of arrays": ([X / 7, X], [Y, Y / 2]),
    "dicts of arrays": ({"b": X / 7, "a": X}, {"z": Y, "c": Y / 2}),
    "lists with weights": ([X / 7, X], [Y, Y], [Y + 0.5, Y + 1.0]),
    "one weight for two outputs": (X, [Y, Y], Y + 0.5),
}


@pytest.mark.parametrize("parts", PACKAGES.values(), ids=PACKAGES)
def test_data_are_packed_and_typed_as_keras_does(parts: Any) -> None:
    assert_same_data(batch_arrays(*parts).data, by_keras(*parts))


LABELS = {
    "numbers": Y,
    "a column": Y[:, None],
    "one-hot": np.eye(3)[Y],
    "floats": Y.astype("float32"),
}


@pytest.mark.parametrize("y", LABELS.values(), ids=LABELS)
def test_class_weights_become_the_sample_weights_that_keras_makes(y: Any) -> None:
    weights = {0: 0.5, 2: 3.0}
    assert_same_data(batch_arrays(X, y, class_weight=weights).data, by_keras(X, y, class_weight=weights))


def test_a_class_without_a_weight_counts_once() -> None:
    np.testing.assert_array_equal(weights_of_classes(np.array([0, 1, 2]), {1: 4.0}), [1.0, 4.0, 1.0])


@given(rows=st.integers(2, 40), fraction=st.floats(0.01, 0.99))
def test_the_validation_split_cuts_where_keras_cuts(rows: Any, fraction: Any) -> None:
    x = np.arange(rows, dtype="float32")
    try:
        (ours, *_), (held_out, *_) = last_rows_apart(x, x, None, fraction)
    except NotPlainArrays:
        with pytest.raises(ValueError, match="not sufficient"):
            array_slicing.train_validation_split((x, x, None), fraction)
        return
    (train, *_), (validation, *_) = array_slicing.train_validation_split((x, x, None), fraction)
    np.testing.assert_array_equal(ours, train)
    np.testing.assert_array_equal(held_out, validation)


@given(samples=st.integers(1, 200), batch_size=st.integers(1, 210))
def test_steps_are_counted_as_keras_counts_them(samples: Any, batch_size: Any) -> None:
    arrays = BatchedArrays((), samples, batch_size)
    adapter = ArrayDataAdapter(np.zeros(samples), batch_size=batch_size)
    assert arrays.steps == adapter.num_batches == ceil(samples / batch_size)
    assert arrays.full_steps * batch_size + arrays.rest == samples
    assert arrays.rest == (adapter.partial_batch_size or 0)


def test_a_missing_batch_size_is_32() -> None:
    assert batch_arrays(X).batch_size == 32


def test_none_stays_none_inside_a_structure() -> None:
    converted = convert({"a": None, "b": [X / 7]})
    assert converted["a"] is None
    assert converted["b"][0].dtype == np.float32


REFUSED = {
    "a Python list of numbers": (lambda: ([1.5, 2.5],), "input of type builtins.float"),
    "words": (lambda: (np.array(["cat", "dog"]),), "values of type <U3"),
    "dates": (lambda: (np.array(["2020-01-01"], "datetime64[D]"),), "values of type datetime64"),
    "complex numbers": (lambda: (np.ones(3) * 1j,), "values of type complex128"),
    "a generator": (lambda: ((row for row in X),), "input of type builtins.generator"),
    "different lengths": (lambda: (X, Y[:5]), "different lengths"),
    "no rows": (lambda: (X[:0], Y[:0]), "different lengths, or empty"),
    "a single number": (lambda: (np.array(3.0),), "different lengths, or empty"),
    "two outputs with class weights": (lambda: (X, [Y, Y], None, {0: 1.0}), "class_weight together"),
    "sample and class weights": (lambda: (X, Y, Y + 0.5, {0: 1.0}), "class_weight together"),
}


@pytest.mark.parametrize(("make", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_plain_array_is_named(make: Any, reason: Any) -> None:
    with pytest.raises(NotPlainArrays, match=reason):
        batch_arrays(*make())


def test_a_file_mapped_into_memory_is_left_to_keras(tmp_path: Path) -> None:
    mapped = np.memmap(tmp_path / "x.bin", "float32", "w+", shape=(3, 2))
    with pytest.raises(NotPlainArrays, match="memory-mapped file"):
        batch_arrays(mapped)
    del mapped


def test_a_sparse_matrix_is_left_to_keras() -> None:
    from scipy import sparse

    with pytest.raises(NotPlainArrays, match=r"input of type scipy\.sparse"):
        batch_arrays(sparse.csr_matrix(np.eye(3)))
