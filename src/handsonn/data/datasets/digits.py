"""scikit-learn's handwritten digits: 1,797 grey images of 8x8."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.records import Dataset

CARD = DatasetCard(
    name="digits",
    title="Handwritten digits",
    description="1,797 grey images (8x8, 17 levels) of handwritten digits.",
    task="classification",
    kind="image",
    samples=1_797,
    source="Alpaydin and Kaynak 1998, the test part of UCI's optdigits; shipped with scikit-learn",
    licence="CC BY 4.0 (UCI), BSD-3-Clause as part of scikit-learn",
    chapters=(10, 11, 14, 17),
)


def load(_request: Request) -> Dataset:
    """Return x: uint8 (1797, 8, 8), grey levels 0 to 16; y: the digit."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return Dataset(
        name="digits",
        x=bunch.images.astype(np.uint8),
        y=bunch.target.astype(np.int64),
        task="classification",
        kind="image",
        class_names=tuple("0123456789"),
        target_name="digit",
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
    )
