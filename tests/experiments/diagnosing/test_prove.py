"""A change is proven, or not: by injected scores that are known by hand, and by real trainings."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from trainings_to_diagnose import tumours, two_classes

from handsonn.errors import DiagnosisError, Stopped
from handsonn.experiments.diagnosing import Case, case_of, prove
from handsonn.experiments.diagnosing.arm import Arm
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.trials import PILOT_EPOCHS, Stop, Trials
from handsonn.records import Change, Proof

SIGMOID = Change("output", {"units": 1, "activation": "sigmoid", "loss": "binary_crossentropy"})
SLOWER = Change("learning_rate", {"learning_rate": 0.0005})


def scored(before: Callable[[int], float], after: Callable[[int], float], **arm: object) -> Trials:
    """Trials that train nothing: the arm of the slower rate is the changed one."""

    def train(case: Case, seed: int, scoring: Scoring, epochs: int, stop: Stop) -> Arm:
        del scoring, stop
        changed = float(case.model.optimizer.learning_rate.numpy()) < 0.0009
        return Arm(seed, after(seed) if changed else before(seed), (1.0,), epochs, **arm)  # type: ignore[arg-type]

    return Trials(train=train)


def proof_of(before: Callable[[int], float], after: Callable[[int], float], **arm: object) -> Proof:
    return prove(tumours(), SLOWER, trials=scored(before, after, **arm))


def test_a_gain_with_every_seed_is_proven_and_saves_the_last_seeds() -> None:
    proof = proof_of(lambda seed: 0.5 + seed / 1000, lambda _: 0.9)
    assert proof.verdict == "proven"
    assert proof.seeds == (0, 1, 2)
    assert proof.before == (0.5, 0.501, 0.502)
    assert proof.low < 0.399 < proof.high
    assert "rises from 0.501 to 0.900" in proof.sentence


def test_equal_scores_show_no_gain() -> None:
    proof = proof_of(lambda _: 0.9, lambda _: 0.9)
    assert (proof.verdict, proof.low, proof.high, proof.needs) == ("no gain seen", 0.0, 0.0, "")


def test_a_wide_spread_tries_ten_seeds_and_then_says_what_it_would_take() -> None:
    proof = proof_of(lambda _: 0.7, lambda seed: 0.7 + (0.2 if seed % 2 else -0.17))
    assert proof.verdict == "cannot tell"
    assert len(proof.seeds) == 10
    assert proof.needs.startswith("more than 100 seeds at this spread, or more than 114 held-out samples")
    assert proof.needs in proof.sentence


def test_a_loss_that_became_nan_counts_as_the_same_answer_always() -> None:
    proof = proof_of(lambda seed: math.nan if seed == 1 else 0.64, lambda _: 0.95)
    assert proof.verdict == "proven"
    assert math.isnan(proof.before[1])
    assert "The loss became NaN with 1 of 3 seeds before the change" in proof.sentence
    chance = 0.632  # the share of the more frequent class in the held-out fifth
    assert f"always giving the same answer ({chance})" in proof.sentence


def test_a_change_that_makes_it_worse_says_so() -> None:
    proof = proof_of(lambda _: 0.9, lambda seed: 0.5 + seed / 1000)
    assert proof.verdict == "no gain seen"
    assert "accuracy on held-out samples falls" in proof.sentence


def test_long_trainings_are_cut_to_the_time_and_it_is_said() -> None:
    proof = proof_of(lambda _: 0.5, lambda _: 0.9, epoch_seconds=1.0)
    assert "each was trained for 1 of 6 epochs" in proof.sentence


def test_a_training_that_cannot_run_is_compared_with_the_constant_answer() -> None:
    def train(case: Case, seed: int, scoring: Scoring, epochs: int, stop: Stop) -> Arm:
        del scoring, epochs, stop
        if case.model.layers[-1].activation.__name__ == "softmax":
            return Arm(seed, math.nan, raised="ValueError: shapes do not fit")
        return Arm(seed, 0.9)

    proof = prove(tumours("softmax"), SIGMOID, trials=Trials(train=train))
    assert proof.verdict == "proven"
    assert proof.sentence == (
        "As it was given, the training cannot run (ValueError: shapes do not fit). With the change it runs "
        "and reaches accuracy 0.900 on held-out samples over 3 seeds; always giving the same answer reaches "
        "0.632."
    )


def test_a_change_with_which_the_training_cannot_run_is_no_gain() -> None:
    proof = prove(tumours(), Change("loss", {"loss": "categorical_crossentropy"}), trials=_raising())
    assert proof.verdict == "no gain seen"
    assert proof.sentence == "With the change, the training cannot run: ValueError: no."


def _raising() -> Trials:
    def train(case: Case, seed: int, scoring: Scoring, epochs: int, stop: Stop) -> Arm:
        del scoring, epochs, stop
        fails = case.model.loss != "binary_crossentropy"
        return Arm(seed, math.nan, raised="ValueError: no.") if fails else Arm(seed, 0.9)

    return Trials(train=train)


def test_progress_is_told_with_the_time_that_is_left() -> None:
    told: list[tuple[float, str, float]] = []
    trials = scored(lambda _: 0.5, lambda seed: 0.9 + seed / 50)
    prove(tumours(), SLOWER, trials=trials, tell=lambda *line: told.append(line))
    assert [line[:2] for line in told][:2] == [
        (0.2, "1 of 5 pairs of networks trained"),
        (0.4, "2 of 5 pairs of networks trained"),
    ]
    assert all(seconds >= 0 for _, _, seconds in told)


def test_the_arms_of_the_case_are_trained_once_for_two_changes() -> None:
    trained: list[tuple[int, int]] = []

    def train(case: Case, seed: int, scoring: Scoring, epochs: int, stop: Stop) -> Arm:
        del scoring, stop
        if float(case.model.optimizer.learning_rate.numpy()) > 0.0009:
            trained.append((seed, epochs))
        return Arm(seed, 0.5)

    trials, case = Trials(train=train), tumours()
    for rate in (0.0005, 0.0001):
        prove(case, Change("learning_rate", {"learning_rate": rate}), trials=trials)
    assert trained == [(0, PILOT_EPOCHS), (0, 6), (1, 6), (2, 6)]


def test_two_seeds_are_too_few() -> None:
    with pytest.raises(DiagnosisError, match="at least 3 seeds; 2 were given"):
        prove(tumours(), SLOWER, seeds=[0, 1])


def test_softmax_over_one_unit_is_proven_and_nothing_of_the_learners_changes() -> None:
    case = tumours("softmax")
    weights = [np.array(weight) for weight in case.model.get_weights()]
    x, y = case.x.copy(), case.y.copy()
    python, numpy = random.getstate(), np.random.get_state()
    proof = prove(case, SIGMOID)
    assert random.getstate() == python
    assert all(map(np.array_equal, np.random.get_state()[1:3], numpy[1:3]))
    assert proof.verdict == "proven"
    assert min(proof.after) > 0.9 > max(proof.before)
    assert proof.code.count("\n-") == 1  # one line is taken away, one comes
    assert '-    keras.layers.Dense(1, activation="softmax", name="answer"),' in proof.code
    assert '+    keras.layers.Dense(1, activation="sigmoid", name="answer"),' in proof.code
    assert all(map(np.array_equal, case.model.get_weights(), weights))
    assert case.model.layers[-1].activation.__name__ == "softmax"
    np.testing.assert_array_equal(case.x, x)
    np.testing.assert_array_equal(case.y, y)


def test_a_change_that_does_nothing_is_not_proven() -> None:
    proof = prove(tumours(), Change("learning_rate", {"learning_rate": 0.001}))
    assert proof.verdict == "no gain seen"
    assert proof.before == proof.after
    assert proof.code == ""


def test_a_class_of_the_learners_is_proven_too() -> None:
    import keras

    class Mine(keras.Model):
        """Positional arguments, no get_config(), and a call() that knows nothing of training."""

        def __init__(self, units: int) -> None:
            super().__init__()
            self.hidden = keras.layers.Dense(8, "relu")
            self.answer = keras.layers.Dense(units, "relu", kernel_initializer="zeros")

        def call(self, x: object) -> object:
            return self.answer(self.hidden(x))

    model = Mine(1)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    case = case_of(model, *two_classes(), epochs=6)
    proof = prove(case, SIGMOID)
    assert proof.verdict == "proven"
    assert '-#     self.answer = keras.layers.Dense(1, activation="relu"' in proof.code
    assert not model.built


def test_it_stops_when_asked() -> None:
    with pytest.raises(Stopped, match="the diagnosis was stopped"):
        prove(tumours(), SLOWER, should_stop=lambda: True)
