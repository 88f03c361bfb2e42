"""Missing numbers replaced by the median of their feature."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings, has_validation, prepared
from handsonn.experiments.diagnosing.samples import map_samples, one_array, training_rows


def apply(case: Case, settings: Settings) -> Case:
    """Fill in what is not finite in x by the training rows' median; a feature without any number by 0."""
    del settings
    x = np.asarray(one_array(case.x, "x"), np.float32)[training_rows(case)]
    finite = np.where(np.isfinite(x), x, np.nan)
    empty = np.isnan(finite).all(axis=0)
    median = np.nanmedian(np.where(empty, 0.0, finite), axis=0)

    def fill(rows: Any) -> Any:
        array = np.asarray(rows, np.float32)
        return np.where(np.isfinite(array), array, median).astype(np.float32)

    names = ("x", "x_val") if has_validation(case) else ("x",)
    lines = [f"{name} = np.where(np.isfinite({name}), {name}, median)" for name in names]
    return prepared(map_samples(case, x=fill), "median = np.nanmedian(x, axis=0)", *lines)


CHANGE = ChangeKind("fill_missing", "fills missing numbers in by the median of their feature", apply)
