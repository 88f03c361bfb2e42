"""Rows in a random order, so that validation_split takes rows like the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, prepared
from handsonn.experiments.diagnosing.samples import count, take_training_rows


def apply(case: Case, settings: Settings) -> Case:
    """Shuffle x and y together, once, before the training; fit shuffles in every epoch from now on."""
    del settings
    order = np.random.default_rng(0).permutation(count(case.x))
    shuffled = take_training_rows(case, order)
    arguments = {name: value for name, value in shuffled.arguments.items() if name != "shuffle"}
    names = "x" if case.y is None else "x, y"
    taken = "x[order]" if case.y is None else "x[order], y[order]"
    return prepared(
        replace(shuffled, arguments=arguments),
        "order = np.random.default_rng(0).permutation(len(x))",
        f"{names} = {taken}",
    )


CHANGE = ChangeKind("shuffle", "shuffles the rows before any of them are set apart", apply)
