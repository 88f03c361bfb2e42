"""Samples that stand, value for value, among the training samples as well: a test that knows the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from handsonn.records import Array

_BLOCK_BYTES = 1 << 24
_SHORT = 64  # bytes; longer samples are hashed, so that a large set of them fits into memory


def count_repeated(train: Array, others: Iterable[Array]) -> int:
    """Count the samples of `others` whose features equal those of a training sample. Labels do not matter."""
    known: set[bytes] | None = None
    repeated = 0
    for other in others:
        known = set(_digests(train)) if known is None else known
        repeated += sum(digest in known for digest in _digests(other.astype(train.dtype, copy=False)))
    return repeated


def count_duplicates(x: Array) -> int:
    """Count the samples whose features equal those of an earlier sample. x: shape (samples, ...)."""
    return len(x) - len(set(_digests(x)))


def _digests(x: Array) -> Iterator[bytes]:
    """Name each sample by its bytes, or by 16 bytes of their hash where they are many. -0.0 counts as 0.0."""
    rows = x.reshape(len(x), -1)
    width = rows.shape[1] * rows.dtype.itemsize
    step = max(1, _BLOCK_BYTES // width)
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        canonical = block + block.dtype.type(0) if block.dtype.kind == "f" else block
        content = canonical.tobytes()
        for at in range(0, len(content), width):
            sample = content[at : at + width]
            yield sample if width <= _SHORT else hashlib.blake2b(sample, digest_size=16).digest()
