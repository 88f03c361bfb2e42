"""Scores in words: the figure, its interval, and the baseline, in one sentence."""

from __future__ import annotations

import math

import numpy as np

from handsonn.records import ClassificationReport, RegressionReport, Report, Score, UnlabelledReport

_MEDIAN = 3  # its place among the quantiles
_SHARES = frozenset({"accuracy", "macro F1"})


def score_sentence(report: Report | None, samples: str = "test samples") -> str:
    """Say how good the network is, how sure that is, and whether a trivial baseline is beaten.

    samples: what was judged; samples that the learner brings later are not "test samples".
    """
    if report is None:
        return "The run was not evaluated: it has no test samples."
    if isinstance(report, UnlabelledReport):
        return _without_labels(report)
    if not report.scores:
        return "The run has no scores."
    score = report.scores[0]
    samples = samples.removesuffix("s") if report.samples == 1 else samples
    return (
        f"{_reached(report, score, samples)} {_against(report, score, samples)}{_one_class(report, samples)}"
    )


def _without_labels(report: UnlabelledReport) -> str:
    said = f"The {report.samples:,} samples have no labels, so nothing says what is right."
    if not report.predicted_counts or len(report.confidence_quantiles) <= _MEDIAN:
        return said
    return (
        f"{said} For half of them the network is more than {report.confidence_quantiles[_MEDIAN]:.0%} sure."
    )


def number(score_name: str, value: float) -> str:
    """Write a score: shares as per cent, everything else with four digits that count."""
    if not math.isfinite(value):
        return "not a number"
    if score_name in _SHARES:
        return f"{100 * value:.1f}%"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.4g}"  # noqa: PLR2004


def spread(score: Score) -> str:
    """Write a score's interval, "94.2% to 98.1%"."""
    if not has_interval(score):
        return "too few samples for an interval"
    low, high = alike(score.name, score.low, score.high)
    return f"{low} to {high}"


def alike(score_name: str, *values: float) -> tuple[str, ...]:
    """Write values of one score with as many decimals as the largest has in four digits that count."""
    size = max(map(abs, values))
    if score_name in _SHARES or not 0.001 <= size < 10_000:  # noqa: PLR2004 - others are written whole or as 1e-05
        return tuple(number(score_name, value) for value in values)
    decimals = 3 - math.floor(math.log10(size))
    return tuple(f"{value:,.{decimals}f}" for value in values)


def has_interval(score: Score) -> bool:
    """Say whether there were samples enough for an interval; without one there is no verdict."""
    return not (math.isnan(score.low) or math.isnan(score.high))


def beats_baseline(score: Score) -> bool:
    """Say whether the whole interval lies on the better side of the baseline."""
    return score.low > score.baseline if score.higher_is_better else score.high < score.baseline


def _reached(report: ClassificationReport | RegressionReport, score: Score, samples: str) -> str:
    value = number(score.name, score.value)
    sure = f"({score.level:.0%} interval {spread(score)})" if has_interval(score) else f"({spread(score)})"
    if isinstance(report, ClassificationReport):
        return f"The network names the right class for {value} of the {report.samples:,} {samples} {sure}."
    target = report.target_name or "the target"
    return f"On the {report.samples:,} {samples} the network misses {target} by {value} on average {sure}."


def _one_class(report: ClassificationReport | RegressionReport, samples: str) -> str:
    if not isinstance(report, ClassificationReport):
        return ""
    counts, names = np.asarray(report.confusion.counts), report.confusion.class_names
    if len(names) < 2 or counts.shape != (len(names), len(names)):  # noqa: PLR2004
        return ""
    present = np.flatnonzero(counts.any(axis=1))
    if len(present) != 1:
        return ""
    whole = f"The one {samples} is" if report.samples == 1 else f"All {samples} are"
    return f" {whole} of one class, {names[present[0]]!r}: nothing here tells how the others are recognised."


def _against(report: ClassificationReport | RegressionReport, score: Score, samples: str) -> str:
    verb = "reaches" if isinstance(report, ClassificationReport) else "misses it by"
    baseline = f"The baseline ({score.baseline_name}) {verb} {number(score.name, score.baseline)}"
    if not has_interval(score):
        return f"{baseline}: so few samples do not tell which of the two is better."
    if beats_baseline(score):
        return f"{baseline}."
    worse = score.high < score.baseline if score.higher_is_better else score.low > score.baseline
    if worse:
        return f"{baseline}: the network is worse than that."
    return f"{baseline}: on these {report.samples:,} {samples} the network cannot be told apart from that."
