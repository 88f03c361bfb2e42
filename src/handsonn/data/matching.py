"""Samples that are already in memory, fitted to what a network was trained on."""

from __future__ import annotations

import numpy as np

from handsonn.data.checks import check_finite, check_lengths, check_numbers
from handsonn.data.features import places_of
from handsonn.data.target import class_numbers, number_name
from handsonn.errors import DataError
from handsonn.records import Array, Dataset, Preparation, Samples


def match_dataset(dataset: Dataset, preparation: Preparation) -> Samples:
    """Bring a data set to the features and class numbers of a preparation; x stays raw.

    Columns are matched by name, so that a table in which a category does not occur still fits. Raises
    DataError for another task, missing columns, unknown categories or classes, another sample shape.
    """
    if dataset.task not in (preparation.task, "unlabelled"):
        raise DataError(
            f"{dataset.name} is a {dataset.task} data set, but the network was trained for "
            f"{preparation.task}; expected the same task."
        )
    x = dataset.x
    if preparation.columns and dataset.columns:
        x = _match_columns(dataset, preparation)
    y: Array | None = dataset.y
    if y is not None and preparation.task == "classification":
        labels = np.array(dataset.class_names)[y]
        y = class_numbers(dataset.name, labels, preparation.class_names, lambda at: f"sample {at:,}")
    return match_samples(dataset.name, x, y, preparation)


def _match_columns(dataset: Dataset, preparation: Preparation) -> Array:
    here, there = places_of(dataset.columns), places_of(preparation.columns)
    known = {column.name: column for column in dataset.columns}
    x = np.zeros((len(dataset.x), len(preparation.feature_names)), np.float32)
    for column in preparation.columns:
        own = known.get(column.name)
        if own is None or own.kind != column.kind:
            found = "no column" if own is None else f"a {own.kind} in column"
            raise DataError(
                f"{dataset.name} has {found} {column.name!r}; expected a {column.kind}, as in the training "
                "data."
            )
        values = dataset.x[:, here[column.name]]
        if column.kind == "number":
            x[:, there[column.name]] = values
            continue
        strange = [
            c for i, c in enumerate(own.categories) if c not in column.categories and values[:, i].any()
        ]
        if strange:
            raise DataError(
                f"{dataset.name}: column {column.name!r} holds {strange[0]!r}, which was not among the "
                f"categories of the training data; known: {', '.join(column.categories)}."
            )
        start = there[column.name].start
        for i, category in enumerate(own.categories):
            if category in column.categories:
                x[:, start + column.categories.index(category)] = values[:, i]
        x[np.isnan(values).any(axis=1), there[column.name]] = np.nan
    return x


def match_samples(
    source: str, x: Array, y: Array | None, preparation: Preparation, *, labels_are_names: bool = False
) -> Samples:
    """Check arrays against a preparation: sample shape, lengths, finite values, known classes; x stays raw.

    y: class numbers as in `Dataset.y`; the labels as the learner wrote them (3 is the class "3") if
    labels_are_names; values for a regression. Raises DataError.
    """
    x = check_numbers(source, "x", x)
    check_shape(source, x, preparation)
    check_finite(
        source, "x", x, feature_names=preparation.feature_names, gaps_allowed=preparation.missing != "refuse"
    )
    if y is None:
        return Samples(x, None)
    y = check_numbers(source, "y", y)
    check_lengths(source, x, y)
    if y.ndim > 1 and y.shape[1:] == (len(preparation.class_names),) and labels_are_names:
        y = np.array([float(name) for name in preparation.class_names])[y.argmax(axis=1)]
    if y.size != len(y):
        raise DataError(f"{source}: y has shape {y.shape}; expected one label per sample, shape (samples,).")
    y = y.reshape(-1)
    check_finite(source, "y", y)
    if preparation.task == "regression":
        return Samples(x, y.astype(np.float32))
    names = preparation.class_names
    labels = np.array([number_name(value) for value in y.tolist()])
    if labels_are_names:
        return Samples(x, class_numbers(source, labels, names, lambda at: f"sample {at:,}"))
    numbers = tuple(str(number) for number in range(len(names)))
    return Samples(x, class_numbers(source, labels, numbers, lambda at: f"sample {at:,}"))


def check_shape(source: str, x: Array, preparation: Preparation) -> None:
    """Raise DataError if samples do not have the shape that the network was trained on."""
    expected = preparation.sample_shape
    if x.shape[1:] == expected:
        return
    if len(expected) == 1 and x.ndim == 2:  # noqa: PLR2004 - (samples, features)
        names = ", ".join(preparation.feature_names[:10])
        raise DataError(
            f"{source} has {x.shape[1]} features, but the network was trained on {expected[0]}"
            f"{f' ({names})' if names else ''}; expected the same features in the same order."
        )
    raise DataError(
        f"{source}: samples have shape {x.shape[1:]}, but the network was trained on shape {expected}; "
        "expected x "
        f"of shape {('samples', *expected)}.".replace("'", "")
    )
