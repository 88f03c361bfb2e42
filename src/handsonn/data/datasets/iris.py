"""Fisher's iris flowers."""

from __future__ import annotations

from handsonn.data.bundled import from_scikit_learn
from handsonn.data.card import DatasetCard, Request
from handsonn.records import Dataset

CARD = DatasetCard(
    name="iris",
    title="Iris flowers",
    description="150 flowers of three species, by the length and width of sepals and petals in cm.",
    task="classification",
    kind="tabular",
    samples=150,
    source="R. A. Fisher 1936, UCI; shipped with scikit-learn",
    licence="CC BY 4.0 (UCI), BSD-3-Clause as part of scikit-learn",
    chapters=(10,),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (150, 4) in cm; y: the species."""
    from sklearn.datasets import load_iris

    return from_scikit_learn(CARD, load_iris(), target_name="species")
