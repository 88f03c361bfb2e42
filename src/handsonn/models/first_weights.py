"""First weights without a program of XLA for each shape of a layer: the same bits, a second sooner.

Keras draws a layer's first weights through jax.random, for which JAX compiles a program per shape: 0.3 s of
processor time for a few thousand numbers, and a learner who moves a slider to a new width waits for it. A
number depends on the key and its place alone, so here NumPy computes the random words, and one small program,
whatever the shape, turns a row of them into numbers as jax.random does. XLA computes these too, since it may
join a product and a sum into one rounding, which differs between processors.

The functions stand in a private place of Keras, for one process that asks for it: the lab's server, where
nothing but the time differs. A Keras whose place looks different keeps its own functions.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from typing import Any, Final

import jax
import numpy as np
from jax import lax
from jax.extend.core import get_opaque_trace_state

from handsonn.models.random_words import random_words

Numbers = Callable[..., Any]

LARGEST: Final = 2**20  # numbers; XLA is faster for more, and nobody waits for their program alone
_ROW: Final = 2**12  # words that a program takes at once
_SMALL, _LARGE = 1e-20, 1e7  # bounds and spreads between which no number is subnormal or infinite
_MANTISSA: Final = 9  # a word's upper bits, after this shift, are those of a number between 1 and 2
_LEFT, _RIGHT = np.float32(-2), np.float32(2)  # where Keras cuts a truncated normal, in deviations
_ROOT: Final = np.float32(np.sqrt(2))


def draw_without_compiling() -> Callable[[], None]:
    """Let Keras draw first weights in this process without compiling; return what undoes that.

    Only plain cases are meant: on JAX and a CPU, outside of any program, float32, a known shape, a seed that
    is an integer or a key. In all others, Keras' own functions are called.
    """
    undo = [step for place, name, make in _places() for step in _replaced(place, name, make)]

    def restore() -> None:
        while undo:
            undo.pop()()

    return restore


def _places() -> list[tuple[Any, str, Callable[[Any], Numbers]]]:
    """List where Keras keeps the functions that initializers call, and what makes ours of its own."""
    try:
        draws = import_module("keras.src.backend.jax.random")
        constants = import_module("keras.src.initializers.constant_initializers")
    except ImportError:
        return []
    return [
        (draws, "uniform", _uniform),
        (draws, "normal", partial(_spread, program=_gaussian)),
        (draws, "truncated_normal", partial(_spread, program=_cut_gaussian, bounds=(_LEFT, _RIGHT))),
        (getattr(constants, "Zeros", None), "__call__", partial(_constant, value=0)),
        (getattr(constants, "Ones", None), "__call__", partial(_constant, value=1)),
    ]


def _replaced(place: Any, name: str, make: Callable[[Any], Numbers]) -> list[Callable[[], None]]:
    """Put ours in a place where Keras' own has the arguments that ours expects; list what undoes it."""
    own = getattr(place, name, None)
    if not callable(own):
        return []
    ours = make(own)
    if str(inspect.signature(own)) != str(inspect.signature(ours, follow_wrapped=False)):
        return []
    setattr(place, name, ours)
    return [lambda: setattr(place, name, own)]


def _uniform(own: Numbers) -> Numbers:
    @wraps(own)
    def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        key = _key(seed)
        if key is None or not _plain(shape, dtype, minval, maxval):
            return own(shape, minval=minval, maxval=maxval, dtype=dtype, seed=seed)
        return _array(_in_rows(_between, key, shape, np.float32(minval), np.float32(maxval)))

    return uniform


