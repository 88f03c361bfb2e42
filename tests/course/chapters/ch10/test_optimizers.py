"""What the lab "optimizers" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.learning_rates import (
    RATES,
    best_rate,
    lowest_of,
    rate_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import (
    START,
    loss_at,
    loss_surface,
    lowest,
    samples,
)
from handsonn.course.chapters.ch10_neural_networks.labs import optimizers
from handsonn.course.live import Outcome, QuietWatch

SPIRALS = {"data": "spirals", "optimizer": "SGD", "learning_rate": 0.01, "epochs": 60, "seed": 0}


class Showing(QuietWatch):
    """Keeps what an experiment shows before it has ended."""

    def __init__(self) -> None:
        object.__setattr__(self, "shown", [])

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def sweep() -> tuple[Outcome, list[Outcome]]:
    watch = Showing()
    return optimizers.one_rate(SPIRALS, watch), watch.shown  # type: ignore[attr-defined]


def test_the_loss_over_the_rate_falls_and_rises_again(sweep: tuple[Outcome, list[Outcome]]) -> None:
    outcome, _ = sweep
    line = outcome.pictures["sweep"].lines[0]  # type: ignore[attr-defined]
    best = outcome.facts["best_rate"]
    assert outcome.answer == 2
    assert 0.1 <= best <= 1
    assert line.y[0] > 1.5 * line.y[list(RATES).index(best)] < line.y[-1]


def test_the_first_picture_does_not_wait_for_the_other_rates(sweep: tuple[Outcome, list[Outcome]]) -> None:
    _, (first,) = sweep
    assert first.pictures["sweep"].lines[0].x.tolist() == [0.01]  # type: ignore[attr-defined]
    assert first.answer is None
    assert len(first.notice) == 2


def test_four_optimizers_at_their_own_rates_cannot_be_told_apart_on_the_moons() -> None:
    settings = {"data": "moons", "rates": "own", "learning_rate": 0.1}
    watch = Showing()
    outcome = optimizers.four_optimizers(settings, watch)
    assert outcome.answer == 4
    assert len(watch.shown) == 4  # type: ignore[attr-defined]
    assert watch.shown[0].answer is None  # type: ignore[attr-defined]
    assert outcome.facts["rate of SGD"] >= 10 * outcome.facts["rate of Adam"]


def test_at_the_same_small_rate_adam_gets_further_than_sgd() -> None:
    outcome = optimizers.four_optimizers(
        {"data": "moons", "rates": "same", "learning_rate": 0.001}, QuietWatch()
    )
    assert outcome.facts["Adam"] < 0.7 * outcome.facts["SGD"]
    assert outcome.answer is None


def ends(optimizer: str, rate: float) -> float:
    return loss_at(optimizers.way_down(optimizer, rate)[-1])


def test_the_steps_of_sgd_grow_without_end_above_its_limit() -> None:
    assert ends("SGD", 0.3) < loss_at(np.array(START)) < 1e6 < ends("SGD", 1.0)


def test_momentum_gets_further_along_the_valley() -> None:
    assert ends("momentum", 0.1) < 0.9 * ends("SGD", 0.1)


def test_the_first_step_of_sgd_is_the_gradient_times_the_rate() -> None:
    x, y = samples()
    error = START[0] * x[:, 0] + START[1] - y
    first = optimizers.way_down("SGD", 0.1)[1]
    assert first == pytest.approx(
        [START[0] - 0.2 * (error * x[:, 0]).mean(), START[1] - 0.2 * error.mean()], rel=1e-4
    )


def test_the_first_step_of_adam_has_the_length_of_its_rate_in_each_parameter() -> None:
    step = optimizers.way_down("Adam", 0.1)[1] - np.array(START)
    assert np.abs(step) == pytest.approx([0.1, 0.1], rel=1e-3)


def test_the_lowest_place_is_lower_than_every_place_of_the_surface() -> None:
    assert loss_at(None) <= loss_surface().min()
    assert loss_surface().min() == pytest.approx(loss_at(None), rel=0.02)
    assert lowest()[0] > 0  # a larger body mass index goes with more progression


def seeds(*values: float) -> Any:
    return np.array(values)


def test_a_rate_that_fails_from_one_seed_is_not_the_best() -> None:
    assert best_rate({0.1: seeds(0.4, 0.4, 0.4), 1.0: seeds(0.1, 0.1, 4.0)}) == 0.1
    assert best_rate({0.1: seeds(0.4, 0.4), 1.0: seeds(0.1, np.nan)}) == 0.1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [(0.1, "0.1 ends lowest on average."), (0.01, "is smaller"), (1.0, "is larger"), (0.3, "cannot be told")],
)
def test_the_words_say_where_a_rate_lies(chosen: float, said: str) -> None:
    losses = {0.01: seeds(0.9, 0.8), 0.1: seeds(0.2, 0.3), 0.3: seeds(0.25, 0.4), 1.0: seeds(2, 3)}
    assert said in rate_words(losses, chosen)


def test_the_lowest_is_named_only_where_no_range_overlaps() -> None:
    assert lowest_of({"SGD": seeds(1, 2), "Adam": seeds(3, 4)}) == "SGD"
    assert lowest_of({"SGD": seeds(1, 3), "Adam": seeds(3, 4)}) is None
