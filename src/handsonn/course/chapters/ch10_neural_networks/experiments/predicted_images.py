"""A test set of images with what several networks predicted for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class PredictedImages:
    """Test images, their labels, and the probabilities that each network gave.

    images: shape (n, height, width), 0 to 1. labels: class numbers, shape (n,).
    probabilities: shape (networks, n, classes), each row summing to 1. Raises UsageError where these do not
    fit one another.
    """

    images: Array
    labels: Array
    class_names: tuple[str, ...]
    probabilities: Array

    def __post_init__(self) -> None:
        """Hold images and labels against the probabilities."""
        _, samples, classes = self.probabilities.shape
        if len(self.images) != samples or len(self.labels) != samples or len(self.class_names) != classes:
            raise UsageError(
                f"{samples} predictions of {classes} classes got {len(self.images)} images, {len(self.labels)} labels "
                f"and {len(self.class_names)} class names; give one image and label per prediction, one name per class."
            )

    @property
    def predicted(self) -> Array:
        """The most probable class of each image, shape (networks, n)."""
        return np.asarray(self.probabilities.argmax(axis=2))

    @property
    def confidence(self) -> Array:
        """The largest probability of each image, shape (networks, n)."""
        return np.asarray(self.probabilities.max(axis=2))

    @property
    def right(self) -> Array:
        """Whether the most probable class is the label, shape (networks, n)."""
        return np.asarray(self.predicted == self.labels)

    @property
    def accuracy(self) -> Array:
        """The share of images that are right, shape (networks,)."""
        return np.asarray(self.right.mean(axis=1))

    @property
    def agreed(self) -> Array:
        """Whether all networks predict the same class for an image, shape (n,). It needs no labels."""
        return np.asarray((self.predicted == self.predicted[0]).all(axis=0))

    def in_cell(self, row: int, column: int) -> Array:
        """Tell which images of label `row` each network predicted as `column`, shape (networks, n)."""
        return np.asarray((self.labels == row) & (self.predicted == column))
