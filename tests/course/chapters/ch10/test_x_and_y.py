"""The lab of x and y: what it claims is so, on its own seeds; Keras' words are held only by their meaning."""

from __future__ import annotations

import re

import jax
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
    rows = {row[0]: row[1] for row in kinds_of_data.facts_table(data, output_shape, bare).rows}
    assert rows["keras.Input"] == str(sample)
    assert rows["model(x[:1])"] == str((1, classes))


def test_pixels_from_0_to_255_train_worse_than_from_0_to_1_in_every_seed() -> None:
    outcome = shapes("grey", 10)
    assert outcome.answer == 1
    assert max(outcome.keras_gives["raw"]) < min(outcome.keras_gives["scaled_accuracy"])
    assert min(outcome.keras_gives["raw"]) > 0.5  # from_logits: raw pixels do train
    assert "Always naming the commonest class gives 11.8%." in outcome.notice[1]


def test_softmax_before_the_loss_is_what_stops_raw_pixels_from_training() -> None:
    outcome = shapes("grey", 10)
    assert max(outcome.keras_gives["raw_softmax"]) < 0.5 < min(outcome.keras_gives["raw"])
    sizes, cut = lab.outputs_before_training("grey")
    assert min(sizes[0] / sizes[1]) > 100  # "more than a hundred times larger"
    assert cut[0].min() > 0.5  # "most of the images then teach nothing at first"
    assert cut[1].max() == 0
    better = "From every seed, the loss on the outputs themselves is better than softmax before the loss."
    assert better in outcome.notice[3]
    assert "Keras cuts this off" in outcome.notice[3]


def test_a_sample_whose_probability_is_cut_has_no_gradient_unless_the_loss_has_the_logits() -> None:
    losses, softmax = lab.keras.losses, lab.keras.ops.softmax

    def gradient(second: float, *, from_logits: bool) -> float:
        def loss(logits: jax.Array) -> jax.Array:
            given = logits if from_logits else softmax(logits)
            return losses.sparse_categorical_crossentropy(np.array([1]), given, from_logits=from_logits)[0]

        return float(np.abs(jax.grad(loss)(jax.numpy.array([[0.0, second]]))).max())

    assert np.exp(-10) > lab.keras.config.epsilon() == 1e-7 > np.exp(-20)
    assert gradient(-10.0, from_logits=False) == pytest.approx(1, abs=1e-3)
    assert gradient(-20.0, from_logits=False) == 0
    assert gradient(-20.0, from_logits=True) == pytest.approx(1, abs=1e-3)


def test_pairs_of_a_seed_decide_not_ranges() -> None:
    low, high, mixed = np.array([0.5, 0.7]), np.array([0.6, 0.8]), np.array([0.4, 0.9])
    assert kinds_of_data.which_is_better(low, high) == 1  # the ranges overlap, and each pair says the same
    assert kinds_of_data.which_is_better(high, low) == 0
    assert kinds_of_data.which_is_better(low, mixed) == 2
    assert kinds_of_data.compared("this", high, "that", low) == "From every seed, this is better than that."
    assert kinds_of_data.compared("this", low, "that", high) == "From every seed, that is better than this."
    assert kinds_of_data.compared("this", low, "that", low) == "From every seed, this is as good as that."
    assert kinds_of_data.compared("this", low, "that", mixed) == (
        "This and that cannot be told apart: the first is better from 1 of 2 seeds, the second from 1."
    )


@pytest.mark.parametrize(("kind", "epochs"), [("table", 10), ("grey", 1)])
def test_scaled_data_whose_range_overlaps_that_of_raw_data_is_better_from_every_seed(
    kind: str, epochs: int
) -> None:
    outcome = shapes(kind, epochs)
    raw, scaled = (np.array(outcome.keras_gives[name]) for name in ("raw", "scaled_accuracy"))
    assert raw.max() >= scaled.min()
    assert (scaled > raw).all()
    assert outcome.answer == 1
    assert "From every seed, scaled data is better than the data as it comes." in outcome.notice[1]


def test_accuracies_that_differ_from_some_seeds_only_are_counted() -> None:
    notice = shapes("table", 10).notice[3]
    assert (
        "Softmax before the loss and the loss on the outputs themselves cannot be told apart: "
        "the first is better from 1 of 5 seeds, the second from 4." in notice
    )


