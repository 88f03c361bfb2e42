"""What the lab "epochs" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.early_stopping import at_epochs, early_stopping
from handsonn.course.chapters.ch10_neural_networks.experiments.epoch_axis import epoch_axis
from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import (
    accuracy_words,
    counted,
    from_to,
    lowest_words,
    updates_words,
)
from handsonn.course.chapters.ch10_neural_networks.labs import epochs
from handsonn.course.live import Outcome, QuietWatch


def count(batch_size: int, passes: int = 2) -> Outcome:
    return epochs.count_updates({"epochs": passes, "batch_size": batch_size}, QuietWatch())


def fit(**changes: Any) -> Outcome:
    return epochs.fit_too_well({"samples": 256, "units": 64, "epochs": 100, **changes}, QuietWatch())


def stop(**changes: Any) -> Outcome:
    settings = {"patience": 8, "restore": True, "samples": 256, "seed": 0, **changes}
    return epochs.stop_early(settings, QuietWatch())


def test_an_epoch_has_as_many_updates_as_batches_the_last_one_counted() -> None:
    # 1,079 training samples: 33 batches of 32 and one of 23.
    outcome = count(32)
    assert outcome.facts["updates_per_epoch"] == 34
    assert outcome.facts["updates"] == 68
    assert outcome.answer == 2
    assert "the last batch has 23 samples" in outcome.notice[0]


def test_the_prediction_is_about_batches_of_32_only() -> None:
    assert count(256).answer is None
    assert count(256).facts["updates_per_epoch"] == 5


def test_a_large_network_on_few_samples_learns_them_by_heart() -> None:
    facts = fit().facts
    assert facts["training_accuracy"] == 1
    assert facts["gap"] > 0.5
    assert facts["rise"] > 0.1
    assert facts["lowest_epoch"] < 50


def test_the_accuracy_stays_while_the_validation_loss_rises() -> None:
    outcome = fit()
    assert outcome.answer == 1
    assert abs(outcome.facts["gain"]) < 0.03
    assert "5 of 5 seeds were trained on beyond their lowest" in outcome.notice[0]
    # Ranges that overlap would not tell that the accuracy fell from some seeds and rose from others.
    assert outcome.notice[2].endswith("it rose in 1, fell in 3 and stayed the same in 1 of 5 seeds.")


def test_no_accuracy_is_compared_with_itself() -> None:
    outcome = fit(epochs=2, units=2)
    assert "From every seed the validation loss is lowest at the end, epoch 2" in outcome.notice[0]
    assert len(outcome.notice) == 2
    assert accuracy_words(np.array([9, 9]), np.ones(2), np.ones(2), 9) == ""


def test_only_seeds_that_were_trained_on_are_compared() -> None:
    lowest, there, end = np.array([5, 9, 9]), np.array([0.7, 0.8, 0.8]), np.array([0.6, 0.8, 0.8])
    assert accuracy_words(lowest, there, end, 9).endswith(": it fell from the one seed that was trained on.")
    two = accuracy_words(np.array([5, 5, 9]), there, np.array([0.6, 0.9, 0.8]), 9)
    assert two.endswith(": it rose in 1 and fell in 1 of 2 seeds that were trained on.")
    said = lowest_words(lowest, there, end, 9)
    assert "lowest at epoch 5 to 9" in said
    assert "1 of 3 seeds was trained on beyond its lowest" in said
    assert "at epoch 5, at" in lowest_words(np.array([5, 5]), there[:2], end[:2], 9)


def test_a_rise_too_small_to_be_seen_is_told_by_its_size() -> None:
    assert "were trained on beyond their lowest: there, it has risen by 0.00" in fit(units=2).notice[0]
    lowest, there = np.array([5, 9]), np.array([1.61, 1.39])
    said = lowest_words(lowest, there, there + np.array([0.0004, 0]), 9)
    assert said.endswith("1 of 2 seeds was trained on beyond its lowest: there, it has risen by 0.0004.")
    both = lowest_words(lowest, there, there + np.array([0.0004, 0.02]), 20)
    assert both.endswith(
        "2 of 2 seeds were trained on beyond their lowest: there, it has risen by 0.0004 to 0.02."
    )


@pytest.mark.parametrize(("passes", "low", "high"), [(1, 0.5, 1.5), (2, 1, 2)])
def test_a_single_epoch_stands_in_the_middle_of_its_axis(passes: int, low: float, high: float) -> None:
    axis = epoch_axis(passes)
    assert (axis.low, axis.high) == (low, high)


def test_one_epoch_has_no_place_for_a_second() -> None:
    assert count(256, 1).pictures["curves"].x.high < 2  # type: ignore[attr-defined]


def test_one_is_not_several() -> None:
    _, definitions = epochs.app.run()
    patience = definitions["live"].parts["stop"].controls[0]
    assert patience.words[:2] == ("1 epoch", "2 epochs")
    assert counted(1, "epoch") == "1 epoch"
    assert counted(1020, "update") == "1,020 updates"
    assert from_to(np.array([2, 2])) == "2"
    assert "the last batch has 1 sample); after 1 epoch" in updates_words(33, 32, 1, 2)
    assert "are 1 update an epoch" in updates_words(32, 32, 3, 3)
    one = count(256, 1)
    assert one.pictures["curves"].title == "1 epoch of 5 updates"
    assert "after 1 epoch Keras" in one.notice[0]


def test_two_units_underfit() -> None:
    outcome = fit(units=2, epochs=10)
    assert outcome.facts["training_accuracy"] < 0.6
    assert outcome.facts["gap"] < 0.2
    assert "More epochs may still help" in outcome.notice[0]
    assert outcome.answer is None


def test_more_samples_narrow_the_gap() -> None:
    assert fit(samples=512, epochs=50).facts["gap"] < fit(samples=64, epochs=50).facts["gap"]


@pytest.mark.parametrize(("score", "expected"), [(0.5, 0), (0.7, 1), (0.9, 2)])
def test_the_answer_follows_the_accuracy(score: float, expected: int) -> None:
    there = np.array([0.69, 0.71])
    assert epochs.score_answer(np.array([score, score]), there) == expected


def test_the_answer_compares_seed_by_seed() -> None:
    assert epochs.score_answer(np.array([0.7, 0.8]), np.array([0.6, 0.75])) == 2


def test_no_patience_stops_before_the_lowest_and_patience_reaches_it() -> None:
    hasty, patient = stop(patience=1), stop(patience=20)
    assert hasty.answer == 2
    assert hasty.facts["before"] == 5
    assert patient.facts["before"] == 0
    assert patient.facts["kept"] < hasty.facts["kept"]
    assert patient.answer is None


def test_patience_costs_where_the_best_weights_are_not_restored() -> None:
    best, last = stop(patience=40), stop(patience=40, restore=False)
    assert best.facts["highest_kept"] < last.facts["kept"]
    assert best.facts["stop"] == last.facts["stop"] < 100


def test_the_rule_is_that_of_keras() -> None:
    import keras

    losses = [1.0, 0.8, 0.9, 0.7, 0.75, 0.71, 0.72, 0.6, 0.9, 0.9, 0.9, 0.9]
    for patience in (1, 2, 3, 4, 20):
        callback = keras.callbacks.EarlyStopping(patience=patience)
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        model.compile(loss="mean_squared_error")
        callback.set_model(model)
        callback.on_train_begin()
        model.stop_training = False
        trained = 0
        while trained < len(losses) and not model.stop_training:
            callback.on_epoch_end(trained, {"val_loss": losses[trained]})
            trained += 1
        assert early_stopping(np.array([losses]), patience).stop[0] == trained


def test_the_best_epoch_is_that_of_the_lowest_loss_until_the_stop() -> None:
    stopped = early_stopping(np.array([[3, 2, 2.5, 2.6, 1.0]]), 2)
    assert (stopped.stop[0], stopped.best[0]) == (4, 2)
    assert stopped.kept(restore=True)[0] == 2
    assert stopped.kept(restore=False)[0] == 4


def test_values_are_taken_at_each_seeds_own_epoch() -> None:
    assert at_epochs(np.array([[1, 2, 3], [4, 5, 6]]), np.array([1, 3])).tolist() == [1, 6]
