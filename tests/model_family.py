"""A family of small networks, one of each kind that learners build, with inputs to run them on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers


def mlp() -> Any:
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(8, activation="relu"), layers.Dense(3, "softmax")]
    )


def deep_with_everything() -> Any:
    return keras.Sequential(
        [
            keras.Input((6,)),
            layers.Normalization(mean=[1.0] * 6, variance=[2.0] * 6),
            layers.Dense(8, kernel_regularizer=keras.regularizers.L1L2(1e-4, 1e-3), use_bias=False),
            layers.BatchNormalization(),
            layers.Activation("gelu"),
            layers.Dropout(0.3, seed=7),
            layers.Dense(8, kernel_initializer=keras.initializers.HeNormal(), kernel_constraint="max_norm"),
            layers.LayerNormalization(),
            layers.LeakyReLU(negative_slope=0.1),
            layers.GaussianNoise(0.1),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def two_inputs() -> Any:
    left, right = keras.Input((4,), name="left"), keras.Input((2,), name="right")
    joined = layers.Concatenate()([layers.Dense(3, activation="tanh")(left), layers.Dense(3)(right)])
    return keras.Model([left, right], [layers.Dense(2, name="first")(joined), layers.Dense(1)(joined)])


def residual_arithmetic() -> Any:
    start = keras.Input((4,))
    hidden = layers.Dense(4, activation="silu")(start)
    return keras.Model(start, keras.ops.relu(start + 2.0 * hidden) - 0.5)


def convolutional() -> Any:
    return keras.Sequential(
        [
            keras.Input((9, 8, 3)),
            layers.Rescaling(1 / 255.0, offset=-0.5),
            layers.ZeroPadding2D(((1, 0), (2, 1))),
            layers.Conv2D(4, 3, activation="relu", padding="same", strides=2),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
            layers.Conv2D(5, (2, 1)),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def words() -> Any:
    return keras.Sequential(
        [
            keras.Input((5,), dtype="int32"),
            layers.Embedding(11, 4),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.GRU(4),
            layers.Dense(2, activation="softmax"),
        ]
    )


def signal() -> Any:
    return keras.Sequential(
        [keras.Input((12, 2)), layers.Conv1D(3, 3, padding="causal"), layers.SimpleRNN(4), layers.Dense(1)]
    )


def nested() -> Any:
    encoder = keras.Sequential([keras.Input((6,)), layers.Dense(2, activation="elu")], name="encoder")
    decoder = keras.Sequential([keras.Input((2,)), layers.Dense(6)], name="decoder")
    start = keras.Input((6,))
    return keras.Model(start, decoder(encoder(start)), name="autoencoder")


def shared_layer() -> Any:
    first, second = keras.Input((4,)), keras.Input((4,))
    tower = layers.Dense(3, activation="tanh", name="tower")
    return keras.Model([first, second], layers.Subtract()([tower(first), tower(second)]))


@keras.saving.register_keras_serializable(package="handsonn_tests")
class Sampling(layers.Layer):  # type: ignore[misc]
    """The draw of a variational autoencoder; outside training it gives the mean, so that runs compare."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seeds = keras.random.SeedGenerator(1)

    def call(self, parts: Any, training: bool = False) -> Any:
        mean, log_variance = parts
        if not training:
            return mean
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.seeds)
        return mean + keras.ops.exp(0.5 * log_variance) * noise


def variational() -> Any:
    start = keras.Input((6,))
    hidden = layers.Dense(5, activation="relu")(start)
    code = Sampling(name="code")([layers.Dense(2)(hidden), layers.Dense(2)(hidden)])
    return keras.Model(start, layers.Dense(6)(code))


FAMILY: dict[str, Callable[[], Any]] = {
    maker.__name__: maker
    for maker in (
        mlp,
        deep_with_everything,
        two_inputs,
        residual_arithmetic,
        convolutional,
        words,
        signal,
        nested,
        shared_layer,
        variational,
    )
}


def made(name: str) -> Any:
    """Build and compile a network with weights, and batch statistics, that are not the initial ones."""
    keras.utils.set_random_seed(5)
    model = FAMILY[name]()
    generator = np.random.default_rng(5)
    model.set_weights(
        [weight + np.abs(generator.normal(0, 0.1, weight.shape)) for weight in model.get_weights()]
    )
    model.compile("adam", ["mse"] * len(model.outputs) if len(model.outputs) > 1 else "mse")
    return model


def samples(model: Any, count: int = 7) -> list[Any]:
    """Draw one array per input of the model."""
    generator = np.random.default_rng(9)
    return [
        generator.integers(0, 11, (count, *tensor.shape[1:])).astype("int32")
        if tensor.dtype.startswith("int")
        else generator.normal(0, 1, (count, *tensor.shape[1:])).astype("float32")
        for tensor in model.inputs
    ]


def predictions(model: Any, x: list[Any]) -> list[Any]:
    """Run the model outside training; a list of one array per output."""
    found = model(x if len(x) > 1 else x[0], training=False)
    return [np.asarray(item) for item in (found if isinstance(found, (list, tuple)) else [found])]