def _spread(own: Numbers, program: Any, bounds: tuple[np.float32, ...] = ()) -> Numbers:
    """Make a draw of a program's numbers, which are about 0, with a mean and a standard deviation."""

    @wraps(own)
    def spread(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        key = _key(seed)
        if key is None or not _plain(shape, dtype, mean, stddev):
            return own(shape, mean=mean, stddev=stddev, dtype=dtype, seed=seed)
        sample = _in_rows(program, key, shape, *bounds)
        return _array(sample * np.float32(stddev) + np.float32(mean))

    return spread


def _constant(own: Numbers, value: int) -> Numbers:
    @wraps(own)
    def __call__(self, shape, dtype=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, N807
        if not _plain(shape, dtype):
            return own(self, shape, dtype=dtype)
        return _array(np.full(shape, value, np.float32))

    return __call__


def _key(seed: Any) -> tuple[int, int] | None:
    """Return the key that Keras makes of a seed, where it is plain to see."""
    if type(seed) is int and 0 <= seed < 2**32:
        return seed, 0
    if not isinstance(seed, jax.Array) or isinstance(seed, jax.core.Tracer):
        return None
    if seed.dtype != np.uint32 or seed.shape != (2,):
        return None
    left, right = np.asarray(seed).tolist()
    return left, right


def _plain(shape: Any, dtype: Any, *numbers: Any) -> bool:
    """Tell whether this asks for a few numbers of float32, here and now, with usual settings of JAX."""
    if not isinstance(shape, (tuple, list)) or not all(type(size) is int for size in shape):
        return False
    if not 0 < math.prod(shape) <= LARGEST or _dtype(dtype) != "float32":
        return False
    return all(_usual(number) for number in numbers) and _settings_are_usual()


def _dtype(dtype: Any) -> Any:
    return dtype or import_module("keras").config.floatx()


def _usual(number: Any) -> bool:
    return type(number) in {int, float} and (number == 0 or _SMALL <= abs(number) <= _LARGE)


def _settings_are_usual() -> bool:
    settings = jax.config
    return bool(
        get_opaque_trace_state() == _OUTSIDE
        and jax.default_backend() == "cpu"
        and settings.jax_default_device is None
        and settings.jax_default_prng_impl == "threefry2x32"
        and settings.jax_threefry_partitionable
        and not settings.jax_enable_x64
    )


_OUTSIDE: Final = get_opaque_trace_state()


def _array(numbers: np.ndarray) -> Any:
    """Give numbers to JAX as its own: a copy, for which nothing is compiled."""
    return jax.device_put(numbers, may_alias=False)


def _in_rows(program: Any, key: tuple[int, int], shape: Any, *bounds: np.float32) -> Any:
    """Turn the words of a key into float32 numbers of the shape, a row of words at a time."""
    drawn = np.empty(math.prod(shape), np.float32)
    row = np.zeros(_ROW, np.uint32)
    for first in range(0, drawn.size, _ROW):
        count = min(_ROW, drawn.size - first)
        row[:count] = random_words(key, first, count)
        drawn[first : first + count] = np.asarray(program(row, *bounds))[:count]
    return drawn.reshape(shape)


def _scaled(words: Any, low: Any, high: Any) -> Any:
    """Turn words into numbers from low to high, in the order of operations of jax.random.uniform."""
    one = np.float32(1)
    bits = (words >> _MANTISSA) | one.view(np.uint32)
    return lax.max(low, (lax.bitcast_convert_type(bits, np.float32) - one) * (high - low) + low)


def _normals(words: Any) -> Any:
    """Turn words into standard normal numbers, as jax.random.normal does."""
    low = np.nextafter(np.float32(-1), np.float32(0))
    return _ROOT * lax.erf_inv(_scaled(words, low, np.float32(1)))


def _cut_normals(words: Any, lower: Any, upper: Any) -> Any:
    """Turn words into normal numbers between lower and upper, as jax.random.truncated_normal does."""
    numbers = _ROOT * lax.erf_inv(_scaled(words, lax.erf(lower / _ROOT), lax.erf(upper / _ROOT)))
    infinity = np.float32(np.inf)
    return lax.clamp(lax.nextafter(lower, infinity), numbers, lax.nextafter(upper, -infinity))


_between, _gaussian, _cut_gaussian = jax.jit(_scaled), jax.jit(_normals), jax.jit(_cut_normals)
