"""The lab of x and y: what it claims is so, on its own seeds; Keras' words are held only by their meaning."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments import (
    kinds_of_data,
    label_forms,
    label_pictures,
    label_reasons,
)
from handsonn.course.chapters.ch10_neural_networks.labs import x_and_y as lab
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch


def shapes(kind: str, epochs: int = 3, sample: int = 0) -> Outcome:
    settings = {"kind": kind, "epochs": epochs, "sample": sample}
    return lab.shapes_and_dtypes(settings, QuietWatch())


def says(form: str, output: str, loss: str) -> str:
    tried = lab.tried(form, output, loss)
    data = label_forms.labelled(form)
    return label_pictures.explanation(form, data, tried, (output, loss))


@pytest.mark.parametrize(
    ("kind", "sample", "dtype", "classes"),
    [
        pytest.param("table", (13,), "float32", 3, id="table"),
        pytest.param("grey", (28, 28), "uint8", 10, id="grey images"),
        pytest.param("colour", (32, 32, 3), "uint8", 2, id="colour images"),
        pytest.param("sequence", (40, 1), "float32", 10, id="sequences"),
    ],
)
def test_each_kind_has_its_shape(kind: str, sample: tuple[int, ...], dtype: str, classes: int) -> None:
    data = kinds_of_data.data_of(kind)
    assert data.x.shape[1:] == sample
    assert data.x.dtype == dtype
    assert len(data.classes) == classes == data.y.max() + 1
    output_shape, bare, by_dtype = lab.asked_of_keras(kind)
    assert output_shape == (None, classes)
    assert bare == "ValueError"  # one sample without the axis of samples
    assert by_dtype == 0
    rows = {row[0]: row[1] for row in shapes(kind).pictures["facts"].rows}
    assert rows["keras.Input"] == str(sample)
    assert rows["model(x[:1])"] == str((1, classes))


def test_pixels_from_0_to_255_train_worse_than_from_0_to_1_in_every_seed() -> None:
    outcome = shapes("grey", 10)
    assert outcome.answer == 1
    assert max(outcome.keras_gives["raw"]) < 0.5
    assert min(outcome.keras_gives["scaled_accuracy"]) > 0.7


def test_where_the_ranges_overlap_the_lab_says_so() -> None:
    assert kinds_of_data.which_is_better(np.array([0.5, 0.7]), np.array([0.6, 0.8])) == 2
    assert kinds_of_data.which_is_better(np.array([0.9]), np.array([0.8])) == 0
    signals = shapes("sequence", 10)
    assert signals.answer == 2  # they were of about size 1 before
    assert "cannot be told apart" in signals.notice[1]


@pytest.mark.parametrize("form", label_forms.FORMS)
def test_what_is_made_for_the_labels_learns_in_every_seed(form: str) -> None:
    tried = lab.tried(form, *label_forms.FITTING[form])
    assert label_forms.verdict(tried) == "learns"
    assert label_reasons.repair(form, *label_forms.FITTING[form], 10) == ""
    assert "Labels, output layer and loss fit each other." in says(form, *label_forms.FITTING[form])


@pytest.mark.parametrize(
    ("form", "output", "loss"),
    [
        pytest.param("integers", "softmax", "categorical_crossentropy", id="integers as one-hot"),
        pytest.param("one-hot", "softmax", "sparse_categorical_crossentropy", id="one-hot as integers"),
        pytest.param("column", "softmax", "binary_crossentropy", id="two units for one column"),
        pytest.param("real", "linear", "mean_squared_error", id="two units for one amount"),
    ],
)
def test_keras_refuses_with_a_word_about_shapes_and_the_lab_names_the_repair(
    form: str, output: str, loss: str
) -> None:
    tried = lab.tried(form, output, loss)
    assert label_forms.verdict(tried) == "refused"
    assert "shape" in tried.refused
    text = says(form, output, loss)
    assert text.startswith("Keras refuses: ")
    assert f'"{label_forms.FITTING[form][1]}"' in text or "output layer" in text


def test_one_unit_for_one_hot_labels_reports_90_percent_and_is_10_percent_right() -> None:
    tried = lab.tried("one-hot", "linear 1", "mean_squared_error")
    assert label_forms.verdict(tried) == "misleads"
    assert tried.reported.min() > 0.88
    assert tried.right.max() < 0.15
    assert lab.answered(tried) == 3


def test_softmax_over_one_unit_always_says_1() -> None:
    tried = lab.tried("column", "softmax 1", "binary_crossentropy")
    assert np.all(tried.outputs == 1)
    assert "softmax" in tried.warned  # Keras does warn of this one
    assert label_forms.verdict(tried) == "learns nothing"
    assert "always 1" in says("column", "softmax 1", "binary_crossentropy")


def test_choosing_among_one_unit_has_a_loss_of_0_and_learns_nothing() -> None:
    tried = lab.tried("integers", "sigmoid 1", "sparse_categorical_crossentropy")
    assert np.allclose(tried.loss, 0, atol=1e-6)
    assert label_forms.verdict(tried) == "learns nothing"


def test_digits_taken_for_amounts_are_seldom_right() -> None:
    tried = lab.tried("integers", "linear 1", "mean_squared_error")
    assert tried.right.max() < 0.5
    assert tried.loss[:, -1].max() < tried.loss[:, 0].min()  # and yet the loss falls


def test_labels_outside_0_and_1_make_binary_crossentropy_negative() -> None:
    assert lab.tried("integers", "sigmoid 1", "binary_crossentropy").loss.max() < 0


def test_two_units_share_one_column_of_labels_in_silence() -> None:
    tried = lab.tried("column", "softmax", "mean_squared_error")
    assert label_forms.verdict(tried) == "learns nothing"
    assert tried.warned == ""


def test_without_softmax_the_loss_needs_from_logits() -> None:
    forgotten = lab.tried("integers", "linear", "sparse_categorical_crossentropy")
    assert forgotten.right.max() < 0.5
    assert "from_logits=True" in says("integers", "linear", "sparse_categorical_crossentropy")
    data = label_forms.labelled("integers")
    loss = lab.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    for seed in range(2):
        lab.keras.utils.set_random_seed(seed)
        model = lab.namer((8, 8), "linear", 10, loss)
        model.fit(data.x, data.y, epochs=label_forms.EPOCHS, verbose=0)
        right = label_forms.share_right("integers", np.asarray(model(data.validation[0])), data.validation[1])
        assert right > 0.8


def test_the_table_has_every_combination_and_marks_the_chosen_one() -> None:
    results = {("linear 1", "mean_squared_error"): lab.tried("one-hot", "linear 1", "mean_squared_error")}
    table = label_pictures.all_combinations("one-hot", 10, results, ("linear 1", "mean_squared_error"))
    assert (len(table.rows), len(table.columns)) == (5, 5)
    assert table.rows[4][4].startswith("\u25b8 says 90%, is 10%")
    assert table.highlighted == (4,)
    assert table.rows[0][2] == "... (made for it)"


def test_every_combination_has_a_meaning_and_a_repair() -> None:
    for form in label_forms.FORMS:
        for output in label_forms.OUTPUTS:
            for loss in label_forms.LOSSES:
                for said in ("refused", "learns", "misleads", "learns nothing"):
                    assert label_reasons.meaning(form, output, loss, said).endswith((".", ".)"))
                fits = (output, loss) == label_forms.FITTING[form]
                assert (label_reasons.repair(form, output, loss, 10) == "") is fits


def test_share_right_is_counted_by_hand() -> None:
    one_hot = np.eye(2)[[0, 1]]
    assert label_forms.share_right("one-hot", np.array([[0.9, 0.1], [0.8, 0.2]]), one_hot) == 0.5
    assert label_forms.share_right("integers", np.array([[2.9], [3.6]]), np.array([3, 3])) == 0.5
    assert label_forms.share_right("column", np.array([[-1.0], [4.0]]), np.array([[0.0], [1.0]])) == 1
    assert label_forms.share_right("real", np.array([[1.0], [3.0]]), np.array([1.0, 3.0])) == 1


def test_long_words_of_keras_are_cut_and_say_so() -> None:
    cut = label_pictures.shortened("\x1b[1mshape " * 200)
    assert cut.endswith("[...]")
    assert "\x1b" not in cut
    assert label_pictures.shortened("short") == "short"
