"""A number of 64 bits for each row: equal rows are found without comparing pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from handsonn.records import Array

_BLOCK_BYTES = 1 << 19
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # the odd multiplier of the splitmix64 generator
_SEED = 0x5EED


def row_codes(arrays: Sequence[Array], dtypes: Sequence[np.dtype[np.generic]]) -> Array:
    """Give uint64 of shape (samples,) for samples made of one or more arrays, each of shape (samples, ...).

    dtypes: what each array is compared as. -0.0 counts as 0.0. Unequal rows get equal codes with
    probability 2^-64 or so: each word of 8 bytes is mixed, multiplied by a random odd number, and summed.
    """
    generator = np.random.default_rng(_SEED)
    total = np.zeros(len(arrays[0]), np.uint64)
    for array, dtype in zip(arrays, dtypes, strict=True):
        total = total * np.uint64(3) + _codes(array, dtype, generator)
    return total


def _codes(array: Array, dtype: np.dtype[np.generic], generator: np.random.Generator) -> Array:
    rows = array.reshape(len(array), -1)
    width = rows.shape[1] * dtype.itemsize
    words = -(-width // 8)
    weights = generator.integers(0, 2**63, size=words, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    step = max(1, _BLOCK_BYTES // max(1, words * 8))
    codes = np.empty(len(rows), np.uint64)
    for start in range(0, len(rows), step):
        block = np.ascontiguousarray(rows[start : start + step], dtype=dtype)
        if dtype.kind == "f":
            block = block + dtype.type(0)
        mixed = _words(block, words)
        mixed ^= mixed >> np.uint64(32)
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(29)
        mixed *= weights
        codes[start : start + step] = mixed.sum(axis=1, dtype=np.uint64)
    return codes


def _words(block: Array, words: int) -> Array:
    """View rows as 64-bit words, filled up with zeros; always a copy that may be written on."""
    content = block.view(np.uint8).reshape(len(block), -1)
    if content.shape[1] == words * 8:
        return content.view(np.uint64).copy()
    filled = np.zeros((len(block), words * 8), np.uint8)
    filled[:, : content.shape[1]] = content
    return filled.view(np.uint64)
