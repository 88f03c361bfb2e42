"""Training, validation and test samples: disjoint, seeded, stratified by class, prepared alike.

Fractions are of all the samples but the data set's own test rows. Data in order of time
are never shuffled: the latest are the test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from handsonn.data.checks import check_classes
from handsonn.data.drawing import draw, latest
from handsonn.data.duplicates import count_repeated
from handsonn.data.matching import match_dataset, match_samples
from handsonn.data.preparation import fit_preparation, prepare
from handsonn.errors import DataError, UsageError
from handsonn.records import Array, Dataset, Preparation, Samples, Split

Given = Dataset | Samples | tuple[Array, Array]
DEFAULT_TEST = 0.2


@dataclass(frozen=True)
class _Parts:
    train: Array
    validation: Array | None
    test: Array | None
    method: tuple[str, ...]


def split(
    dataset: Dataset,
    *,
    validation: float | Given | None = 0.1,
    test: float | Given | None = None,
    validation_split: float | None = None,
    scaler: str = "minmax",
    seed: int = 0,
) -> Split:
    """Split a data set and prepare each part with what the training rows taught.

    validation: a fraction; a Dataset, Samples or (x, y) with raw features and class numbers; 0 or None: none.
    test: the same; None takes the test rows that came apart with the data, else a fifth; 0: none.
    validation_split: Keras' way instead: the last rows, unshuffled, of what the test set leaves, exactly
        those that model.fit(validation_split=...) would take.
    scaler: "none", "minmax", "standard" or "normalization". Targets of a regression are not scaled.
    Raises UsageError for arguments, DataError for data that cannot be split like that.
    """
    _check_arguments(validation, test, validation_split, seed)
    if not isinstance(dataset, Dataset):
        raise UsageError(
            f"split() takes a Dataset, not a {type(dataset).__name__}; load it first: split(load(...))."
        )
    parts = _parts(dataset, validation, test, validation_split, seed)
    if dataset.task == "classification" and dataset.y is not None:
        check_classes(f"{dataset.name}, training rows", dataset.y[parts.train])
    preparation = fit_preparation(dataset, parts.train, scaler)
    own = _rows_of(dataset, parts.train)
    raw_validation = _raw_part(dataset, parts.validation, validation, "validation set", preparation)
    raw_test = _raw_part(dataset, parts.test, test, "test set", preparation)
    held_out = [part.x for part in (raw_validation, raw_test) if part is not None]
    return Split(
        train=_prepared(preparation, own),
        validation=_prepared(preparation, raw_validation) if raw_validation else None,
        test=_prepared(preparation, raw_test) if raw_test else None,
        train_rows=parts.train,
        validation_rows=parts.validation,
        test_rows=parts.test,
        preparation=preparation,
        method="; ".join(parts.method),
        seed=seed,
        duplicates=count_repeated(own.x, held_out),
    )


def _check_arguments(validation: object, test: object, validation_split: float | None, seed: int) -> None:
    for name, value in (("validation", validation), ("test", test), ("validation_split", validation_split)):
        if isinstance(value, bool) or not isinstance(value, (int, float, tuple, Dataset, type(None))):
            raise UsageError(
                f"{name}={value!r} is not usable; expected a fraction such as 0.2, a data set, or None."
            )
        if isinstance(value, tuple) and len(value) != 2:  # noqa: PLR2004 - (x, y)
            raise UsageError(f"{name} is a tuple of {len(value)}; expected (x, y).")
        if isinstance(value, (int, float)) and not 0 <= value < 1:
            raise UsageError(
                f"{name}={value!r} is not a fraction; expected 0 (none) up to below 1, such as 0.2."
            )
    if validation_split is not None and isinstance(validation, (tuple, Dataset)):
        raise UsageError("both a validation set and validation_split are given; choose one of them.")
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise UsageError(f"seed={seed!r} is not usable; expected a whole number from 0 on.")


def _parts(
    dataset: Dataset, validation: object, test: object, validation_split: float | None, seed: int
) -> _Parts:
    random = np.random.default_rng(seed)
    rest, test_rows, method = _take_test(dataset, test, random)
    if validation_split is not None:
        return _keras_split(dataset, rest, test_rows, method, validation_split)
    if not isinstance(validation, (int, float)) or validation == 0:
        words = "no validation set" if not validation else "validation set given"
        return _Parts(rest, None, test_rows, (*method, words))
    base = len(rest) if _own_test(dataset, test) else len(dataset)
    rest, rows, how = _take(dataset, rest, validation * base, random, "validation set")
    return _Parts(rest, rows, test_rows, (*method, f"validation: {validation:g} of the samples, {how}"))


def _own_test(dataset: Dataset, test: object) -> bool:
    return test is None and dataset.test_rows > 0


def _take_test(
    dataset: Dataset, test: object, random: np.random.Generator
) -> tuple[Array, Array | None, tuple[str, ...]]:
    """Return the rows that are left, the test rows, and the method in words."""
    rows = np.arange(len(dataset))
    if isinstance(test, (tuple, Dataset)):
        return rows, None, ("test set given",)
    if _own_test(dataset, test):
        cut = len(rows) - dataset.test_rows
        if cut <= 0:
            raise DataError(f"{dataset.name} has no samples beside its {dataset.test_rows:,} test rows.")
        return (
            rows[:cut],
            rows[cut:],
            (f"test: the {dataset.test_rows:,} rows kept apart by the data's authors",),
        )
    fraction = DEFAULT_TEST if not isinstance(test, (int, float)) else test
    if fraction == 0:
        return rows, None, ("no test set",)
    rest, taken, how = _take(dataset, rows, fraction * len(rows), random, "test set")
    return rest, taken, (f"test: {fraction:g} of the samples, {how}",)


def _take(
    dataset: Dataset, rows: Array, wanted: float, random: np.random.Generator, part: str
) -> tuple[Array, Array, str]:
    """Move about `wanted` rows, at least one, into a part of their own."""
    number = max(1, round(wanted))
    if number >= len(rows):
        raise DataError(
            f"{dataset.name}: a {part} of {number:,} from {len(rows):,} samples leaves none for training; "
            "use smaller fractions or more data."
        )
    if dataset.ordered:
        taken, how = latest(rows, number), "the latest rows"
    else:
        classes = dataset.y[rows] if dataset.task == "classification" and dataset.y is not None else None
        taken, how = draw(rows, number, classes, random)
    return np.setdiff1d(rows, taken), taken, how


def _keras_split(
    dataset: Dataset, rest: Array, test_rows: Array | None, method: tuple[str, ...], fraction: float
) -> _Parts:
    """Cut where Keras cuts: keras.src.trainers.data_adapters, train_validation_split."""
    if fraction == 0:
        return _Parts(rest, None, test_rows, (*method, "no validation set"))
    cut = math.floor(len(rest) * (1.0 - fraction))
    if cut in (0, len(rest)):
        raise DataError(
            f"{dataset.name}: validation_split={fraction:g} of {len(rest):,} samples leaves one part empty; "
            "use another fraction or more data."
        )
    words = f"validation_split={fraction:g}: the last rows, unshuffled, as Keras takes them"
    return _Parts(rest[:cut], rest[cut:], test_rows, (*method, words))


def _rows_of(dataset: Dataset, rows: Array) -> Samples:
    return Samples(dataset.x[rows], None if dataset.y is None else dataset.y[rows])


def _raw_part(
    dataset: Dataset, rows: Array | None, given: object, part: str, preparation: Preparation
) -> Samples | None:
    """Return a part's raw samples: rows of the data set, or what was given, matched to the training data."""
    if rows is not None:
        return _rows_of(dataset, rows)
    if not isinstance(given, (Dataset, tuple)):
        return None
    if isinstance(given, Dataset):
        samples = match_dataset(given, preparation)
    else:
        samples = match_samples(part, given[0], given[1], preparation)
    if samples.y is None and dataset.y is not None:
        raise DataError(f"the {part} has no labels, but the training data have; expected labelled samples.")
    return samples


def _prepared(preparation: Preparation, samples: Samples) -> Samples:
    return Samples(prepare(preparation, samples.x), samples.y)
