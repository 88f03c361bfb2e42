"""The same experiment under several settings and seeds: how far scores spread, and which settings differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError
from handsonn.experiments.student_interval import interval
from handsonn.records import Score

_LEVEL = 0.95
_FEWEST_SEEDS = 2  # a spread needs two

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment
    from handsonn.experiments.run import Run


@dataclass(frozen=True)
class Spread:
    """One setting's test scores over its seeds.

    deviation: sample standard deviation; 0 for one seed, whose spread is unknown.
    seeds: the seed of each score.
    """

    settings: dict[str, Any]
    score_name: str
    scores: tuple[float, ...]
    mean: float
    deviation: float
    seeds: tuple[int, ...] = ()
    higher_is_better: bool = True

    def __str__(self) -> str:
        """Give the settings and the mean, plus or minus the standard deviation over the seeds."""
        reached = f"{self.named}: {self.score_name} {self.mean:.4f}"
        if len(self.scores) < _FEWEST_SEEDS:
            return f"{reached} (spread unknown: one seed)"
        return f"{reached} ± {self.deviation:.4f} ({len(self.scores)} seeds)"

    @property
    def named(self) -> str:
        """Name the settings in words: "layers=(3,), batch_size=16"."""
        return ", ".join(f"{name}={value}" for name, value in self.settings.items()) or "as given"


@dataclass(frozen=True)
class Variation:
    """An experiment, the settings to vary (each name with its values), and the seeds of each combination."""

    experiment: Experiment
    settings: dict[str, tuple[Any, ...]]
    seeds: tuple[int, ...]

    def __len__(self) -> int:
        """Count the runs."""
        return len(list(self.combinations())) * len(self.seeds)

    def __repr__(self) -> str:
        """Name the settings that vary, not the data."""
        varied = "".join(f"{name}={list(values)!r}, " for name, values in self.settings.items())
        return f"Variation({varied}seed={list(self.seeds)!r}: {len(self)} runs)"

    def combinations(self) -> Iterator[dict[str, Any]]:
        """Give each combination of the settings."""
        for values in product(*self.settings.values()):
            yield dict(zip(self.settings, values, strict=True))

    def run(
        self, *, sink: Callable[[Run], None] = lambda _: None, should_stop: Callable[[], bool] = lambda: False
    ) -> VariedRuns:
        """Train every combination with every seed; sink is told of each run as it ends."""
        found: list[tuple[dict[str, Any], Run]] = []
        for settings in self.combinations():
            experiment = self.experiment.with_settings(**settings)
            for seed in self.seeds:
                if should_stop():
                    return VariedRuns(tuple(found))
                run = experiment.run(seed, should_stop=should_stop)
                found.append((settings, run))
                sink(run)
        return VariedRuns(tuple(found))


@dataclass(frozen=True)
class VariedRuns:
    """Pairs of (the settings that differ, the run)."""

    pairs: tuple[tuple[dict[str, Any], Run], ...]

    def __iter__(self) -> Iterator[Run]:
        """Give the runs."""
        return (run for _, run in self.pairs)

    def __len__(self) -> int:
        """Count the runs."""
        return len(self.pairs)

    def __getitem__(self, position: int) -> Run:
        """Give one run, in the order of training."""
        return self.pairs[position][1]

    def __repr__(self) -> str:
        """Count the runs and the combinations of settings; print() shows the scores."""
        combinations = len({repr(settings) for settings, _ in self.pairs})
        return f"VariedRuns({len(self)} runs, {combinations} combinations of settings)"

    def spread(self) -> tuple[Spread, ...]:
        """Gather the first test score of each combination over its seeds.

        Raises DataError where the runs have no test set.
        """
        groups: dict[str, list[Run]] = {}
        settings_of: dict[str, dict[str, Any]] = {}
        for settings, run in self.pairs:
            groups.setdefault(repr(settings), []).append(run)
            settings_of[repr(settings)] = settings
        return tuple(_spread(settings_of[key], runs) for key, runs in groups.items())

    def verdicts(self) -> tuple[str, ...]:
        """Say of each other combination whether the best one beats it, from pairs of the same seed.

        The interval is Student's t interval of the mean of the paired differences. There is no verdict with
        fewer than two seeds per combination. Raises DataError where the runs have no test set.
        """
        rows = self.spread()
        if any(len(set(row.seeds)) < _FEWEST_SEEDS for row in rows):
            return ()
        sign = 1 if rows and rows[0].higher_is_better else -1
        best = max(rows, key=lambda row: sign * row.mean, default=None)
        return tuple(_verdict(best, row, sign) for row in rows if best is not None and row is not best)

    def __str__(self) -> str:
        """Give a line per combination with its mean and spread, then the verdicts."""
        return "\n".join([*map(str, self.spread()), *self.verdicts()])


def _verdict(best: Spread, other: Spread, sign: int) -> str:
    """Judge best minus other (times sign: above 0 where best is better) over the seeds that both have."""
    reached, rivals = (
        dict(zip(best.seeds, best.scores, strict=True)),
        dict(zip(other.seeds, other.scores, strict=True)),
    )
    gains = [sign * (reached[seed] - rivals[seed]) for seed in reached if seed in rivals]
    if len(gains) < _FEWEST_SEEDS:
        return f"{best.named} and {other.named} share fewer than two seeds: no verdict"
    if max(gains) > 0 and max(gains) - min(gains) < 1e-12:  # noqa: PLR2004
        return (
            f"{best.named} is ahead of {other.named} by {gains[0]:.4f} with each of {len(gains)} seeds: "
            "no spread to judge it by"
        )
    low, high = interval(gains, _LEVEL)
    if low > 0:
        return (
            f"{best.named} beats {other.named} by {low:.4f} to {high:.4f} "
            f"({best.score_name}; {_LEVEL:.0%} interval over {len(gains)} paired seeds)"
        )
    return f"{best.named} and {other.named} cannot be told apart over {len(gains)} seeds"


def _spread(settings: dict[str, Any], runs: list[Run]) -> Spread:
    reports = [run.report for run in runs]
    scores: list[tuple[Score, ...]] = [getattr(report, "scores", ())[:1] for report in reports]
    if not all(scores):
        raise DataError("the spread of scores needs labelled test samples; these runs have none.")
    values = tuple(score[0].value for score in scores)
    deviation = stdev(values) if len(values) > 1 else 0.0
    first = scores[0][0]
    seeds = tuple(run.seed for run in runs)
    return Spread(settings, first.name, values, mean(values), deviation, seeds, first.higher_is_better)
