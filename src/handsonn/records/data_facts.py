"""What the arrays of a training are, as a probe read them: moments, labels, order, rows in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from handsonn.records.dataset import Array

_NONE = np.zeros(0, np.float64)


@dataclass(frozen=True, eq=False)
class ArrayFacts:
    """One array of samples, x or y.

    shape: with the samples first. dtype: NumPy's name; given_as: "array", "list", "DataFrame", "Series",
        "dataset" (tf.data or PyDataset, of which the first samples were read), "generator".
    nan, infinite: how many numbers are not finite; the moments are those of the finite ones.
    feature_...: float64, shape (size of the last axis,): moments over samples and all other axes; of an
        array of shape (samples,) shape (1,).
    whole: is every finite number a whole number?
    values, counts: distinct numbers of a (samples,) or (samples, 1) array in rising order and how often each
        occurs, when there are at most 1000; else (). distinct: how many distinct numbers (0: not counted).
    one_hot: does every row of a (samples, k > 1) array hold one 1 and else 0? two_valued: only 0 and 1?
    class_counts: samples of each class: of whole labels 0..k-1 or of the columns of one-hot rows; else ().
    text: does it hold text?
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    given_as: str = "array"
    nan: int = 0
    infinite: int = 0
    minimum: float = 0.0
    maximum: float = 0.0
    mean: float = 0.0
    deviation: float = 0.0
    feature_minimum: Array = field(default_factory=lambda: _NONE)
    feature_maximum: Array = field(default_factory=lambda: _NONE)
    feature_mean: Array = field(default_factory=lambda: _NONE)
    feature_deviation: Array = field(default_factory=lambda: _NONE)
    whole: bool = False
    values: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    distinct: int = 0
    one_hot: bool = False
    two_valued: bool = False
    class_counts: tuple[int, ...] = ()
    text: bool = False

    @property
    def samples(self) -> int:
        """Length of the first axis."""
        return self.shape[0] if self.shape else 0


@dataclass(frozen=True)
class OrderFacts:
    """How the labels lie in the rows, as given.

    changes: how often the label differs from that of the row before. expected_changes: the mean over
        shuffles of the same labels. last_shares: class to share among the last rows (those that
        validation_split takes, else the last fifth); first_shares: among the others.
    """

    changes: int
    expected_changes: float
    last_rows: int
    first_shares: dict[str, float]
    last_shares: dict[str, float]


@dataclass(frozen=True)
class RowFacts:
    """Rows in common, and features that give the label away.

    All rows are compared; trees and neighbours see at most 4,000 and 2,000 of them, drawn by a seed.

    repeated: share of training rows that occur more than once. contradicting: share of training rows whose
        very values occur with another label too.
    shared, nearly_shared: share of validation rows that are training rows, exactly, or when rounded to three
        digits; None without a validation set.
    telling_feature: the feature by which alone a small tree predicts the label best (-1: not looked for).
    telling_score: that tree's accuracy (R2 for numbers) on rows it has not seen; guess_score: that of the
        most frequent class (0 for numbers). all_score: that of the nearest neighbour in all features.
    neighbours_agree: share of rows whose nearest other row has the same label; None for numbers.
    next_score: that of the feature that predicts the label second best; None where there is one feature.
    """

    repeated: float = 0.0
    contradicting: float = 0.0
    shared: float | None = None
    nearly_shared: float | None = None
    telling_feature: int = -1
    telling_score: float = 0.0
    guess_score: float = 0.0
    all_score: float | None = None
    neighbours_agree: float | None = None
    next_score: float | None = None


@dataclass(frozen=True)
class DataFacts:
    """The arrays that fit was given.

    y is () where fit was given none. validation: where it came from. validation_x, validation_y: of an
    explicit set, or of the last rows that validation_split takes.
    apart: by feature, how many training deviations the validation set's mean lies away; () without one.
    """

    x: tuple[ArrayFacts, ...]
    y: tuple[ArrayFacts, ...]
    validation: Literal["none", "data", "split"] = "none"
    validation_x: tuple[ArrayFacts, ...] = ()
    validation_y: tuple[ArrayFacts, ...] = ()
    apart: tuple[float, ...] = ()
    order: OrderFacts | None = None
    rows: RowFacts | None = None
