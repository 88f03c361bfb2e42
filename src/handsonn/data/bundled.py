"""Tables that are shipped with scikit-learn, as data sets of ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.data.card import DatasetCard
from handsonn.records import Column, Dataset


def from_scikit_learn(card: DatasetCard, bunch: Any, *, target_name: str) -> Dataset:
    """Return scikit-learn's Bunch (data, target, feature_names, target_names) as a Dataset.

    x: float32 (samples, features). y: int64 class numbers, or float32 for regression.
    """
    feature_names = tuple(str(name) for name in bunch.feature_names)
    classes = card.task == "classification"
    return Dataset(
        name=card.name,
        x=bunch.data.astype(np.float32),
        y=bunch.target.astype(np.int64 if classes else np.float32),
        task=card.task,
        kind=card.kind,
        feature_names=feature_names,
        class_names=tuple(str(name) for name in bunch.target_names) if classes else (),
        target_name=target_name,
        columns=tuple(Column(name, "number") for name in feature_names),
        source=card.source,
        licence=card.licence,
        description=card.description,
    )
