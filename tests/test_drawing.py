"""The tests' draws in rows are JAX's own, bit for bit, whatever the shape."""

from typing import Any

import jax
import keras
import numpy as np
import pytest
from drawing import LONGEST, PLACES

SHAPES = [(3,), (7, 5, 2), (257, 9)]
BOUNDS: dict[str, dict[str, Any]] = {
    "uniform": {"minval": -0.25, "maxval": 0.75},
    "normal": {},
    "truncated_normal": {"lower": -2.0, "upper": 2.0},
}


@pytest.mark.parametrize("name", PLACES)
def test_each_shape_has_the_bits_that_jax_draws(name: str) -> None:
    ours = getattr(jax.random, name)
    for seed, shape in enumerate(SHAPES):
        key = jax.random.key(seed)
        expected = ours.__wrapped_draw__(key, shape=shape, **BOUNDS[name])
        found = ours(key, shape=shape, **BOUNDS[name])
        assert (found.dtype, found.shape) == (expected.dtype, shape)
        assert np.asarray(found).tobytes() == np.asarray(expected).tobytes()


def test_shapes_of_nearly_one_size_share_a_program() -> None:
    layer = [keras.initializers.GlorotUniform(seed)((5, 5 + seed)) for seed in range(1, 4)]
    assert [weights.shape for weights in layer] == [(5, 6), (5, 7), (5, 8)]
    programs = jax._src.random._uniform._cache_size()
    keras.initializers.GlorotUniform(9)((6, 9))
    assert jax._src.random._uniform._cache_size() == programs


def test_a_draw_inside_a_program_or_of_many_numbers_is_left_to_jax() -> None:
    draw = jax.random.uniform.__wrapped_draw__
    key = jax.random.key(1)
    inside = jax.jit(lambda key: jax.random.uniform(key, (3, 5)))(key)
    assert np.array_equal(inside, draw(key, (3, 5)))
    assert jax.random.uniform(key, (LONGEST + 1,)).shape == (LONGEST + 1,)
    bounds = np.array([0.0, 1.0], "float32")
    each = jax.random.uniform(key, (4, 2), minval=bounds, maxval=bounds + 1)
    assert np.array_equal(each, draw(key, (4, 2), minval=bounds, maxval=bounds + 1))
