"""The progression of diabetes within a year."""

from __future__ import annotations

from handsonn.data.bundled import from_scikit_learn
from handsonn.data.card import DatasetCard, Request
from handsonn.records import Dataset

CARD = DatasetCard(
    name="diabetes",
    title="Diabetes progression",
    description="442 patients: how far diabetes advanced in a year, from age, sex, body mass, blood values.",
    task="regression",
    kind="tabular",
    samples=442,
    source="Efron, Hastie, Johnstone and Tibshirani 2004; shipped with scikit-learn",
    licence="none stated by its authors, BSD-3-Clause as part of scikit-learn",
    chapters=(10,),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (442, 10) as measured (not pre-scaled, so that a scaler has work); y: 25 to 346."""
    from sklearn.datasets import load_diabetes

    return from_scikit_learn(CARD, load_diabetes(scaled=False), target_name="progression")
