"""The words of the generator: the published ones, and those that JAX draws."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from jax import numpy as jnp

from handsonn.models.random_words import random_words


def test_the_first_word_is_the_published_one() -> None:
    # Random123, the library of the method's authors, kat_vectors: threefry2x32 20, all zero
    assert random_words((0, 0), 0, 1).tolist() == [0x6B200159 ^ 0x99BA4EFE]


@pytest.mark.parametrize("key", [(0, 0), (1, 0), (2**32 - 1, 2**32 - 1), (0x13198A2E, 0x03707344)])
def test_the_words_of_a_key_are_those_of_jax(key: tuple[int, int]) -> None:
    drawn = np.asarray(jax.random.bits(jnp.array(key, jnp.uint32), (129, 3)))
    assert random_words(key, 0, drawn.size).tobytes() == drawn.tobytes()


def test_a_part_of_the_row_is_the_row_from_there_on() -> None:
    whole = random_words((3, 4), 0, 1000)
    assert random_words((3, 4), 617, 100).tolist() == whole[617:717].tolist()
    assert random_words((3, 4), 5, 0).size == 0
