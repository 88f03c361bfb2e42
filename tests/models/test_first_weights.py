"""First weights drawn without compiling have the bits that Keras draws; what is not plain is left to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import jax
import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras.src.backend.jax import random as draws
from keras.src.initializers import constant_initializers as constants

from handsonn.models import first_weights as subject
from handsonn.models.first_weights import draw_without_compiling

SHAPES = [(1,), (3,), (7, 1), (64, 32), (3, 3, 1, 5), (4097,), (127, 131)]
INITIALIZERS = [
    "glorot_uniform",
    "he_uniform",
    "lecun_normal",
    "random_uniform",
    "random_normal",
    "zeros",
    "ones",
]


@pytest.fixture(scope="module", autouse=True)
def _keras_own_functions() -> Iterator[None]:
    """Take away what a server in this process may have put in their place."""
    with pytest.MonkeyPatch.context() as patches:
        for name in ("uniform", "normal", "truncated_normal"):
            patches.setattr(draws, name, inspect.unwrap(getattr(draws, name)))
        for kind in (constants.Zeros, constants.Ones):
            patches.setattr(kind, "__call__", inspect.unwrap(kind.__call__))
        yield


@pytest.fixture
def drawing() -> Iterator[None]:
    restore = draw_without_compiling()
    yield
    restore()


def both(draw: Callable[[], Any]) -> tuple[Any, Any]:
    """Draw as Keras does, then without compiling."""
    theirs = draw()
    restore = draw_without_compiling()
    try:
        return theirs, draw()
    finally:
        restore()


def same(theirs: Any, ours: Any) -> bool:
    """Tell whether two arrays of JAX are the same to JAX, so that they share its programs, bit for bit."""
    facts = [(type(x), x.shape, x.dtype, x.weak_type, x.committed, x.sharding) for x in (theirs, ours)]
    return facts[0] == facts[1] and np.asarray(theirs).tobytes() == np.asarray(ours).tobytes()


@pytest.mark.parametrize("name", INITIALIZERS)
def test_an_initializer_gives_the_same_bits_in_every_shape(name: str) -> None:
    for seed, shape in enumerate(SHAPES):
        initializer = keras.initializers.get(name)
        initializer.seed = 2**32 - 1 - seed  # type: ignore[union-attr]
        assert same(*both(lambda make=initializer, size=shape: make(size, dtype="float32"))), shape


def test_jax_without_the_rows_of_the_tests_gives_the_same_bits() -> None:
    own = jax.random.uniform.__wrapped_draw__  # the tests' drawing.py stands before it
    expected = own(jax.numpy.array([5, 0], "uint32"), (5, 77), minval=-0.3, maxval=0.3)
    restore = draw_without_compiling()
    found = keras.random.uniform((5, 77), -0.3, 0.3, seed=5)
    restore()
    assert same(expected, found)


limits = st.floats(-1e6, 1e6, width=32).filter(lambda number: number == 0 or abs(number) > 1e-6)


@given(seed=st.integers(0, 2**32 - 1), ends=st.tuples(limits, limits))
@settings(max_examples=60, deadline=None)
def test_uniform_numbers_of_any_seed_and_range_have_the_same_bits(
    seed: int, ends: tuple[float, float]
) -> None:
    low, high = sorted(ends)
    assert same(*both(lambda: keras.random.uniform((61,), low, high, seed=seed)))


@given(seed=st.integers(0, 2**32 - 1), mean=limits, spread=limits)
@settings(max_examples=30, deadline=None)
def test_normal_numbers_of_any_mean_and_spread_have_the_same_bits(
    seed: int, mean: float, spread: float
) -> None:
    assert same(*both(lambda: keras.random.normal((61,), mean, spread, seed=seed)))
    assert same(*both(lambda: keras.random.truncated_normal((61,), mean, spread, seed=seed)))


def network(width: int = 13) -> keras.Model:
    keras.utils.set_random_seed(3)
    layers = [
        keras.layers.Input((9, 9, 2)),
        keras.layers.Conv2D(5, 3, kernel_initializer="he_normal"),
        keras.layers.BatchNormalization(),
        keras.layers.Flatten(),
        keras.layers.Dense(width, activation="relu"),
        keras.layers.Dense(3, kernel_initializer=keras.initializers.RandomUniform(-0.2, 0.7)),
    ]
    model = keras.Sequential(layers)
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    return model


def test_a_network_and_its_optimizer_start_from_the_same_bits() -> None:
    theirs, ours = both(network)
    assert len(ours.variables) == len(theirs.variables)
    for their, our in zip(
        (*theirs.variables, *theirs.optimizer.variables),
        (*ours.variables, *ours.optimizer.variables),
        strict=True,
    ):
        assert same(their.value, our.value), our.path


def test_nothing_is_compiled_for_the_shapes_of_another_network(caplog: pytest.LogCaptureFixture) -> None:
    """Fails where another version of Keras has no use for what stands in its place."""
    restore = draw_without_compiling()
    network(13)
    with jax.log_compiles():
        network(14)
        restore()
        assert "Compiling" not in caplog.text
        network(15)
    assert "Compiling" in caplog.text


def places() -> list[Any]:
    return [
        draws.uniform,
        draws.normal,
        draws.truncated_normal,
        constants.Zeros.__call__,
        constants.Ones.__call__,
    ]


def test_every_place_is_found_in_this_keras_and_gets_its_own_function_back() -> None:
    before = places()
    restore = draw_without_compiling()
    there = places()
    assert all(ours is not own for ours, own in zip(there, before, strict=True))
    assert [ours.__doc__ for ours in there] == [own.__doc__ for own in before]
    restore()
    restore()
    assert places() == before


class Recorder:
    """Stands for Keras' own function of the same signature, and keeps what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[Any] = []

        def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            self.asked.append((shape, minval, maxval, dtype, seed))
            return "Keras' own"

        monkeypatch.setattr(draws, "uniform", uniform)


