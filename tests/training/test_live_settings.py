"""One program serves all values of dropout, L2, momentum and their like, and gives the static numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

import handsonn as hn
from handsonn.training import live_settings, program_cache
from handsonn.training.live_settings import find_live_settings, substituted

X = np.random.default_rng(0).normal(size=(70, 6)).astype("float32")
Y = (X[:, 0] > 0).astype("int64")


def network(optimizer: Any, *, l2: float = 0.01, rate: float = 0.2) -> Any:
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.Input((6,)),
            keras.layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(l2)),
            keras.layers.Dropout(rate),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def sgd(momentum: float) -> Any:
    return keras.optimizers.SGD(0.1, momentum=momentum)


OPTIMIZERS: dict[str, Callable[[float], Any]] = {
    "sgd": sgd,
    "nesterov": lambda value: keras.optimizers.SGD(0.1, momentum=value, nesterov=True, clipnorm=value),
    "adam": lambda value: keras.optimizers.Adam(beta_1=value, weight_decay=value / 100),
    "rmsprop": lambda value: keras.optimizers.RMSprop(rho=value, momentum=value, global_clipnorm=1.0),
}


def trained(model: Any, samples: int = len(X)) -> list[np.ndarray]:
    x, y = X[:samples], Y[:samples]
    hn.fit(model, x, y, epochs=3, validation_data=(x, y), verbose=0)
    return model.get_weights()


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(("value", "l2", "rate"), [(0.9, 0.01, 0.2), (0.5, 0.001, 0.5)])
def test_a_live_value_gives_the_weights_of_a_constant_one(
    name: str, value: float, l2: float, rate: float
) -> None:
    samples = len(X) if name == "sgd" else 64  # one with a last batch of 6: it is another program in Keras
    x, y = X[:samples], Y[:samples]
    constant = network(OPTIMIZERS[name](value), l2=l2, rate=rate)
    constant.fit(x, y, epochs=3, validation_data=(x, y), verbose=0)
    with live_settings():
        weights = trained(network(OPTIMIZERS[name](value), l2=l2, rate=rate), samples)
    for live, plain in zip(weights, constant.get_weights(), strict=True):
        np.testing.assert_allclose(live, plain, atol=1e-5)


def test_another_value_needs_no_other_program() -> None:
    program_cache.forget_programs()
    with live_settings():
        first = trained(network(sgd(0.9), l2=0.01, rate=0.2))
        programs = len(program_cache._shared)
        second = trained(network(sgd(0.5), l2=0.001, rate=0.6))
    assert len(program_cache._shared) == programs
    assert not np.array_equal(first[0], second[0])


def test_zero_is_another_program_because_keras_leaves_the_computation_out() -> None:
    program_cache.forget_programs()
    with live_settings():
        trained(network(sgd(0.9), rate=0.2))
        programs = len(program_cache._shared)
        trained(network(sgd(0.9), rate=0.0))
    assert len(program_cache._shared) > programs


def test_outside_the_context_every_value_is_a_constant_and_the_weights_are_keras_own() -> None:
    plain = network(sgd(0.9))
    plain.fit(X, Y, epochs=3, validation_data=(X, Y), verbose=0)
    assert all(map(np.array_equal, trained(network(sgd(0.9))), plain.get_weights()))


def test_the_models_numbers_stand_as_before_after_a_trace_and_after_a_failed_one() -> None:
    model = network(sgd(0.9), l2=0.25, rate=0.5)
    settings = find_live_settings(model)
    before = [setting.value for setting in settings]

    def fail_while_tracing() -> None:
        with substituted(settings, tuple(range(3))):
            assert model.optimizer.momentum > 0
            raise RuntimeError("while tracing")

    with pytest.raises(RuntimeError, match="while tracing"):
        fail_while_tracing()
    assert [setting.value for setting in settings] == before == [0.9, 0.25, 0.5]
