"""Validation data that were prepared in another way.

What: the validation features lie elsewhere, or spread otherwise, than those of the training set.

Why: the weights fit the numbers that training saw. If those were divided by 255 and the validation's were
not, every unit gets inputs it has never met, and the score is that of guessing. A scaler that is fitted
again on validation data moves them, too.

Evidence: means and standard deviations of the features, training beside validation.

Remedy: fit the scaler on the training rows, and use its transform on validation and new samples.

Learn more: the lab "Scaling the features" shows what the scaler may see.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import Array, ArrayFacts, Change, Facts, Finding

FAR = 3.0
"""Training deviations between the means of at least half of the features."""
WIDER, TWICE = 8.0, 2.0
"""Times the training deviation; twice is enough where the training features were standardised."""
NEARLY, MANY = 0.05, 30
FURTHEST = 10.0
"""Deviations that the mean of no feature lies off where all were standardised alike."""
EXACT = 1e-4


def check(facts: Facts) -> Iterator[Finding]:
    """Find explicit validation data of other means or deviations than the training data."""
    data = facts.data
    if data is None or data.validation != "data" or not data.x or not data.validation_x:
        return
    for x, other in zip(data.x, data.validation_x, strict=False):
        evidence, confidence = _difference(x, other)
        if not evidence:
            continue
        again = confidence < 0.6  # noqa: PLR2004
        yield RULE.found(
            "The scaler was fitted again on the validation data, so equal samples become different numbers."
            if again
            else "The validation features are of another size than the training features, as if they "
            "were prepared in another way.",
            evidence=[evidence],
            remedy="Put the validation data, and every new sample, through the transformation that was "
            "fitted on the training rows.",
            changes=[Change("same_scaling", {})],
            confidence=confidence,
            severity="note" if again else None,
        )


def _difference(x: ArrayFacts, other: ArrayFacts) -> tuple[str, float]:
    """Say how two arrays differ and how surely it is the preparation; ("", 0) where they do not."""
    varied = _varied(x, other)
    if not varied.size or x.text or other.text:
        return "", 0.0
    mean, spread = x.feature_mean[varied], x.feature_deviation[varied]
    with np.errstate(all="ignore"):
        apart = np.abs(other.feature_mean[varied] - mean) / spread
        wider = other.feature_deviation[varied] / spread
    far, ratio = float(np.nanmedian(apart)), float(np.nanmedian(wider))
    evidence = (
        f"Training features have a mean of {number(x.mean)} and a standard deviation of "
        f"{number(x.deviation)}, validation features {number(other.mean)} and {number(other.deviation)}."
    )
    if ratio > WIDER or (ratio < 1.0 / WIDER and other.samples > 1) or far > FAR:
        return evidence, 0.95
    scaled = bool(np.all(np.abs(mean) < NEARLY) and np.all(np.abs(spread - 1.0) < NEARLY))
    if not scaled:
        return _fitted_again(x, other, varied)
    furthest = float(np.nanmax(apart))
    if furthest > FURTHEST or (other.samples >= MANY and not 1.0 / TWICE < ratio < TWICE):
        return evidence, 0.85
    return _fitted_again(x, other, varied)


def _fitted_again(x: ArrayFacts, other: ArrayFacts, varied: Array) -> tuple[str, float]:
    if _is_standard(x, varied) and _is_standard(other, varied) and _is_sample_alike(x, other):
        return (
            "In both sets every feature has a mean of exactly 0 and a standard deviation of exactly 1.",
            0.4,
        )
    return "", 0.0


def _varied(x: ArrayFacts, other: ArrayFacts) -> Array:
    """Give the features that vary in training and are finite in both."""
    arrays = (x.feature_mean, x.feature_deviation, other.feature_mean, other.feature_deviation)
    if len({array.shape for array in arrays}) != 1:
        return np.zeros(0, np.int64)
    finite = np.all([np.isfinite(array) for array in arrays], axis=0)
    with np.errstate(all="ignore"):
        varies = x.feature_deviation > 1e-6 * np.maximum(1.0, np.abs(x.feature_mean))
    return np.flatnonzero(finite & varies)


def _is_standard(x: ArrayFacts, varied: Array) -> bool:
    mean, spread = x.feature_mean[varied], x.feature_deviation[varied]
    return bool(np.all(np.abs(mean) < EXACT) and np.all(np.abs(spread - 1.0) < EXACT))


def _is_sample_alike(x: ArrayFacts, other: ArrayFacts) -> bool:
    """Tell whether they are two sets: the very same rows have the very same moments."""
    return x.samples != other.samples and other.samples > 1


RULE = Rule(
    code="HN032",
    name="other-scaling-in-validation",
    title="Validation data that were prepared in another way",
    passed="Training and validation features are of the same size.",
    kind="data",
    severity="error",
    needs=("data",),
    check=check,
    lab="scaling",
    symptoms=("validation much worse", "good in training, wrong in use"),
    explains=("HN027",),
)
