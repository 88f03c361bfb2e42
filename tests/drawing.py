"""Draw the initial weights of any shape by a few programs: XLA takes half a second for each shape's own.

JAX gives the number at place i of an array by the key and i alone (its setting threefry_partitionable), so an
array's numbers are the first ones of a longer row's. test_drawing.py holds them against JAX, bit for bit.
"""

from __future__ import annotations

import math
import sys
from functools import wraps
from typing import Any

import numpy as np

PLACES = {"uniform": 1, "normal": 1, "truncated_normal": 3}
"""The draws, and where their shape stands among the arguments."""
LONGEST = 2**20
SHORTEST = 2**6


def draw_in_rows() -> None:
    """Let jax.random draw in rows from now on, where JAX has been imported."""
    jax = sys.modules.get("jax")
    if jax is None or not jax.config.jax_threefry_partitionable:
        return
    for name, place in PLACES.items():
        draw = getattr(jax.random, name)
        if not hasattr(draw, "__wrapped_draw__"):
            setattr(jax.random, name, _in_rows(jax, draw, place))


def _in_rows(jax: Any, draw: Any, place: int) -> Any:
    @wraps(draw)
    def drawn(key: Any, *given: Any, **named: Any) -> Any:
        shape = given[place - 1] if len(given) >= place else named.get("shape")
        if not _is_plain(jax, key, shape, given, named):
            return draw(key, *given, **named)
        count = math.prod(shape)
        row = (max(SHORTEST, 1 << (count - 1).bit_length()),)
        if len(given) >= place:
            given = (*given[: place - 1], row, *given[place:])
        else:
            named = {**named, "shape": row}
        return jax.numpy.asarray(np.asarray(draw(key, *given, **named))[:count].reshape(shape))

    drawn.__wrapped_draw__ = draw
    return drawn


def _is_plain(jax: Any, key: Any, shape: Any, given: Any, named: Any) -> bool:
    """Tell whether these are numbers drawn at once, not inside a program, between bounds for all of them."""
    everything = (key, *given, *named.values())
    if any(isinstance(value, jax.core.Tracer) for value in everything):
        return False
    if not isinstance(shape, (tuple, list)) or not all(isinstance(size, int) for size in shape):
        return False
    bounds = [value for value in everything[1:] if isinstance(value, (np.ndarray, jax.Array))]
    return 0 < math.prod(shape) <= LONGEST and all(bound.ndim == 0 for bound in bounds)
