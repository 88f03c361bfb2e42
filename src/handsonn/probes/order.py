"""How the labels lie in the rows: sorted ones leave validation_split classes that are never trained."""

from __future__ import annotations

import numpy as np

from handsonn.probes.labels import class_codes
from handsonn.records import Array, OrderFacts

_WITHOUT_SPLIT = 0.2


def order_facts(y: Array, validation_split: float = 0.0) -> OrderFacts | None:
    """Compare the order of the labels with a shuffled one; None where y holds no classes.

    y: shape (samples,), (samples, 1), or one-hot rows. The expected changes are exact: two rows drawn
    without replacement differ with probability 1 - sum of c (c - 1) / (n (n - 1)).
    """
    known = class_codes(y)
    if known is None:
        return None
    codes, names = known
    samples = len(codes)
    start = first_validation_row(samples, validation_split or _WITHOUT_SPLIT)
    counts = np.bincount(codes, minlength=len(names)).astype(np.float64)
    same = float((counts * (counts - 1)).sum()) / max(1, samples * (samples - 1))
    return OrderFacts(
        changes=int(np.count_nonzero(codes[1:] != codes[:-1])),
        expected_changes=(samples - 1) * (1.0 - same),
        last_rows=samples - start,
        first_shares=_shares(codes[:start], names),
        last_shares=_shares(codes[start:], names),
    )


def first_validation_row(samples: int, validation_split: float) -> int:
    """Give the row at which Keras' validation_split begins: it takes the last rows, as they stand."""
    return int(np.floor(samples * (1.0 - validation_split)))


def _shares(codes: Array, names: list[str]) -> dict[str, float]:
    counts = np.bincount(codes, minlength=len(names))
    return {
        name: float(count) / max(1, len(codes)) for name, count in zip(names, counts, strict=True) if count
    }
