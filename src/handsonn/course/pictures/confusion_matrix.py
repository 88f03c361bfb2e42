"""A confusion matrix whose cells can be asked for their samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True)
class ConfusionMatrix(Picture):
    """How many samples of each label got each prediction.

    counts: shape (classes, classes), rows are labels, columns predictions. class_names: one per class.
    The diagonal is blue by its share of the row; mistakes are orange, the most frequent one (by its share of
    its row) the strongest. selected: (row, column) of a cell, or None. sets: the setting that a click sets to
    [row, column], or "". Raises UsageError where counts is not square or the names do not fit.
    """

    kind: ClassVar[str] = "confusion_matrix"
    counts: Array
    class_names: tuple[str, ...]
    selected: tuple[int, int] | None = None
    sets: str = ""
    height: int = 380

    def __post_init__(self) -> None:
        """Hold the counts against the names."""
        classes = len(self.class_names)
        if self.counts.shape != (classes, classes):
            raise UsageError(
                f"a confusion matrix of {classes} class names needs counts of shape {(classes, classes)}, "
                f"not {self.counts.shape}."
            )
