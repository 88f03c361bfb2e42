"""scikit-learn's handwritten digits: 1,797 grey images of 8x8."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.records import Array, Dataset

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
    rows = _rows()
    return Dataset(
        name="digits",
        x=np.ascontiguousarray(rows[:, :-1]).reshape(-1, 8, 8),
        y=rows[:, -1].astype(np.int64),
        task="classification",
        kind="image",
        class_names=tuple("0123456789"),
        target_name="digit",
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
    )


def _rows() -> Array:
    """Read the rows of 64 pixels and a label, uint8, from scikit-learn's own file.

    That is what load_digits() reads; but to import it takes longer than a lab's training. Where the file is
    somewhere else, load_digits() finds it.
    """
    package = find_spec("sklearn")
    folders = package.submodule_search_locations if package else None
    path = Path(next(iter(folders or ()), "")) / "datasets" / "data" / "digits.csv.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return np.loadtxt(file, delimiter=",", dtype=np.float64).astype(np.uint8)
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return np.column_stack([bunch.data, bunch.target]).astype(np.uint8)
