"""Breast tumours, benign or malignant, by what a microscope shows."""

from __future__ import annotations

from handsonn.data.bundled import from_scikit_learn
from handsonn.data.card import DatasetCard, Request
from handsonn.records import Dataset

CARD = DatasetCard(
    name="breast_cancer",
    title="Breast cancer (Wisconsin)",
    description="569 breast tumours, malignant or benign, by 30 measures of cell nuclei in an image.",
    task="classification",
    kind="tabular",
    samples=569,
    source="Wolberg, Street and Mangasarian 1995, UCI; shipped with scikit-learn",
    licence="CC BY 4.0 (UCI), BSD-3-Clause as part of scikit-learn",
    chapters=(10, 11),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (569, 30); y: 0 malignant, 1 benign."""
    from sklearn.datasets import load_breast_cancer

    return from_scikit_learn(CARD, load_breast_cancer(), target_name="diagnosis")
