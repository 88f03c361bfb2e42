"""Runs side by side: which settings differ, and what their scores allow to say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from handsonn.errors import JournalError
from handsonn.records import ClassificationReport, RegressionReport, RunRecord, Score, Setting

# What training makes of its settings: with another seed, early stopping ends elsewhere.
_OUTCOMES = frozenset({"epochs trained", "ended"})
_SEEDS = "the spread over seeds, no winner"


@dataclass(frozen=True)
class DifferingSetting:
    """One setting that is not the same in all runs: a value per run, None where a run has none."""

    name: str
    values: tuple[Setting, ...]


@dataclass(frozen=True)
class ScoreComparison:
    """One score per run (None where a run has none), and what the intervals allow to say.

    best: the position of the best run, None where nothing can be compared.
    level_with: positions of the runs whose intervals overlap the best one's: they are not called different
        from it. Overlap is a cautious rule: intervals that just touch may hide a true difference.
    """

    name: str
    scores: tuple[Score | None, ...]
    best: int | None
    level_with: tuple[int, ...]
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """Runs side by side.

    note: why scores were not compared; empty when they were.
    only_seed: nothing that was set differs but the seed, so the scores show the spread over seeds.
    """

    names: tuple[str, ...]
    settings: tuple[DifferingSetting, ...]
    scores: tuple[ScoreComparison, ...]
    note: str = ""
    only_seed: bool = False


def compare(records: Sequence[RunRecord]) -> Comparison:
    """Put two or more runs side by side. Raises JournalError for fewer.

    Intervals say how far a score would move with other test samples; how far it moves with another seed
    only several runs can show.
    """
    if len(records) < 2:  # noqa: PLR2004
        raise JournalError(f"a comparison needs two runs or more, and got {len(records)}; name another run.")
    names = tuple(record.name for record in records)
    note = _why_not_comparable(records)
    settings = _differing(records)
    no_winner = "not compared" if note else _why_no_winner(records, settings)
    scores = _compare_scores(records, names, no_winner)
    return Comparison(names, settings, scores, note, no_winner == _SEEDS)


def _why_not_comparable(records: Sequence[RunRecord]) -> str:
    if len({record.data.fingerprint for record in records}) > 1:
        return "the runs learnt from different data, so their scores cannot be compared."
    if len({record.data.split_method for record in records}) > 1:
        return "the runs were tested on differently chosen samples, so their scores cannot be compared."
    return ""


def _why_no_winner(records: Sequence[RunRecord], settings: tuple[DifferingSetting, ...]) -> str:
    outcomes = () if any(record.ended == "interrupted" for record in records) else _OUTCOMES
    names = {row.name for row in settings}.difference(outcomes)
    if names == {"seed"}:
        return _SEEDS
    return "" if names else "no winner: the settings are the same"


def _differing(records: Sequence[RunRecord]) -> tuple[DifferingSetting, ...]:
    columns = [_settings(record) for record in records]
    names = list(dict.fromkeys(name for column in columns for name in column))
    rows = (DifferingSetting(name, tuple(column.get(name) for column in columns)) for name in names)
    return tuple(row for row in rows if len({(type(value), value) for value in row.values}) > 1)


def _settings(record: RunRecord) -> dict[str, Setting]:
    facts: dict[str, Setting] = {
        "data": record.data.name,
        "data fingerprint": record.data.fingerprint[:12],
        "training samples": record.data.train_samples,
        "split": record.data.split_method,
        "seed": record.seed,
        "parameters": record.parameters,
        "epochs trained": max((len(values) for values in record.history.values()), default=0),
        "ended": record.ended,
    }
    versions = {f"version of {name}": version for name, version in record.versions.items()}
    return {**facts, **record.settings, **versions}


def _compare_scores(
    records: Sequence[RunRecord], names: tuple[str, ...], no_winner: str
) -> tuple[ScoreComparison, ...]:
    columns = [_scores(record) for record in records]
    score_names = dict.fromkeys(name for column in columns for name in column)
    seeds = "with this seed" if len({record.seed for record in records}) == 1 else "with these seeds"
    return tuple(
        _judge(score_name, tuple(column.get(score_name) for column in columns), names, no_winner, seeds)
        for score_name in score_names
    )


def _scores(record: RunRecord) -> dict[str, Score]:
    if not isinstance(record.report, (ClassificationReport, RegressionReport)):
        return {}
    return {score.name: score for score in record.report.scores if math.isfinite(score.value)}


def _judge(
    score_name: str, scores: tuple[Score | None, ...], names: tuple[str, ...], no_winner: str, seeds: str
) -> ScoreComparison:
    present = [(position, score) for position, score in enumerate(scores) if score is not None]
    if len(present) < 2:  # noqa: PLR2004
        return ScoreComparison(score_name, scores, None, (), "not compared")
    if no_winner:
        return ScoreComparison(score_name, scores, None, (), no_winner)
    if not all(math.isfinite(score.low) and math.isfinite(score.high) for _, score in present):
        return ScoreComparison(score_name, scores, None, (), "not compared: too few samples for an interval")
    sign = 1 if present[0][1].higher_is_better else -1
    best, top = max(present, key=lambda pair: sign * pair[1].value)
    level = tuple(
        position
        for position, score in present
        if position != best and score.low <= top.high and top.low <= score.high
    )
    return ScoreComparison(score_name, scores, best, level, _verdict(names, best, level, len(present), seeds))


def _verdict(names: tuple[str, ...], best: int, level: tuple[int, ...], compared: int, seeds: str) -> str:
    if not level:
        rank = "better" if compared == 2 else "the best"  # noqa: PLR2004
        return f"{names[best]} is {rank} on these test samples, {seeds}"
    if len(level) == compared - 1:
        return "not called different"
    return f"{names[best]} leads, but is not called different from {', '.join(names[i] for i in level)}"
