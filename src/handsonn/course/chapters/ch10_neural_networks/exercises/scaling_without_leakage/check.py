"""The check of scaling_without_leakage.

order: 11
minutes: 20
seconds: 10
lab: scaling
backends: jax tensorflow
"""

from typing import NamedTuple

import numpy as np

from handsonn.course.checking import Wrong

AFTERWARDS = """
A scaler is part of the model: what it learnt, the smallest and the largest value of each column, comes from the
training rows, is kept with the network, and is applied unchanged to whatever comes later. Values below 0 or above 1
in validation, test or new data are no fault; they say that these rows reach further than training did. Clipping
them would make different samples equal. A leak seldom shows in the score, which is why the order matters: split
first, then fit the scaler.
"""

PARTS = ("training", "validation", "test")


class Table(NamedTuple):
    """A table and the rows of its parts; constant: the column that never changes."""

    x: np.ndarray
    y: np.ndarray
    rows: tuple[np.ndarray, np.ndarray, np.ndarray]
    constant: int

    def part(self, number):
        """Give x of one part."""
        return self.x[self.rows[number]]


def parts(answer, trial):
    """three parts come back, with the rows that were asked for"""
    table = trial.kept["table"] = _table(trial.generator)
    given = answer.call("scaled_parts", table.x, table.y, *table.rows)
    if not isinstance(given, tuple | list) or len(given) != len(PARTS) + 1:
        found = f"{len(given)} things" if isinstance(given, tuple | list) else f"a {type(given).__name__}"
        raise Wrong(
            f"scaled_parts gave {found}; expected four: the pairs of training, validation and test, and the scaler.",
            name="not_four_things",
        )
    for name, pair, rows in zip(PARTS, given, table.rows, strict=False):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise Wrong(
                f"the {name} part is no pair (x, y); return x and y of each part together.", name="no_pair"
            )
        if np.shape(pair[0]) != table.x[rows].shape:
            raise Wrong(
                f"x of the {name} part has the shape {np.shape(pair[0])}; {len(rows)} rows were asked for, so it "
                f"should be {table.x[rows].shape}.",
                name="wrong_shape",
            )
    trial.kept["x"] = tuple(np.asarray(pair[0], dtype="float64") for pair in given[: len(PARTS)])
    trial.kept["y"] = tuple(pair[1] for pair in given[: len(PARTS)])
    trial.kept["scaler"] = given[-1]


def targets(answer, trial):
    """y is as it was"""
    table = trial.kept["table"]
    for name, given, rows in zip(PARTS, trial.kept["y"], table.rows, strict=True):
        y = answer.numbers(given, f"y of the {name} part is", each="one target per sample").reshape(-1)
        if len(y) != len(rows):
            raise Wrong(
                f"y of the {name} part has {len(y)} values for {len(rows)} samples.", name="wrong_shape"
            )
        if y.min() > -2 and y.max() < 3 and np.abs(table.y).min() > 3:
            raise Wrong(
                f"y of the {name} part lies between {y.min():.3g} and {y.max():.3g}, so the target was scaled too; "
                f"here it stays as it is, between {table.y[rows].min():.4g} and {table.y[rows].max():.4g}.",
                name="target_scaled",
            )
        if not np.allclose(y, table.y[rows]):
            place = int(np.argmax(~np.isclose(y, table.y[rows])))
            raise Wrong(
                f"y[{place}] of the {name} part is {y[place]:.4g}, but row {rows[place]} has {table.y[rows][place]:.4g}; "
                "take the same rows of x and of y, in the same order.",
                name="wrong_targets",
            )


