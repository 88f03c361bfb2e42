"""The same experiment under several settings and seeds, and how far the scores spread."""

from statistics import mean, stdev
from types import SimpleNamespace
from typing import Any

import pytest
from scipy import stats

from handsonn.errors import DataError, UsageError
from handsonn.experiments import Experiment, Run
from handsonn.experiments.variation import VariedRuns
from handsonn.records import Dataset, Score

SMALL = {"layers": (3,), "epochs": 1}


def test_every_combination_runs_with_every_seed(iris: Dataset) -> None:
    variation = Experiment(iris, **SMALL).vary(batch_size=[16, 64], scaler=["none", "minmax"], seed=range(2))
    assert len(variation) == 8
    told: list[Run] = []
    runs = variation.run(sink=told.append)
    assert list(runs) == told
    assert [(run.experiment.batch_size, run.experiment.scaler, run.seed) for run in runs] == [
        (size, scaler, seed) for size in (16, 64) for scaler in ("none", "minmax") for seed in (0, 1)
    ]


def test_the_spread_is_the_mean_and_deviation_over_the_seeds(iris: Dataset) -> None:
    runs = Experiment(iris, **SMALL).vary(layers=[(3,), (5,)], seed=[0, 1, 2]).run()
    first, second = runs.spread()
    scores = [run.report.scores[0].value for run in runs if run.experiment.layers == (3,)]  # type: ignore[union-attr]
    assert (first.settings, second.settings) == ({"layers": (3,)}, {"layers": (5,)})
    assert first.scores == tuple(scores)
    assert (first.mean, first.deviation) == pytest.approx((mean(scores), stdev(scores)))
    assert str(runs).splitlines()[0].startswith("layers=(3,): accuracy ")
    assert str(runs).splitlines()[0].endswith("(3 seeds)")


def test_one_seed_has_no_deviation(iris: Dataset) -> None:
    (row,) = Experiment(iris, **SMALL).vary(seed=[7]).run().spread()
    assert row.deviation == 0
    assert row.settings == {}
    assert str(row).endswith("(spread unknown: one seed)")
    assert "±" not in str(row)


def made(
    scores: dict[int, dict[int, float]], *, name: str = "accuracy", higher_is_better: bool = True
) -> VariedRuns:
    """Put scores, by layer size and seed, where trained runs keep theirs."""

    def run(seed: int, value: float) -> Any:
        score = Score(name, value, 0.0, 1.0, 0.5, "always", higher_is_better)
        return SimpleNamespace(seed=seed, report=SimpleNamespace(scores=(score,)))

    return VariedRuns(
        tuple(
            ({"layers": (size,)}, run(seed, value))
            for size, of_size in scores.items()
            for seed, value in of_size.items()
        )
    )


def test_a_setting_that_is_ahead_with_every_seed_beats_the_other() -> None:
    low, high = {0: 0.50, 1: 0.60, 2: 0.72}, {0: 0.60, 1: 0.71, 2: 0.83}
    (verdict,) = made({3: low, 5: high}).verdicts()
    wanted = stats.ttest_rel(list(high.values()), list(low.values())).confidence_interval()
    assert verdict == (
        f"layers=(5,) beats layers=(3,) by {wanted.low:.4f} to {wanted.high:.4f} "
        "(accuracy; 95% interval over 3 paired seeds)"
    )


def test_pairs_decide_although_the_spreads_over_seeds_overlap() -> None:
    scores = {3: {0: 0.1, 1: 0.5, 2: 0.9}, 5: {0: 0.111, 1: 0.51, 2: 0.909}}
    assert " beats " in made(scores).verdicts()[0]
    shuffled = {3: scores[3], 5: {0: 0.909, 1: 0.111, 2: 0.51}}
    verdict = "layers=(5,) and layers=(3,) cannot be told apart over 3 seeds"
    assert made(shuffled).verdicts() == (verdict,)
    assert str(made(shuffled)).splitlines()[2:] == [verdict]


def test_of_errors_the_lower_one_is_the_better() -> None:
    scores = {3: {0: 5.0, 1: 6.0, 2: 7.0}, 5: {0: 8.0, 1: 9.1, 2: 9.9}}
    (verdict,) = made(scores, name="mean absolute error", higher_is_better=False).verdicts()
    assert verdict.startswith("layers=(3,) beats layers=(5,) by 2.7")


def test_seeds_that_all_agree_give_no_interval_and_no_winner() -> None:
    (ahead,) = made({3: {0: 0.5, 1: 0.7}, 5: {0: 0.6, 1: 0.8}}).verdicts()
    assert ahead == (
        "layers=(5,) is ahead of layers=(3,) by 0.1000 with each of 2 seeds: no spread to judge it by"
    )
    (level,) = made({3: {0: 0.5, 1: 0.7}, 5: {0: 0.5, 1: 0.7}}).verdicts()
    assert level.endswith("cannot be told apart over 2 seeds")


def test_only_seeds_that_both_settings_have_are_paired() -> None:
    (verdict,) = made({3: {0: 0.5, 1: 0.7}, 5: {1: 0.6, 2: 0.8}}).verdicts()
    assert verdict == "layers=(5,) and layers=(3,) share fewer than two seeds: no verdict"
    assert made({3: {0: 0.5, 1: 0.7}, 5: {0: 0.6}}).verdicts() == ()
    assert VariedRuns(()).verdicts() == ()


def test_runs_are_reached_by_position_and_shown_in_few_words(iris: Dataset) -> None:
    variation = Experiment(iris, **SMALL).vary(layers=[(3,), (5,)])
    assert repr(variation) == "Variation(layers=[(3,), (5,)], seed=[0]: 2 runs)"
    runs = made({3: {0: 0.5, 1: 0.7}, 5: {0: 0.6, 1: 0.8}})
    assert [runs[position] for position in range(4)] == list(runs)
    assert runs[-1].seed == 1
    assert repr(runs) == "VariedRuns(4 runs, 2 combinations of settings)"


def test_it_stops_between_runs_when_told(iris: Dataset) -> None:
    told: list[Run] = []
    runs = (
        Experiment(iris, **SMALL)
        .vary(seed=range(5))
        .run(sink=told.append, should_stop=lambda: len(told) >= 2)
    )
    assert len(runs) == 2


def test_an_unknown_setting_is_refused(iris: Dataset) -> None:
    with pytest.raises(UsageError, match="called 'batchsize'; did you mean 'batch_size'"):
        Experiment(iris).vary(batchsize=[1])


@pytest.mark.parametrize("values", [{"batch_size": []}, {"seed": []}])
def test_a_setting_without_values_is_refused(iris: Dataset, values: dict[str, list[int]]) -> None:
    with pytest.raises(UsageError, match="at least one value"):
        Experiment(iris).vary(**values)


def test_without_test_samples_there_is_no_spread(iris: Dataset) -> None:
    runs = Experiment(iris, test=0, **SMALL).vary(seed=[0]).run()
    with pytest.raises(DataError, match="needs labelled test samples"):
        runs.spread()
