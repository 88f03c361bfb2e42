"""A classifier judged on labelled samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from handsonn.evaluation.bootstrap import (
    FEWEST_SAMPLES,
    interval,
    resampled_accuracy,
    resampled_counts,
    resampled_means,
    unseen_bound,
)
from handsonn.records import Array, ClassificationReport, ClassScore, ConfusionMatrix, Score

# Keras clips probabilities at its epsilon before the logarithm; so does the loss that we report.
_SMALLEST_PROBABILITY = 1e-7


def classification_report(
    probabilities: Array,
    labels: Array,
    class_names: Sequence[str],
    train_labels: Array | None,
    generator: np.random.Generator,
) -> ClassificationReport:
    """Score probabilities, shape (samples, classes), against class numbers, shape (samples,).

    train_labels: the training samples' class numbers, from which the baselines learn; None lets them learn
        from the labels under test, and says so in their names.
    """
    predicted = probabilities.argmax(axis=1)
    counts = confusion_counts(labels, predicted, len(class_names))
    learnt, whose = (
        (labels, "these samples") if train_labels is None else (train_labels, "the training samples")
    )
    frequencies = np.bincount(learnt, minlength=len(class_names)) / len(learnt)
    scores = (
        _accuracy(counts, int(frequencies.argmax()), class_names, whose, generator),
        _macro_f1(counts, int(frequencies.argmax()), class_names, whose, generator),
        _log_loss(probabilities, labels, frequencies, whose, generator),
    )
    return ClassificationReport(
        scores=scores,
        classes=_class_scores(labels, predicted, class_names),
        confusion=ConfusionMatrix(counts=counts, class_names=tuple(class_names)),
        samples=len(labels),
    )


def confusion_counts(labels: Array, predicted: Array, num_classes: int) -> Array:
    """Count samples per true class (row) and predicted class (column): int64, shape (classes, classes)."""
    cells = np.bincount(labels * num_classes + predicted, minlength=num_classes**2)
    return cells.reshape(num_classes, num_classes).astype(np.int64)


def macro_f1(correct: Array, true: Array, predicted: Array) -> Array:
    """Average F1 over the classes that occur as label or prediction, as scikit-learn's f1_score does.

    correct, true, predicted: counts per class, shape (..., classes). Returns shape (...,).
    """
    both = true + predicted
    f1 = np.divide(2.0 * correct, both, out=np.zeros(both.shape), where=both > 0)
    return np.asarray(f1.sum(axis=-1) / (both > 0).sum(axis=-1))


def _accuracy(
    counts: Array, majority: int, class_names: Sequence[str], whose: str, generator: np.random.Generator
) -> Score:
    samples, correct = int(counts.sum()), int(np.trace(counts))
    low, high = interval(resampled_accuracy(correct, samples, generator), samples)
    if correct == samples and samples >= FEWEST_SAMPLES:
        low = unseen_bound(samples)
    if correct == 0 and samples >= FEWEST_SAMPLES:
        high = 1 - unseen_bound(samples)
    baseline = float(counts[majority].sum() / samples)
    return Score(
        "accuracy", correct / samples, low, high, baseline, _always(class_names[majority], whose), True
    )


def _macro_f1(
    counts: Array, majority: int, class_names: Sequence[str], whose: str, generator: np.random.Generator
) -> Score:
    true, predicted, draws = resampled_counts(counts, generator)
    classes = np.arange(len(counts))
    row = (true[:, None] == classes).astype(draws.dtype)
    column = (predicted[:, None] == classes).astype(draws.dtype)
    samples = int(counts.sum())
    low, high = interval(macro_f1(draws @ (row * column), draws @ row, draws @ column), samples)
    if np.trace(counts) == samples and samples >= FEWEST_SAMPLES:
        low = unseen_bound(samples)
    value = float(macro_f1(np.diagonal(counts), counts.sum(axis=1), counts.sum(axis=0)))
    always = np.zeros_like(counts)
    always[:, majority] = counts.sum(axis=1)
    baseline = float(macro_f1(np.diagonal(always), always.sum(axis=1), always.sum(axis=0)))
    return Score("macro F1", value, low, high, baseline, _always(class_names[majority], whose), True)


def _log_loss(
    probabilities: Array, labels: Array, frequencies: Array, whose: str, generator: np.random.Generator
) -> Score:
    losses = _losses(probabilities[np.arange(len(labels)), labels])
    low, high = interval(resampled_means(losses[:, None], generator)[:, 0], len(labels))
    baseline = float(_losses(frequencies[labels]).mean())
    return Score(
        "log loss", float(losses.mean()), low, high, baseline, f"the class frequencies of {whose}", False
    )


def _losses(of_true_class: Array) -> Array:
    losses: Array = -np.log(np.clip(of_true_class, _SMALLEST_PROBABILITY, 1 - _SMALLEST_PROBABILITY))
    return losses


def _always(class_name: str, whose: str) -> str:
    return f"always {class_name!r}, the most frequent class of {whose}"


def _class_scores(labels: Array, predicted: Array, class_names: Sequence[str]) -> tuple[ClassScore, ...]:
    from sklearn.metrics import precision_recall_fscore_support

    columns = precision_recall_fscore_support(
        labels, predicted, labels=np.arange(len(class_names)), zero_division=0
    )
    return tuple(
        ClassScore(name, float(precision), float(recall), float(f1), int(samples))
        for name, precision, recall, f1, samples in zip(class_names, *columns, strict=True)
    )