def training_rows(answer, trial):
    """the training rows run from 0 to 1, each column by itself"""
    table, given = trial.kept["table"], trial.kept["x"][0]
    _finite(table, given, PARTS[0])
    x = table.part(0)
    changing = np.arange(x.shape[1]) != table.constant
    if _same(given, (x - table.x.min(0)) / _range(table.x), changing):
        raise Wrong(_leak_words(table, given, changing), name="fitted_on_all_rows")
    held_out = np.concatenate([table.part(0), table.part(1)])
    if _same(given, (x - held_out.min(0)) / _range(held_out), changing):
        raise Wrong(
            "the scaler saw the validation rows as well as the training rows: it would know, before the network is "
            "judged, how far these rows reach; fit it on the training rows alone.",
            name="fitted_on_validation_too",
        )
    if any(_same(given, (x - all_.min()) / (all_.max() - all_.min()), changing) for all_ in (x, table.x)):
        column = int(np.argmin(np.ptp(given, axis=0) + ~changing))
        raise Wrong(
            "your scaler takes one smallest and one largest value for the whole table, so that column "
            f"{column} only reaches from {given[:, column].min():.3g} to {given[:, column].max():.3g}; each column has a "
            "range of its own (axis=0).",
            name="whole_array",
        )
    if any(_same(given, (x - some.mean(0)) / some.std(0), changing) for some in (x, table.x)):
        raise Wrong(
            "your columns have mean 0 and standard deviation 1, as a StandardScaler gives them; here they should "
            "run from 0 to 1 (MinMaxScaler).",
            name="standard_scaler",
        )
    if _same(given, x / x.max(0), changing):
        raise Wrong(
            "your columns are divided by their largest value, so that only the upper end is where it should be; take "
            "the smallest value away first, in both parts of the fraction.",
            name="divided_by_largest",
        )
    right = (x - x.min(0)) / _range(x)
    if not _same(given, right, changing):
        _tell_first(given, right, changing, x, PARTS[0])


def held_out_rows(answer, trial):
    """validation and test are scaled with the numbers of the training rows"""
    table = trial.kept["table"]
    train = table.part(0)
    changing = np.arange(train.shape[1]) != table.constant
    for number in (1, 2):
        given, x = trial.kept["x"][number], table.part(number)
        name, right = PARTS[number], (x - train.min(0)) / _range(train)
        _finite(table, given, name)
        if _same(given, (x - x.min(0)) / _range(x), changing):
            raise Wrong(
                f"the {name} rows were scaled by a scaler of their own, so that each of their columns runs from 0 to 1 "
                "again and the same measurement means another number in each part; use the scaler of the training "
                "rows (transform, not fit_transform).",
                name="each_part_apart",
            )
        if _same(given, np.clip(right, 0, 1), changing):
            cut = int(((right < 0) | (right > 1))[:, changing].sum())
            raise Wrong(
                f"{cut} values of the {name} rows that lie outside 0 to 1 were clipped; different samples become equal "
                "by that: leave such values where they are.",
                name="clipped",
            )
        if not _same(given, right, changing):
            _tell_first(given, right, changing, x, name)
    right = (np.concatenate([table.part(1), table.part(2)]) - train.min(0)) / _range(train)
    outside = ((right < 0) | (right > 1))[:, changing].mean()
    trial.tell(f"{outside:.0%} of the values in validation and test lie outside 0 to 1, as they may.")


def new_rows(answer, trial):
    """new samples are scaled as the training rows were"""
    table, scaler = trial.kept["table"], trial.kept["scaler"]
    train = table.part(0)
    changing = np.arange(train.shape[1]) != table.constant
    for count in (int(trial.generator.integers(4, 9)), 1):
        x = _rows(trial.generator, train.mean(0), 0.9 * train.std(0), count)
        x[0] = train.max(0) + trial.generator.uniform(0.2, 0.6) * np.ptp(train, axis=0)
        x[:, table.constant] = train[0, table.constant]
        given = np.asarray(answer.call("scale_new", scaler, x), dtype="float64")
        if given.shape != x.shape:
            raise Wrong(
                f"scale_new gave shape {given.shape} for new samples of shape {x.shape}; expected one row per sample.",
                name="wrong_shape",
            )
        _finite(table, given, "new")
        right = (x - train.min(0)) / _range(train)
        if _same(given, (x - x.min(0)) / _range(x), changing):
            raise Wrong(
                f"scale_new fits the scaler anew, on {count} new sample{'s' * (count > 1)}; a single sample would always become "
                "0 in each column: use the numbers of the training rows (transform alone).",
                name="refitted_on_new",
            )
        if _same(given, np.clip(right, 0, 1), changing):
            raise Wrong(
                "scale_new clips values outside 0 to 1; leave them, a new sample may reach further than training did.",
                name="clipped",
            )
        if not _same(given, right, changing):
            _tell_first(given, right, changing, x, "new")
    _table_was_not_learnt(answer, trial)


