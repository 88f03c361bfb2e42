"""What the lab "optimizers" teaches, held against its own measurements."""

from functools import partial
from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments.learning_rates import (
    RATES,
    best_rate,
    end_words,
    fall_words,
    order_words,
    range_words,
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

SPIRALS = {
    "data": "spirals",
    "optimizer": "SGD",
    "learning_rate": 0.01,
    "epochs": 60,
    "batch_size": 20,
    "seed": 0,
}


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


def test_with_larger_batches_there_are_fewer_updates_and_the_same_rate_gets_less_far(
    sweep: tuple[Outcome, list[Outcome]],
) -> None:
    outcome = optimizers.one_rate({**SPIRALS, "batch_size": 200}, QuietWatch())
    assert outcome.answer is None  # not the batch size asked about
    assert "after 60 epochs of 1 update the training loss" in outcome.notice[0]
    assert "batch_size=200" in outcome.keras
    assert (np.array(outcome.keras_gives["loss"]) > np.array(sweep[0].keras_gives["loss"])).all()


def four(**changes: Any) -> Outcome:
    return optimizers.four_optimizers(
        {"data": "moons", "rates": "same", "learning_rate": 0.1, **changes}, QuietWatch()
    )


def test_no_optimizer_at_its_own_rate_ends_lowest_from_every_seed_on_the_moons() -> None:
    watch = Showing()
    outcome = optimizers.four_optimizers({"data": "moons", "rates": "own", "learning_rate": 0.1}, watch)
    ends = {name: np.array(outcome.keras_gives[name]) for name in optimizers.OPTIMIZERS}
    assert outcome.answer == 4
    assert len(watch.shown) == 4  # type: ignore[attr-defined]
    assert watch.shown[0].answer is None  # type: ignore[attr-defined]
    assert outcome.facts["rate of SGD"] >= 10 * outcome.facts["rate of Adam"]
    # That none is the best of all does not make all alike: pair by pair, SGD ends above the others.
    assert (ends["Adam"] < ends["SGD"]).all()
    assert "momentum, RMSprop, Adam below SGD" in outcome.notice[1]


@pytest.mark.parametrize("data", ["moons", "circles"])
def test_each_picture_says_its_own_rates(data: str) -> None:
    outcome = optimizers.four_optimizers({"data": data, "rates": "own", "learning_rate": 0.1}, QuietWatch())
    lowest_end = {each: min(RATES, key=partial(ends, each)) for each in optimizers.OPTIMIZERS}
    named = [trail.name for trail in outcome.pictures["ways"].trails]  # type: ignore[attr-defined]
    assert named == [f"{each} {rate:g}" for each, rate in lowest_end.items()]
    for each, rate in lowest_end.items():
        assert f"{each} at {rate:g}: {end_words(ends(each, rate), loss_at(START))}" in outcome.notice[-1]
    assert any(outcome.facts[f"rate of {each}"] != rate for each, rate in lowest_end.items())
    assert "found for each picture on its own" in outcome.notice[0]
    assert "found for each picture" not in four().notice[0]


def test_at_the_largest_rate_no_optimizer_is_called_the_best() -> None:
    outcome = four(learning_rate=10.0)
    assert "SGD from all 5 seeds" in outcome.notice[1]
    assert "Lowest of" not in " ".join(outcome.notice)
    assert "SGD at 10: diverged; momentum at 10: diverged" in outcome.notice[2]
    assert "nan" not in " ".join(outcome.notice)


def test_at_the_same_small_rate_adam_gets_further_than_sgd() -> None:
    outcome = four(learning_rate=0.001)
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


GUESS = 0.69


def test_a_loss_that_fell_and_lies_above_guessing_is_nothing_learnt() -> None:
    outcome = optimizers.one_rate({**SPIRALS, "learning_rate": 10.0}, QuietWatch())
    assert (
        "fell in 5 of 5 seeds. It ends no lower than the 0.69 of guessing from all 5 seeds"
        in outcome.notice[2]
    )
    assert outcome.notice[2].endswith("learnt nothing.")
    assert len(outcome.notice) == 3


@pytest.mark.parametrize(
    ("final", "said"),
    [
        ((0.5, 0.6), "rose in 1 and fell in 1 of 2 seeds."),
        ((0.5, 0.8), "from 1 of 2 seeds: judged by the loss, the network has learnt nothing there."),
        ((0.8, 0.9), "from all 2 seeds: judged by the loss, the network has learnt nothing."),
        ((0.5, np.nan), "Guessing has a loss of 0.69; the network ends no lower from 1 of 2 seeds."),
    ],
)
def test_a_fall_is_told_with_where_it_ends(final: tuple[float, float], said: str) -> None:
    assert fall_words(seeds(0.4, 2.0), seeds(*final), GUESS).endswith(said)


def test_a_lower_median_that_fails_from_a_seed_is_not_passed_over() -> None:
    said = optimizers.one_rate(SPIRALS, QuietWatch()).notice[1]
    best, high = (optimizers.final_losses("spirals", "SGD", rate, 60) for rate in (0.3, 1.0))
    failing = int((high >= optimizers.guessing_loss(optimizers.plane_data("spirals").y)).sum())
    assert np.median(high) < np.median(best)
    assert failing
    assert f"1 has a lower median, {np.median(high):.3g}, and is left out" in said
    assert said.endswith(f"no lower than guessing from {failing} of 5 seeds.")
    assert "left out" not in rate_words({0.1: seeds(0.2, 0.3), 1.0: seeds(2, np.nan)}, 0.1, GUESS)


def test_the_rate_that_ends_lowest_is_named_with_those_that_cannot_be_told_from_it() -> None:
    said = optimizers.one_rate({**SPIRALS, "learning_rate": 0.3}, QuietWatch()).notice[1]
    final = {rate: optimizers.final_losses("spirals", "SGD", rate, 60) for rate in (0.3, 1.0)}
    assert f"lowest median, {np.median(final[0.3]):.3g}" in said
    assert f"than 1 from {(final[0.3] < final[1.0]).sum()} of 5" in said


def test_a_rate_that_learns_nothing_from_one_seed_is_not_the_best() -> None:
    assert best_rate({0.1: seeds(0.4, 0.4, 0.4), 1.0: seeds(0.1, 0.1, 4.0)}, GUESS) == 0.1
    assert best_rate({0.1: seeds(0.4, 0.4), 1.0: seeds(0.1, np.nan)}, GUESS) == 0.1
    assert best_rate({0.1: seeds(0.4, 0.5, 0.6), 1.0: seeds(0.1, 0.1, 0.6)}, GUESS) == 1.0
    assert best_rate({0.1: seeds(2.0, np.inf), 1.0: seeds(3.0, 3.0)}, GUESS) == 1.0


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (0.1, "It cannot be told from this: it ends lower than 0.3 from 1 of 2."),
        (0.01, "is smaller"),
        (1.0, "is larger"),
        (0.3, "0.3 cannot be told from it: 0.1 ends lower from 1 of 2"),
    ],
)
def test_the_words_say_where_a_rate_lies(chosen: float, said: str) -> None:
    losses = {0.01: seeds(0.9, 0.6), 0.1: seeds(0.2, 0.3), 0.3: seeds(0.25, 0.27), 1.0: seeds(2, 3)}
    words = rate_words(losses, chosen, GUESS)
    assert said in words
    assert words.startswith("2 of 4 rates")


