"""Families of losses, by Keras' full names, and how a sentence calls each."""

from __future__ import annotations

from handsonn.records import OutputFacts

BINARY = frozenset({"binary_crossentropy", "binary_focal_crossentropy"})
CATEGORICAL = frozenset({"categorical_crossentropy", "categorical_focal_crossentropy"})
SPARSE = frozenset({"sparse_categorical_crossentropy"})
CROSS_ENTROPY = BINARY | CATEGORICAL | SPARSE
REGRESSION = frozenset({
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "huber", "log_cosh",
})  # fmt: skip
"""Losses of a distance between numbers."""
COUNTS = frozenset({"poisson"})
HINGE = frozenset({"hinge", "squared_hinge", "categorical_hinge"})

_WORDS = {
    "binary_crossentropy": "binary cross-entropy",
    "binary_focal_crossentropy": "binary focal cross-entropy",
    "categorical_crossentropy": "categorical cross-entropy",
    "categorical_focal_crossentropy": "categorical focal cross-entropy",
    "sparse_categorical_crossentropy": "sparse categorical cross-entropy",
}


def family(output: OutputFacts, losses: frozenset[str]) -> bool:
    """Tell whether the output was compiled with one of Keras' own losses of a family."""
    return output.loss in losses and not output.own_loss


def in_words(loss: str) -> str:
    """Call a loss as a sentence does: "binary_crossentropy" is "binary cross-entropy"."""
    return _WORDS.get(loss, loss.replace("_", " "))
