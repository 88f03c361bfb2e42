"""What a data set is, once loaded: arrays and the words that explain them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Task = Literal["classification", "regression", "unlabelled"]
Kind = Literal["tabular", "image", "signal", "series"]
Missing = Literal["refuse", "mean", "median", "most_frequent"]


class Samples(NamedTuple):
    """Features and labels of the same samples; a plain (x, y) tuple to Keras.

    x: shape (samples, ...). y: shape (samples,) or (samples, targets), or None without labels.
    """

    x: Array
    y: Array | None

    def __repr__(self) -> str:
        """Say shapes and types in a line, instead of printing all numbers."""
        labels = "None" if self.y is None else f"{self.y.shape} {self.y.dtype}"
        return f"Samples(x: {self.x.shape} {self.x.dtype}, y: {labels})"


@dataclass(frozen=True)
class Column:
    """One column of the learner's table: a number, or a category with its known values."""

    name: str
    kind: Literal["number", "category"]
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """Samples, labels and where they come from.

    x: shape (samples, ...): float32 for tables, signals and series; uint8 for images, (n, height, width)
        in grey or (n, height, width, 3) in colour. Holds NaN only where `missing` says how to fill it.
    y: int64 class numbers, shape (samples,), for classification; float32, shape (samples,), for regression;
        None when unlabelled.
    feature_names: one per feature of a table; empty for images.
    class_names: one per class number; empty for regression.
    columns: the table's columns before categories were encoded; empty when x came as an array.
    test_rows: this many last rows are the test set that the data set's authors kept apart; 0 if none.
    ordered: rows follow each other in time, so that splits take the latest rows instead of random ones.
    note: what the learner must know about this copy, such as "the embedded slice of 12,000 images".
    """

    name: str
    x: Array
    y: Array | None
    task: Task
    kind: Kind = "tabular"
    feature_names: tuple[str, ...] = ()
    class_names: tuple[str, ...] = ()
    target_name: str = ""
    columns: tuple[Column, ...] = ()
    missing: Missing = "refuse"
    test_rows: int = 0
    ordered: bool = False
    source: str = ""
    licence: str = ""
    description: str = ""
    note: str = ""

    def __len__(self) -> int:
        """Count the samples."""
        return len(self.x)

    def __repr__(self) -> str:
        """Say what it is in a line, instead of printing a million numbers."""
        goal = {
            "classification": f"classification into {len(self.class_names)} classes",
            "regression": f"regression of {self.target_name or 'a value'}",
        }.get(self.task, "unlabelled")
        return (
            f"Dataset({self.name}: {len(self):,} samples of shape {self.x.shape[1:]}, {self.x.dtype}; {goal})"
        )

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over shapes, types and bytes of x and y: the same data give the same fingerprint."""
        digest = hashlib.sha256()
        for array in (self.x, self.y):
            if array is None:
                digest.update(b"none")
                continue
            digest.update(f"{array.dtype}{array.shape}".encode())
            digest.update(np.ascontiguousarray(array).view(np.uint8).data)
        return digest.hexdigest()


@dataclass(frozen=True)
class Preparation:
    """How the learner's raw features become the network's input; saved with every run.

    Everything in it was learnt from the training rows alone, so that prediction on new data applies the
    same transform and no validation or test row leaks into training.

    fill_values: one per feature, put where a value is missing; empty when nothing may be missing.
    multiply, add: prepared = raw * multiply + add, shape (features,) for tables and () or (channels,) for
        images; for the scalers "none" and "normalization" they are 1 and 0 (the Normalization layer
        stands in the model itself).
    """

    task: Task
    kind: Kind
    sample_shape: tuple[int, ...]
    scaler: Literal["none", "minmax", "standard", "normalization"]
    multiply: Array
    add: Array
    feature_names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    class_names: tuple[str, ...] = ()
    target_name: str = ""
    missing: Missing = "refuse"
    fill_values: tuple[float, ...] = ()


@dataclass(frozen=True, repr=False, eq=False)
class Split:
    """Disjoint training, validation and test samples, prepared with what the training rows taught.

    *_rows: the row numbers (0 is the first sample) that each part has in the data set, in the order in
        which they stand here; None where the part was given from outside or is absent.
    method: how rows were chosen, in words for the report.
    duplicates: how many validation and test samples also stand, value for value, among the training ones.
    """

    train: Samples
    validation: Samples | None
    test: Samples | None
    train_rows: Array
    validation_rows: Array | None
    test_rows: Array | None
    preparation: Preparation
    method: str
    seed: int
    duplicates: int = 0

    def __repr__(self) -> str:
        """Say the parts' sizes in a line."""
        parts = {"train": self.train, "validation": self.validation, "test": self.test}
        sizes = ", ".join(f"{name} {len(part.x):,}" for name, part in parts.items() if part is not None)
        shape = self.train.x.shape[1:]
        return f"Split({sizes} samples of shape {shape}; scaler {self.preparation.scaler}; {self.method})"


@dataclass(frozen=True)
class DataCard:
    """What a run remembers of its data."""

    name: str
    task: Task
    kind: Kind
    samples: int
    train_samples: int
    validation_samples: int
    test_samples: int
    sample_shape: tuple[int, ...]
    source: str
    licence: str
    fingerprint: str
    split_method: str
    duplicates: int = 0
    note: str = ""
    options: dict[str, str | tuple[str, ...]] | None = None