PLAIN: dict[str, Any] = {"shape": (2, 3), "minval": -0.1, "maxval": 0.1, "dtype": "float32", "seed": 1}
OTHERS: list[dict[str, Any]] = [
    {"dtype": "float16"},
    {"dtype": "float64"},
    {"dtype": "bfloat16"},
    {"shape": (2, 0)},
    {"shape": (2, None)},
    {"shape": (subject.LARGEST + 1,)},
    {"minval": np.float32(0)},
    {"maxval": np.array([1.0, 2.0, 3.0])},
    {"maxval": 1e-30},
    {"maxval": float("inf")},
    {"seed": None},
    {"seed": -1},
    {"seed": 2**32},
    {"seed": jax.random.key(1, impl="rbg")},
    {"seed": np.zeros(4, np.uint32)},
    {"seed": jax.numpy.zeros(4, "uint32")},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_what_is_not_plain_is_left_to_keras(other: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(monkeypatch)
    restore = draw_without_compiling()
    asked = {**PLAIN, **other}
    found = draws.uniform(**asked), draws.uniform(**PLAIN)
    restore()
    assert isinstance(found[0], str)
    assert all(got is given for got, given in zip(recorder.asked[0], asked.values(), strict=True))
    assert found[1].shape == (2, 3)
    assert len(recorder.asked) == 1


@pytest.mark.parametrize(
    "around",
    [
        lambda: jax.threefry_partitionable(False),
        lambda: jax.default_prng_impl("rbg"),
        lambda: jax.enable_x64(True),
        lambda: jax.default_device(jax.devices()[0]),
    ],
    ids=["other counters", "another generator", "64 bits", "a device of choice"],
)
def test_other_settings_of_jax_are_left_to_keras(
    around: Callable[[], AbstractContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(monkeypatch)
    restore = draw_without_compiling()
    for settings_of_jax in (around, nullcontext):
        with settings_of_jax():
            draws.uniform(**PLAIN)
    restore()
    assert len(recorder.asked) == 1


@pytest.mark.usefixtures("drawing")
def test_a_draw_inside_a_program_is_left_to_keras() -> None:
    key = jax.numpy.array([7, 1], "uint32")

    def draw(key: Any) -> Any:
        drawn = [keras.random.uniform((2, 3), seed=seed) for seed in (key, 7)]
        drawn.append(keras.initializers.Zeros()((2, 3)))
        assert all(isinstance(numbers, jax.core.Tracer) for numbers in drawn)
        return drawn

    inside = jax.jit(draw)(key)
    for found, expected in zip(
        inside, [keras.random.uniform((2, 3), seed=s) for s in (key, 7)], strict=False
    ):
        assert np.array_equal(found, expected)
    assert isinstance(jax.eval_shape(draw, key)[2], jax.ShapeDtypeStruct)


def test_a_place_that_looks_different_keeps_its_function(monkeypatch: pytest.MonkeyPatch) -> None:
    def uniform(shape: Any, *, seed: Any = None) -> str:
        return f"{shape} {seed}"

    monkeypatch.setattr(draws, "uniform", uniform)
    monkeypatch.delattr(constants, "Zeros")
    restore = draw_without_compiling()
    there = draws.uniform
    assert draws.normal.__module__ == draws.__name__
    restore()
    assert there is uniform
    assert there((2,), seed=1) == "(2,) 1"


def test_a_keras_without_these_modules_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = places()

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(subject, "import_module", missing)
    draw_without_compiling()()
    assert places() == before
