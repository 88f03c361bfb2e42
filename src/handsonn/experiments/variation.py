"""The same experiment under several settings and seeds, and how far the scores spread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from statistics import mean, stdev
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError
from handsonn.records import Score

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment
    from handsonn.experiments.run import Run


@dataclass(frozen=True)
class Spread:
    """One setting's test scores over its seeds. deviation: sample standard deviation, 0 for one seed."""

    settings: dict[str, Any]
    score_name: str
    scores: tuple[float, ...]
    mean: float
    deviation: float


@dataclass(frozen=True)
class Variation:
    """An experiment, the settings to vary (each name with its values), and the seeds of each combination."""

    experiment: Experiment
    settings: dict[str, tuple[Any, ...]]
    seeds: tuple[int, ...]

    def __len__(self) -> int:
        """Count the runs."""
        return len(list(self.combinations())) * len(self.seeds)

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

    def __str__(self) -> str:
        """Give a line per combination: mean, and plus or minus the standard deviation over the seeds."""
        lines = []
        for row in self.spread():
            settings = ", ".join(f"{name}={value}" for name, value in row.settings.items()) or "as given"
            seeds = f"{len(row.scores)} seed{'s' if len(row.scores) > 1 else ''}"
            lines.append(f"{settings}: {row.score_name} {row.mean:.4f} ± {row.deviation:.4f} ({seeds})")
        return "\n".join(lines)


def _spread(settings: dict[str, Any], runs: list[Run]) -> Spread:
    reports = [run.report for run in runs]
    scores: list[tuple[Score, ...]] = [getattr(report, "scores", ())[:1] for report in reports]
    if not all(scores):
        raise DataError("the spread of scores needs labelled test samples; these runs have none.")
    values = tuple(score[0].value for score in scores)
    deviation = stdev(values) if len(values) > 1 else 0.0
    return Spread(settings, scores[0][0].name, values, mean(values), deviation)
