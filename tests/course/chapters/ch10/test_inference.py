"""What the lab about inference teaches, on its own seeds; scikit-learn as oracle."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_auc_score, roc_curve

from handsonn.course.chapters.ch10_neural_networks.experiments import decision_thresholds as thresholds
from handsonn.course.chapters.ch10_neural_networks.experiments.inference_words import (
    most_confused_option,
    pair_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.predicted_images import PredictedImages
from handsonn.course.chapters.ch10_neural_networks.experiments.reliability import (
    error_of_chance,
    expected_calibration_error,
    reliability,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.reliability_words import (
    calibration_option,
    notice_of_reliability,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.threshold_words import notice_of_threshold
from handsonn.course.chapters.ch10_neural_networks.labs import inference
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.pictures import Bars, ConfusionMatrix, Curves, Images, Table
from handsonn.errors import UsageError

CLOTHES = "fashion_mnist_small"
WATCH = QuietWatch()


def predict(**settings: Any) -> Outcome:
    chosen = {"data": "digits", "epochs": 20, "order": "first", "missing": False, "picked": 0, **settings}
    return inference.predict_test_set(chosen, WATCH)


def cells(**settings: Any) -> Outcome:
    chosen = {"data": "digits", "epochs": 20, "network": 0, "cell": (), "picked": 0, **settings}
    return inference.look_into_cells(chosen, WATCH)


def threshold(at: float, features: str = "two", curve: str = "roc") -> Outcome:
    return inference.move_threshold({"threshold": at, "features": features, "curve": curve}, WATCH)


def confidence(data: str = CLOTHES, epochs: int = 10, bins: int = 10) -> Outcome:
    return inference.compare_confidence({"data": data, "epochs": epochs, "bins": bins}, WATCH)


def test_networks_of_nearly_the_same_accuracy_agree_on_fewer_images_than_they_get_right() -> None:
    outcome = predict(data=CLOTHES)
    accuracy = np.array(outcome.keras_gives["accuracy"])
    assert np.ptp(accuracy) < 0.05
    assert outcome.facts["agreed"] < accuracy.min()
    assert outcome.answer == 1
    assert 0.65 < outcome.facts["agreed"] < 0.85
    assert len(outcome.seeds) == 5


def test_the_agreement_is_asked_for_clothes_alone() -> None:
    assert predict().answer is None


def test_without_labels_nothing_on_the_page_depends_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = predict(missing=True)
    found = inference.predictions("digits", 20, WATCH)
    turned = PredictedImages(found.images, found.labels[::-1], found.class_names, found.probabilities)
    monkeypatch.setattr(inference, "predictions", lambda *_: turned)
    other = predict(missing=True)
    assert other.notice == honest.notice
    assert other.facts == honest.facts
    assert "accuracy" not in honest.keras_gives
    images = other.pictures["images"]
    assert isinstance(images, Images)
    assert images.marks == ()
    assert predict().notice != honest.notice


def test_without_labels_the_classes_and_confidences_are_said_and_the_accuracy_is_not() -> None:
    pictures = predict(missing=True).pictures
    counts, said = pictures["scores"], pictures["said"]
    assert isinstance(counts, Bars)
    assert isinstance(said, Table)
    found = inference.predictions("digits", 20, WATCH)
    assert said.rows[0][1:] == pytest.approx(
        np.quantile(found.confidence[0], [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1])
    )
    assert set(said.rows[1][1:]) == {None}
    first = np.bincount(found.predicted[0], minlength=10)
    assert counts.sets[0].low is not None
    assert (counts.sets[0].low <= first).all()


def test_the_least_sure_images_are_less_sure_than_all_others() -> None:
    found = inference.predictions("digits", 20, WATCH)
    rows = inference.pictures.shown_rows(found, "unsure")
    others = np.delete(found.confidence[0], rows)
    assert found.confidence[0, rows].max() <= others.min()


def test_the_matrix_is_scikit_learns_and_its_cell_holds_the_images_that_are_shown() -> None:
    outcome = cells(network=2)
    found = inference.predictions("digits", 20, WATCH)
    matrix, images = outcome.pictures["confusion"], outcome.pictures["images"]
    assert isinstance(matrix, ConfusionMatrix)
    assert isinstance(images, Images)
    np.testing.assert_array_equal(matrix.counts, confusion_matrix(found.labels, found.predicted[2]))
    assert matrix.selected is not None
    row, column = matrix.selected
    wanted = found.images[(found.labels == row) & (found.predicted[2] == column)]
    assert row != column
    assert len(images.pixels) == len(wanted) == matrix.counts[row, column]
    assert {image.tobytes() for image in images.pixels} == {image.tobytes() for image in wanted}


def test_an_empty_cell_is_said_to_be_empty() -> None:
    found = inference.predictions("digits", 20, WATCH)
    counts = confusion_matrix(found.labels, found.predicted[0])
    cell = tuple(np.argwhere(counts == 0)[0])
    outcome = cells(cell=cell, picked=3)
    assert outcome.facts["in_cell"] == 0
    assert "no image" in outcome.notice[1]
    assert "no image" in outcome.pictures["probabilities"].title


def test_a_cell_of_one_image_is_told_in_the_singular() -> None:
    found = inference.predictions("digits", 20, WATCH)
    cell = tuple(np.argwhere(confusion_matrix(found.labels, found.predicted[0]) == 1)[0])
    assert "1 image" in cells(cell=cell).notice[1]


def test_all_five_networks_confuse_one_and_eight_most_of_the_pairs_asked_for() -> None:
    assert inference.words.PAIRS[3] == (1, 8)
    assert cells().answer == 3
    assert cells(epochs=10).answer is None


def test_the_pair_is_left_open_where_the_networks_do_not_agree() -> None:
    matrices = np.zeros((2, 10, 10), int)
    matrices[:, 4, 9] = 5
    assert most_confused_option(matrices) == 0
    matrices[1, 8, 3] = 5
    assert most_confused_option(matrices) is None


def test_the_answer_says_on_how_few_images_it_rests() -> None:
    matrices = np.zeros((2, 10, 10), int)
    matrices[:, 4, 9], matrices[1, 9, 4], matrices[:, 0, 0] = 2, 1, 30
    assert "4 and 9: 2 to 3; 1 and 7: 0;" in pair_words(matrices)
    assert "few of 32" in pair_words(matrices)
    assert "another test set may put another pair first" in cells().notice[-1]
    assert "another pair" not in cells(epochs=10).notice[-1]


@pytest.mark.parametrize(
    ("mistakes", "sentence"),
    [
        ({(1, 8): 3, (2, 3): 2}, "most frequent mistake is 1 taken for 8: 3 times (60.0% of the label)"),
        ({(1, 8): 2, (2, 3): 2}, "most frequent mistakes are 1 taken for 8 and 2 taken for 3: 2 times each"),
        ({(0, 1): 1, (0, 2): 1, (0, 3): 1, (0, 4): 1}, "the most frequent ones, 4 of them, occur once each"),
    ],
)
def test_mistakes_of_the_same_frequency_are_named_together(
    mistakes: dict[tuple[int, int], int], sentence: str
) -> None:
    counts = 2 * np.eye(10, dtype=int)
    for cell, number in mistakes.items():
        counts[cell] = number
    found = inference.predictions("digits", 20, WATCH)
    notice = inference.words.notice_of_cell(found, np.array([counts] * 5), 0, (1, 8))
    assert sentence in notice[2]


def test_the_accuracies_are_drawn_with_their_intervals_on_an_axis_of_their_own() -> None:
    scores, table = (predict().pictures[name] for name in ("scores", "said"))
    assert isinstance(scores, Curves)
    assert isinstance(table, Table)
    assert scores.y.low is None
    assert [float(line.y[0]) for line in scores.lines] == list(predict().keras_gives["accuracy"])
    assert table.rows[0][2] == f"{scores.lines[0].low[0]:.3g} to {scores.lines[0].high[0]:.3g}"


@pytest.mark.parametrize(
    ("recall", "words"),
    [
        ([[0.9, 0.8], [0.7, 0.7]], "recall is higher in all 2 splits"),
        ([[0.6, 0.6], [0.7, 0.7]], "recall is lower in all 2 splits"),
        ([[0.7, 0.7], [0.7, 0.7]], "recall is the same in all 2 splits"),
        ([[0.8, 0.6], [0.7, 0.7]], "recall is higher in 1 and lower in 1 of 2 splits"),
        ([[0.8, 0.7], [0.7, 0.7]], "recall is higher in 1 and the same in 1 of 2 splits"),
    ],
)
def test_a_threshold_is_compared_with_the_usual_one(recall: list[list[float]], words: str) -> None:
    nowhere = np.array([[np.nan, np.nan], [0.5, 0.5]])
    notice = notice_of_threshold(0.3, nowhere, np.array(recall), np.eye(2), np.ones(2))
    assert words in notice[2]
    assert "precision is undefined in every split" in notice[2]
    assert "over the seeds" not in notice[1]


@pytest.mark.parametrize("at", [0.05, 0.5, 0.9])
def test_precision_and_recall_are_scikit_learns(at: float) -> None:
    outcome = threshold(at)
    for (given, positive), precision, recall in zip(
        inference.detected("two"),
        outcome.keras_gives["precision"],
        outcome.keras_gives["recall"],
        strict=True,
    ):
        assert precision == pytest.approx(precision_score(positive, given >= at))
        assert recall == pytest.approx(recall_score(positive, given >= at))


def test_the_curve_and_its_area_are_scikit_learns() -> None:
    for given, positive in inference.detected("weak"):
        alarms, recall, _ = roc_curve(positive, given, drop_intermediate=False)
        _, ours, ours_alarms = thresholds.all_thresholds(given, positive)
        np.testing.assert_allclose(ours, recall[1:])
        np.testing.assert_allclose(ours_alarms, alarms[1:])
        assert thresholds.area(given, positive) == pytest.approx(roc_auc_score(positive, given))


def test_a_threshold_is_worked_out_by_hand() -> None:
    given, positive = np.array([0.9, 0.8, 0.6, 0.4, 0.2]), np.array([True, False, True, True, False])
    np.testing.assert_array_equal(thresholds.counts_at(given, positive, 0.6), [[2, 1], [1, 1]])
    precision, recall, alarms = thresholds.all_thresholds(given, positive)
    np.testing.assert_allclose(precision, [1, 1 / 2, 2 / 3, 3 / 4, 3 / 5])
    np.testing.assert_allclose(recall, [1 / 3, 1 / 3, 2 / 3, 1, 1])
    np.testing.assert_allclose(alarms, [0, 0.5, 0.5, 0.5, 1])
    assert thresholds.precision_by_recall(given, positive, np.array([0.5, 1.0])) == pytest.approx(
        [2 / 3, 3 / 4]
    )
    assert thresholds.recall_by_alarms(given, positive, np.array([0.0, 0.5])) == pytest.approx([1 / 3, 1])
    assert thresholds.area(given, positive) == pytest.approx(4 / 6)
    assert thresholds.which_can_turn([(given, positive)]) == 1
    assert thresholds.which_can_turn([(given, given > 0.5)]) == 0


def test_precision_is_undefined_where_nothing_is_called_malignant() -> None:
    outcome = threshold(0.99, "weak")
    assert np.isnan(outcome.keras_gives["precision"]).all()
    assert "undefined in 5 of 5" in outcome.notice[1]
    assert "undefined" not in threshold(0.99).notice[1]


def test_a_lower_threshold_finds_more_in_every_split_and_never_fewer() -> None:
    low, high = (threshold(at, curve="precision-recall") for at in (0.1, 0.9))
    assert min(low.keras_gives["recall"]) > max(high.keras_gives["recall"])
    assert max(low.keras_gives["precision"]) < min(high.keras_gives["precision"])
    assert low.answer == high.answer == 1
    assert low.facts["area"] == high.facts["area"]


def test_all_features_tell_more_than_two() -> None:
    assert (
        threshold(0.5, "all").facts["area"]
        > threshold(0.5).facts["area"]
        > threshold(0.5, "weak").facts["area"]
    )


def test_the_bins_are_scikit_learns() -> None:
    found = inference.predictions("digits", 10, WATCH)
    for sure, right in zip(found.confidence, found.right, strict=True):
        ours = reliability(sure, right, 10)
        accuracy, mean = calibration_curve(right, sure, n_bins=10)
        filled = ours.counts > 0
        np.testing.assert_allclose(ours.accuracy[filled], accuracy)
        np.testing.assert_allclose(ours.confidence[filled], mean, rtol=1e-6)
        error = float((ours.counts[filled] / len(sure) * np.abs(accuracy - mean)).sum())
        assert expected_calibration_error(sure, right, 10) == pytest.approx(error, rel=1e-6)


def test_the_calibration_error_is_worked_out_by_hand() -> None:
    sure, right = np.array([0.55, 0.5, 0.95, 0.9]), np.array([True, False, True, False])
    # two bins: 0.5 belongs to the lower one. |0 - 0.5| x 1/4 + |2/3 - 0.8| x 3/4
    assert expected_calibration_error(sure, right, 2) == pytest.approx(0.125 + 0.1)
    assert np.isnan(reliability(sure, right, 10).accuracy[0])


def test_chance_alone_gives_an_error_that_shrinks_with_more_samples() -> None:
    few, many = (error_of_chance(np.random.default_rng(1).uniform(0.5, 1, n), 10) for n in (100, 10_000))
    assert few > 3 * many > 0


def test_clothes_get_surer_than_right_with_many_epochs() -> None:
    few, many = confidence(epochs=5), confidence(epochs=40)
    assert few.answer == many.answer == 1
    assert min(many.keras_gives["error"]) > max(few.keras_gives["error"])
    assert (np.array(many.keras_gives["sureness"]) > np.array(many.keras_gives["accuracy"])).all()
    gained = many.facts["confidence"] - few.facts["confidence"]
    assert gained > 2 * (many.facts["accuracy"] - few.facts["accuracy"]) > 0
    assert "surer than right, in every seed" in many.notice[0]
    assert many.notice[2].startswith(
        "After 40 epochs, against 5: the calibration error is higher from every seed"
    )
    assert many.facts["error"] > many.facts["chance"]


def test_digits_are_the_other_way_round() -> None:
    few, many = confidence("digits", 5), confidence("digits", 40)
    assert few.answer is None
    assert max(many.keras_gives["error"]) < min(few.keras_gives["error"])
    assert "less sure than right, in every seed" in few.notice[0]


def test_the_epochs_of_the_slider_are_those_compared() -> None:
    assert confidence(epochs=1).notice[2].startswith("After 1 epoch, against 5: ")
    assert confidence(epochs=5).notice[2].startswith("After 40 epochs, against 5: ")


def test_confidence_is_compared_by_pairs_of_the_same_seed() -> None:
    apart = np.array([[0.02, 0.05], [0.06, 0.07]])  # the ranges overlap, and both seeds rise
    parted = np.array([[0.02, 0.05], [0.06, 0.03]])
    assert calibration_option({"error": apart}, (5, 40)) == 1
    assert calibration_option({"error": apart[:, ::-1]}, (5, 40)) == 0
    assert calibration_option({"error": parted}, (5, 40)) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ([[0.02, 0.05], [0.06, 0.07]], "is higher from every seed"),
        ([[0.05, 0.02], [0.07, 0.06]], "is lower from every seed"),
        (
            [[0.02, 0.05], [0.06, 0.03]],
            "cannot be told apart: it is higher from 1 and lower from 1 of 2 seeds",
        ),
        (
            [[0.02, 0.05], [0.06, 0.06]],
            "cannot be told apart: it is higher from 1 and the same from 1 of 2 seeds",
        ),
    ],
)
def test_the_words_about_few_and_many_epochs_follow_the_pairs(error: list[list[float]], said: str) -> None:
    scores = np.array(error)
    measured = dict.fromkeys(("accuracy", "confidence", "error", "chance"), scores)
    assert f"the calibration error {said} (" in notice_of_reliability(measured, (5, 40), 40, 10)[2]


def test_the_area_has_no_range_where_it_has_none() -> None:
    undefined = np.full((2, 2), 0.5)
    said = notice_of_threshold(0.5, undefined, undefined, np.eye(2), np.ones(2))[3]
    assert "is 1.000 (in all 2 splits)" in said


def test_images_and_predictions_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UsageError, match="give one image and label per prediction"):
        PredictedImages(np.zeros((2, 8, 8)), np.zeros(3, int), ("0", "1"), np.full((5, 3, 2), 0.5))
