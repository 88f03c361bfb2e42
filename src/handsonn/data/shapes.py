"""Points in the plane, as a data set."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard
from handsonn.records import Array, Column, Dataset


def shape_dataset(card: DatasetCard, points: Array, labels: Array, class_names: tuple[str, ...]) -> Dataset:
    """Return the points, shape (samples, 2), with their classes: features x1 and x2, label "class"."""
    return Dataset(
        name=card.name,
        x=points.astype(np.float32),
        y=labels,
        task="classification",
        feature_names=("x1", "x2"),
        class_names=class_names,
        target_name="class",
        columns=(Column("x1", "number"), Column("x2", "number")),
        source=card.source,
        licence=card.licence,
        description=card.description,
    )