def _table_was_not_learnt(answer, trial):
    """Scale with the first scaler after another table was seen: it must not have been forgotten."""
    table = trial.kept["table"]
    other = _table(trial.generator, features=table.x.shape[1])
    answer.call("scaled_parts", other.x, other.y, *other.rows)
    train = table.part(0)
    again = np.asarray(answer.call("scale_new", trial.kept["scaler"], train), dtype="float64")
    changing = np.arange(train.shape[1]) != table.constant
    if again.shape != train.shape or not _same(again, (train - train.min(0)) / _range(train), changing):
        raise Wrong(
            "after scaled_parts was called for a second table, the first table's scaler scales differently; let "
            "each call make a scaler of its own, and return that.",
            name="one_scaler_for_all",
        )


def _table(generator, features=None):
    """Draw a table in which validation and test reach further than training, at both ends of each column."""
    samples, features = int(generator.integers(60, 110)), features or int(generator.integers(3, 7))
    centre, width = 10 ** generator.uniform(0, 4, features), 10 ** generator.uniform(-1, 3, features)
    order = generator.permutation(samples)
    first, second = int(0.6 * samples), int(0.8 * samples)
    rows = (order[:first], order[first:second], order[second:])
    x = _rows(generator, centre, width, samples)
    for part in rows[1:]:
        x[part] += 0.5 * (x[part] - centre)
        x[part[0]], x[part[1]] = centre - 6 * width, centre + 5 * width
    constant = int(generator.integers(features))
    x[:, constant] = np.round(generator.uniform(2, 9), 2)
    return Table(x, generator.uniform(50, 900, samples), rows, constant)


def _rows(generator, centre, width, count):
    return centre + width * generator.uniform(-2, 2, (count, len(centre)))


def _range(x):
    reach = np.ptp(x, axis=0)
    return np.where(reach > 0, reach, 1)


def _same(given, right, columns):
    return np.allclose(given[:, columns], right[:, columns], rtol=1e-3, atol=1e-3)


def _finite(table, given, name):
    if np.isfinite(given[:, table.constant]).all() and np.isfinite(given).all():
        if np.abs(given[:, table.constant]).max() > 10:
            raise Wrong(
                f"column {table.constant} (the first is 0) is {table.x[0, table.constant]:g} in every row, and in the {name} rows you "
                f"gave {given[0, table.constant]:.3g} for it; a column that never changes should become a small "
                "number such as 0.",
                name="constant_column",
            )
        return
    column = int(np.argmax(~np.isfinite(given).all(axis=0)))
    why = (
        f"it is {table.x[0, column]:g} in every training row, so its largest less its smallest value is 0: divide "
        "by 1 there"
        if column == table.constant
        else "look for a division by 0"
    )
    raise Wrong(
        f"column {column} (the first is 0) of the {name} rows holds values that are no numbers (NaN or inf); {why}.",
        name="constant_column",
    )


def _leak_words(table, given, changing):
    column = int(np.argmin(np.where(changing, np.ptp(given, axis=0), 2)))
    return (
        f"column {column} (the first is 0) of your training rows runs from {given[:, column].min():.3f} to {given[:, column].max():.3f}, "
        "which is what a scaler gives that was fitted on all rows, validation and test included; fit it on the "
        "training rows alone, otherwise it tells training about rows that nobody should know yet."
    )


def _tell_first(given, right, changing, x, name):
    off = ~np.isclose(given, right, rtol=1e-3, atol=1e-3) & changing
    row, column = (int(place) for place in np.argwhere(off)[0])
    raise Wrong(
        f"in the {name} rows the value {x[row, column]:.5g} (row {row}, column {column}) should become "
        f"{right[row, column]:.4f}, yours is {given[row, column]:.4f}; take the smallest value of the column in the "
        "training rows away, and divide by its range there.",
        name="wrong_scaling",
    )


CHECKS = (parts, targets, training_rows, held_out_rows, new_rows)