def test_what_was_of_size_1_before_does_not_need_scaling() -> None:
    signals = shapes("sequence", 1)
    assert signals.notice[1].startswith("After 1 epoch the")
    assert "the same values as float64 give" in signals.notice[2]  # float32 beside itself would say nothing
    assert "No sample has a probability so near 0" in signals.notice[3]


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


@pytest.mark.parametrize(
    ("output", "loss"),
    [
        pytest.param("softmax 1", "The loss stays at 0.9.", id="nothing is trained"),
        pytest.param(
            "linear 1", "The loss goes from 0.141 to 0.0909.", id="the loss falls, and nothing is named"
        ),
    ],
)
def test_a_network_that_names_no_more_than_guessing_is_not_said_to_train(output: str, loss: str) -> None:
    tried = lab.tried("one-hot", output, "mean_squared_error")
    found, _, all_of_them = label_pictures.label_notice("one-hot", tried, {("", ""): tried})
    assert found.startswith(
        "It runs without an error, and learns nothing: it beats guessing by more than 5 points"
    )
    assert f"from none of 5 seeds. {loss}" in found
    assert re.search(r"named right is \d+\.\d% \(in all 5 seeds\); guessing", found)
    assert "1 run to the end without an error, but do not beat guessing by more than 5 points from every" in (
        all_of_them
    )


def test_the_opening_follows_the_seeds() -> None:
    words, shares = label_pictures.outcome_words, np.array([0.12, 0.4, 0.5])
    assert words("column", shares, 0.1, "learns") == "It trains, and learns."
    some = words("column", shares, 0.1, "learns nothing")
    assert some.endswith(
        "but does not learn from every seed: it beats guessing by more than 5 points from 2 of 3 seeds."
    )
    few = words("real", np.array([0.01, 0.02]), 0.0, "learns nothing")
    assert "and learns hardly anything: it beats guessing by more than 0.05 from none of 2 seeds." in few


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


def test_digits_taken_for_amounts_are_learnt_a_little_and_keras_counts_them_otherwise() -> None:
    tried = lab.tried("integers", "linear 1", "mean_squared_error")
    assert label_forms.verdict(tried) == "learns a little"
    assert tried.guess < tried.right.min() <= tried.right.max() < 0.5
    assert tried.loss[:, -1].max() < tried.loss[:, 0].min()  # and yet the loss falls
    found, accuracy, all_of_them = label_pictures.label_notice("integers", tried, {("", ""): tried})
    assert found.startswith("It trains, and learns a little. The loss goes from 11.9 to 2.89.")
    assert "named right is 22.6% (over the seeds" in found
    assert "above 0.5" in accuracy
    assert "0 trained well" in all_of_them
    assert "1 trained poorly" in all_of_them


def test_keras_accuracy_of_one_unit_asks_only_whether_it_is_above_a_half() -> None:
    model = lab.namer((1,), "linear 1", 10, "mean_squared_error")
    labels, outputs = np.array([0, 1, 3, 8]), np.array([[0.2], [0.9], [3.0], [8.0]], dtype="float32")
    model.compute_loss(np.zeros((4, 1)), labels, outputs)
    measured = model.compute_metrics(np.zeros((4, 1)), labels, outputs)
    assert measured["accuracy"] == 0.5  # the labels 3 and 8 are met exactly, and not counted
    assert label_forms.share_right("integers", outputs, labels) == 1


@pytest.mark.parametrize(
    ("right", "fitting", "verdict"),
    [
        pytest.param(0.9, None, "learns", id="what is made for it"),
        pytest.param(0.6, 0.9, "learns", id="more than half"),
        pytest.param(0.4, 0.9, "learns a little", id="less than half"),
        pytest.param(0.12, 0.9, "learns nothing", id="guesses"),
    ],
)
def test_to_learn_is_to_get_half_as_far_as_what_is_made_for_the_labels(
    right: float, fitting: float | None, verdict: str
) -> None:
    shares = np.full(5, right)
    tried = label_forms.Tried(reported=shares, right=shares, guess=0.1, fitting=fitting)
    assert label_forms.verdict(tried) == verdict


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
    lab.keras.utils.set_random_seed(0)
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
