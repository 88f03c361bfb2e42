"""Held-out samples: the same ones for both arms of a proof, and never trained on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.samples import as_arrays, count, finite_rows, rows, take_training_rows
from handsonn.experiments.diagnosing.score import classes_of
from handsonn.models.backend import load_keras

MOST_TRAINED = 5000
MOST_HELD_OUT = 2000
SHARE = 0.2
FEWEST = 10
_CLASSES_AT_MOST = 1000
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Apart:
    """case: with its held-out samples set apart. samples: how many training samples there were before.

    given: are the held-out samples the learner's own validation set?
    """

    case: Case
    samples: int
    given: bool

    @property
    def trained(self) -> int:
        """Training samples that are left."""
        return count(self.case.x)

    @property
    def held_out(self) -> int:
        """Samples to judge on."""
        return 0 if self.case.held_out is None else count(self.case.held_out[0])


def apart(case: Case, seed: int, *, most: int = MOST_TRAINED) -> Apart:
    """Set held-out samples apart.

    An explicit validation set is the held-out set; without one it is a fifth of the rows, drawn with this
    seed and stratified by class. Rows with NaN in x or y are not judged on. Of more than `most` training
    samples (2,000 held-out ones) a stratified part is drawn; the order of the rows stays, so that a
    validation_split still takes the last ones.

    Raises DiagnosisError where fewer than ten rows would be left to train or to judge on.
    """
    case = as_arrays(case)
    generator = np.random.default_rng(seed)
    validation: Any = case.arguments.get("validation_data")
    total, given = count(case.x), validation is not None
    if given:
        held_x, held_y = validation[0], validation[1]
        train = np.arange(total)
        held = np.flatnonzero(finite_rows(held_x, held_y))
    else:
        held_x, held_y = case.x, case.y
        usable = np.flatnonzero(finite_rows(case.x, case.y))
        held = usable[draw(_labels(case.y, usable), round(SHARE * len(usable)), generator)]
        train = np.setdiff1d(np.arange(total), held)
    if len(held) < FEWEST or len(train) < FEWEST:
        raise DiagnosisError(
            f"with {total} training samples, {len(train)} would be left to train on and {len(held)} to judge "
            f"on; a fair comparison needs at least {FEWEST} of each."
        )
    held = held[draw(_labels(held_y, held), min(MOST_HELD_OUT, len(held)), generator)]
    train = train[draw(_labels(case.y, train), min(most, len(train)), generator)]
    return Apart(_with_rows(case, train, (rows(held_x, held), rows(held_y, held))), total, given)


def draw(labels: Array, number: int, generator: np.random.Generator) -> Array:
    """Draw row numbers in rising order, each class with its share (largest remainders).

    Labels of too many kinds to stratify by, such as prices, are drawn at random.
    """
    total = len(labels)
    if number >= total:
        return np.arange(total)
    names, kinds, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if len(names) > min(_CLASSES_AT_MOST, number):
        return np.sort(generator.permutation(total)[:number])
    exact = counts * number / total
    takes = np.floor(exact).astype(int)
    takes[np.argsort(takes - exact, kind="stable")[: number - takes.sum()]] += 1
    taken = [generator.permutation(np.flatnonzero(kinds == place))[:take] for place, take in enumerate(takes)]
    return np.sort(np.concatenate(taken))


def _labels(y: Any, which: Array) -> Array:
    """Give something of one value for each of these rows to stratify by."""
    if y is None:
        return which
    labels = classes_of(np.asarray(load_keras().tree.flatten(y)[0])[which])
    return labels if len(labels) == len(which) else which


def _with_rows(case: Case, train: Array, held_out: tuple[Any, Any]) -> Case:
    case = take_training_rows(case, train)
    arguments = dict(case.arguments)
    if arguments.get("validation_data") is not None:
        arguments["validation_data"] = held_out
    return replace(case, arguments=arguments, held_out=held_out)
