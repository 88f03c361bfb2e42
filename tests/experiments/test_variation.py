"""The same experiment under several settings and seeds, and how far the scores spread."""

from statistics import mean, stdev

import pytest

from handsonn.errors import DataError, UsageError
from handsonn.experiments import Experiment, Run
from handsonn.records import Dataset

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


def test_it_stops_between_runs_when_told(iris: Dataset) -> None:
    told: list[Run] = []
    runs = (
        Experiment(iris, **SMALL)
        .vary(seed=range(5))
        .run(sink=told.append, should_stop=lambda: len(told) >= 2)
    )
    assert len(runs) == 2


def test_an_unknown_setting_is_refused(iris: Dataset) -> None:
    with pytest.raises(UsageError, match="has no setting 'batchsize'; it has: seed, activation, batch_size"):
        Experiment(iris).vary(batchsize=[1])


@pytest.mark.parametrize("values", [{"batch_size": []}, {"seed": []}])
def test_a_setting_without_values_is_refused(iris: Dataset, values: dict[str, list[int]]) -> None:
    with pytest.raises(UsageError, match="at least one value"):
        Experiment(iris).vary(**values)


def test_without_test_samples_there_is_no_spread(iris: Dataset) -> None:
    runs = Experiment(iris, test=0, **SMALL).vary(seed=[0]).run()
    with pytest.raises(DataError, match="needs labelled test samples"):
        runs.spread()
