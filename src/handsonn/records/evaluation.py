"""What an evaluation found: scores with intervals, a confusion matrix, residuals."""

from __future__ import annotations

import math
from dataclasses import dataclass

from handsonn.records.dataset import Array


@dataclass(frozen=True)
class Score:
    """One figure on the test samples, its bootstrap interval, and what a trivial baseline reaches.

    low, high: the ends of the interval at `level` (0.95: 95 of 100 such intervals hold the true score);
        NaN where there were too few samples for one.
    baseline: the same figure for `baseline_name`, such as "always the most frequent class".
    """

    name: str
    value: float
    low: float
    high: float
    baseline: float
    baseline_name: str
    higher_is_better: bool
    level: float = 0.95

    def __str__(self) -> str:
        """Give the figure, its interval, and what the baseline reaches."""
        interval = f"{self.level:.0%} interval {self.low:.4g} to {self.high:.4g}"
        if math.isnan(self.low) or math.isnan(self.high):
            interval = "too few samples for an interval"
        return f"{self.name} {self.value:.4g} ({interval}; {self.baseline_name}: {self.baseline:.4g})"


@dataclass(frozen=True)
class ClassScore:
    """How one class was recognised: precision, recall, their harmonic mean, and its count of samples."""

    name: str
    precision: float
    recall: float
    f1: float
    samples: int


@dataclass(frozen=True)
class ConfusionMatrix:
    """Counts of samples, shape (classes, classes): a row per true class, a column per predicted one."""

    counts: Array
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class ClassificationReport:
    """A classifier judged on labelled samples. scores[0] is the accuracy."""

    scores: tuple[Score, ...]
    classes: tuple[ClassScore, ...]
    confusion: ConfusionMatrix
    samples: int

    def __str__(self) -> str:
        """Give a line per score."""
        return "\n".join(map(str, self.scores))


@dataclass(frozen=True)
class RegressionReport:
    """A regression judged on labelled samples; scores[0] is the mean absolute error, in target units.

    residuals: target minus prediction, shape (samples,), in target units.
    """

    scores: tuple[Score, ...]
    residuals: Array
    targets: Array
    target_name: str
    samples: int

    def __str__(self) -> str:
        """Give a line per score, in units of the target."""
        return "\n".join(map(str, self.scores))


@dataclass(frozen=True)
class UnlabelledReport:
    """What can be said without labels: which classes were predicted, how often, how surely.

    No accuracy, no confusion matrix: those need labels.
    confidence_quantiles: the 0, 10, 25, 50, 75, 90 and 100 % points of the highest predicted probability
        (classification) or of the prediction itself (regression).
    """

    class_names: tuple[str, ...]
    predicted_counts: tuple[int, ...]
    confidence_quantiles: tuple[float, ...]
    samples: int


Report = ClassificationReport | RegressionReport | UnlabelledReport
