"""A network as plain layers computes what Keras computes, or is not told at all."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from handsonn.models.plain_layers import plain_layers

FORMULAS: dict[str, Any] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "silu": lambda x: x / (1 + np.exp(-x)),
}


def computed(model: keras.Model, samples: Any) -> Any:
    found = plain_layers(model)
    assert found is not None
    values = samples.reshape(len(samples), -1)
    for layer in found:
        if layer.kernel is not None:
            values = values @ layer.kernel + layer.bias
        values = FORMULAS[layer.activation](values)
    return values


def test_layers_in_a_row_compute_what_keras_computes() -> None:
    inner = keras.Sequential([layers.Dense(6, use_bias=False), layers.ReLU()])
    model = keras.Sequential(
        [keras.Input((2, 2)), layers.Flatten(), layers.Dense(5, "silu"), layers.Dropout(0.3), inner]
    )
    model.add(layers.Dense(6))
    model.add(layers.Activation("sigmoid"))
    model.add(layers.Reshape((3, 2)))
    samples = np.random.default_rng(0).normal(size=(7, 2, 2)).astype("float32")
    expected = np.asarray(model.predict_on_batch(samples)).reshape(7, -1)
    np.testing.assert_allclose(computed(model, samples), expected, atol=1e-6)


def forked() -> keras.Model:
    start = keras.Input((4,))
    return keras.Model(start, layers.Add()([layers.Dense(3)(start), layers.Dense(3)(start)]))


@pytest.mark.parametrize(
    "model",
    [
        forked(),
        keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(2, 3)]),
        keras.Sequential([keras.Input((3, 4)), layers.Dense(2)]),
        keras.Sequential([keras.Input((4,)), layers.ReLU(max_value=6.0)]),
        keras.Sequential([keras.Input((4,)), layers.Dense(2, "mish")]),
    ],
    ids=["paths that join", "a convolution", "Dense on a part of a sample", "a cut ReLU", "an activation"],
)
def test_what_is_more_than_that_is_not_told(model: keras.Model) -> None:
    assert plain_layers(model) is None


def test_a_learners_own_layer_is_not_told() -> None:
    class Dense(layers.Dense):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            return -super().call(inputs)

    assert plain_layers(keras.Sequential([keras.Input((4,)), Dense(2)])) is None