def test_where_no_rate_learns_none_is_the_best() -> None:
    assert rate_words({1.0: seeds(1, 2), 3.0: seeds(2, 3)}, 1.0, GUESS).startswith("None of the 2 rates")


def test_a_rate_below_all_others_cannot_be_mistaken() -> None:
    losses = {0.1: seeds(0.2, 0.3), 1.0: seeds(2, 3)}
    assert rate_words(losses, 0.1, GUESS).endswith("It ends lower than every other from every seed.")


def test_the_order_is_told_pair_by_pair() -> None:
    ends = {"SGD": seeds(0.4, 0.5), "RMSprop": seeds(0.3, 0.1), "Adam": seeds(0.1, 0.2)}
    assert order_words(ends) == (
        "Lowest of 3: RMSprop from 1, Adam from 1 of 2 seeds. From every seed: RMSprop, Adam below SGD. "
        "The other pair cannot be told apart."
    )
    assert "No pair keeps its order" in order_words({"SGD": seeds(1, 2), "Adam": seeds(2, 1)})
    assert order_words({"SGD": seeds(np.nan, 2), "Adam": seeds(2, 1)}).endswith("Adam below SGD.")


def test_what_has_diverged_is_called_so() -> None:
    assert end_words(float("nan"), 5.0) == end_words(1e30, 5.0) == "diverged"
    assert end_words(7.5, 5.0) == "7.5, above its start"
    assert end_words(0.656123, 5.0) == "0.656"
    assert range_words(seeds(0.1, np.nan)) == "diverged in 1 of 2 seeds"
    assert range_words(seeds(0.123, 0.321)) == "0.22 (0.12 to 0.32)"
    assert range_words(seeds(0.6600, 0.6601)) == "0.66 (in all 2 seeds)"
