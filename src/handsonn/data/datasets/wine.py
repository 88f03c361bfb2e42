"""Wines of three growers, by chemical analysis."""

from __future__ import annotations

from handsonn.data.bundled import from_scikit_learn
from handsonn.data.card import DatasetCard, Request
from handsonn.records import Dataset

CARD = DatasetCard(
    name="wine",
    title="Wines",
    description="178 wines of three growers of one region, by 13 measures of their chemistry.",
    task="classification",
    kind="tabular",
    samples=178,
    source="Forina et al. 1988, UCI; shipped with scikit-learn",
    licence="CC BY 4.0 (UCI), BSD-3-Clause as part of scikit-learn",
    chapters=(10, 12),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (178, 13), features of very different scale; y: the grower."""
    from sklearn.datasets import load_wine

    return from_scikit_learn(CARD, load_wine(), target_name="grower")
