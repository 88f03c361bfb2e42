"""The random words of JAX's default generator, computed by NumPy, for which nothing has to be compiled.

Threefry with two words of 32 bits and 20 rounds, used as a counter: word i depends on the key and on i alone,
as in JAX where its setting threefry_partitionable is on. Source: J. K. Salmon, M. A. Moraes, R. O. Dror and
D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint32]

_ROTATIONS: Final = ((13, 15, 26, 6), (17, 29, 16, 24))
_PARITY: Final = 0x1BD11BDA
_GROUPS: Final = 5  # of four rounds; after each a part of the key is mixed in
_MASK: Final = 0xFFFFFFFF


def random_words(key: tuple[int, int], first: int, count: int) -> Words:
    """Return the words number first, first + 1, ... of a key: `count` integers of 32 bits, shape (count,).

    key: two integers of 32 bits, as jax.random.key_data gives them. first + count must not pass 2**32.
    """
    parts = (key[0], key[1], key[0] ^ key[1] ^ _PARITY)
    # The counter has 64 bits. Its upper half is zero; the lower half counts the words.
    left = np.full(count, parts[0], np.uint32)
    right = np.arange(first, first + count, dtype=np.uint32) + np.uint32(parts[1])
    for group in range(_GROUPS):
        for turn in _ROTATIONS[group % 2]:
            left += right
            right = (right << np.uint32(turn)) | (right >> np.uint32(32 - turn))
            right ^= left
        left += np.uint32(parts[(group + 1) % 3])
        right += np.uint32((parts[(group + 2) % 3] + group + 1) & _MASK)
    return left ^ right
