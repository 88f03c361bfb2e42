"""A regression judged on labelled samples."""

from __future__ import annotations

import numpy as np

from handsonn.evaluation.bootstrap import interval, resampled_means
from handsonn.records import Array, RegressionReport, Score


def regression_report(
    values: Array,
    targets: Array,
    target_name: str,
    train_targets: Array | None,
    generator: np.random.Generator,
) -> RegressionReport:
    """Score values against targets, both shape (samples,), in target units.

    train_targets: the training samples' targets, whose mean is the baseline; None takes the mean of the
        targets under test, and says so in the baseline's name.
    """
    learnt, whose = (
        (targets, "these samples") if train_targets is None else (train_targets, "the training samples")
    )
    mean, name = float(learnt.mean()), f"always the mean of {whose}"
    figures = _figures(targets - values, targets)
    resampled = _scores(resampled_means(figures, generator))
    reached, baseline = _scores(figures.mean(axis=0)), _scores(_figures(targets - mean, targets).mean(axis=0))
    # One sample has no variance that R2 could be a share of.
    names = ("mean absolute error", "root mean squared error", "R2")[: 3 if len(targets) > 1 else 2]
    scores = tuple(
        Score(
            score,
            float(reached[score]),
            *interval(resampled[score], len(targets)),
            float(baseline[score]),
            name,
            score == "R2",
        )
        for score in names
    )
    return RegressionReport(scores, targets - values, targets, target_name, len(targets))


def _figures(residuals: Array, targets: Array) -> Array:
    # Centred, so that the variance of prices in the millions is no difference of two huge numbers.
    centred = targets - targets.mean()
    return np.column_stack([np.abs(residuals), residuals**2, centred, centred**2])


def _scores(means: Array) -> dict[str, Array]:
    """From the means of _figures, shape (..., 4), to each score, shape (...,)."""
    error, squared, centred, spread = np.moveaxis(np.asarray(means), -1, 0)
    variance = spread - centred**2
    constant = variance <= 1e-12 * np.maximum(spread, 1e-300)
    # Targets that are all alike: scikit-learn's r2_score says 1 for a perfect fit and 0 otherwise.
    explained = np.where(
        constant, np.where(squared == 0, 0.0, 1.0), squared / np.where(constant, 1.0, variance)
    )
    return {
        "mean absolute error": error,
        "root mean squared error": np.sqrt(squared),
        "R2": 1 - explained,
    }
