"""One training as a learner asks for it: a network, how it is compiled, the arrays, and fit's arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from sklearn.model_selection import train_test_split

Task = Literal["two classes", "classes", "several labels", "numbers", "the input itself"]
Network = Callable[[], Any]
Compiling = Callable[[], dict[str, Any]]

TARGET_DIGITS = 12
"""Targets with more distinct numbers than this are not split by strata."""


@dataclass(frozen=True, eq=False)
class Arrays:
    """Samples to train on, to validate with (None: fit is given none), and those that judge the network.

    x and test_x are arrays of shape (samples, ...), or lists of them for a network of several inputs.
    The learner never gives the test samples to fit, nor does a diagnoser see them.
    """

    x: Any
    y: Any
    test_x: Any
    test_y: Any
    validation: tuple[Any, Any] | None = None


@dataclass(frozen=True, eq=False)
class Training:
    """What a learner wrote down. network gives a new network, uncompiled; compiling new compile arguments."""

    network: Network
    compiling: Compiling
    arrays: Arrays
    fitting: dict[str, Any] = field(default_factory=dict)

    def model(self, seed: int) -> Any:
        """Build and compile the network; its first weights are those of the seed."""
        import keras

        keras.utils.set_random_seed(seed)
        model = self.network()
        model.compile(**self.compiling())
        return model

    def arguments(self) -> dict[str, Any]:
        """Give fit's arguments besides x and y."""
        if self.arrays.validation is None:
            return dict(self.fitting)
        return {**self.fitting, "validation_data": self.arrays.validation}


@dataclass(frozen=True, eq=False)
class Program:
    """A healthy program.

    raw gives the arrays of a seed's split as they were measured; prepare scales and encodes them with what it
    learns from the training samples. kept_aside: used for the final figures only, never for tuning.
    """

    name: str
    title: str
    subject: Literal["table", "image", "sequence"]
    kind: Literal["Sequential", "Functional", "subclass"]
    task: Task
    raw: Callable[[int], Arrays]
    prepare: Callable[[Arrays], Arrays]
    network: Network
    compiling: Compiling
    fitting: dict[str, Any]
    kept_aside: bool = False

    def training(self, seed: int) -> Training:
        """Give the program's training on a seed's split."""
        return Training(self.network, self.compiling, self.prepare(self.raw(seed)), dict(self.fitting))


def split_rows(
    x: Any, y: Any, seed: int, *, most: int = 3000, test: float = 0.25, validation: float = 0.0
) -> Arrays:
    """Draw at most `most` rows and split them; stratified where the targets are classes."""
    rows = np.random.default_rng(seed).permutation(len(y))[:most]
    x, y = x[rows], y[rows]
    x, test_x, y, test_y = train_test_split(x, y, test_size=test, random_state=seed, stratify=_strata(y))
    if not validation:
        return Arrays(x, y, test_x, test_y)
    x, val_x, y, val_y = train_test_split(x, y, test_size=validation, random_state=seed, stratify=_strata(y))
    return Arrays(x, y, test_x, test_y, (val_x, val_y))


def each_x(arrays: Arrays, work: Callable[[Any], Any]) -> Arrays:
    """Put the features of every part through the same work."""
    held = None if arrays.validation is None else (work(arrays.validation[0]), arrays.validation[1])
    return replace(arrays, x=work(arrays.x), test_x=work(arrays.test_x), validation=held)


def each_y(arrays: Arrays, work: Callable[[Any], Any]) -> Arrays:
    """Put the targets of every part through the same work."""
    held = None if arrays.validation is None else (arrays.validation[0], work(arrays.validation[1]))
    return replace(arrays, y=work(arrays.y), test_y=work(arrays.test_y), validation=held)


def take_rows(x: Any, rows: Any) -> Any:
    """Take rows of an array, or of each of several."""
    return [part[rows] for part in x] if isinstance(x, list) else x[rows]


def _strata(y: Any) -> Any:
    return y if y.ndim == 1 and len(np.unique(y)) <= TARGET_DIGITS else None
