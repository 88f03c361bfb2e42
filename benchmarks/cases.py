"""The networks and data of the benchmark: the ones that a learner of chapters 10 to 17 trains first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """One network on one data set. build() returns a compiled model of the running Keras backend."""

    title: str
    build: Callable[[], Any]
    data: Callable[[], dict[str, Any]]
    batch_size: int
    epochs: int
    hidden_layers: tuple[int, ...] = ()


def compiled(layers: list[Any], loss: str, metrics: tuple[str, ...] = ("accuracy",)) -> Any:
    import keras

    keras.utils.set_random_seed(0)
    model = keras.Sequential(layers)
    model.compile("adam", loss, metrics=list(metrics))
    return model


def mlp(inputs: int, *hidden: int) -> Any:
    import keras

    dense = [keras.layers.Dense(units, activation="relu") for units in hidden]
    layers = [keras.Input((inputs,)), *dense, keras.layers.Dense(10, activation="softmax")]
    return compiled(layers, "sparse_categorical_crossentropy")


def cnn() -> Any:
    import keras

    layers = [
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ]
    return compiled(layers, "sparse_categorical_crossentropy")


def lstm() -> Any:
    import keras

    layers = [keras.Input((28, 28)), keras.layers.LSTM(32), keras.layers.Dense(10, activation="softmax")]
    return compiled(layers, "sparse_categorical_crossentropy")


def autoencoder() -> Any:
    import keras

    sizes = ((128, "relu"), (16, "linear"), (128, "relu"), (784, "sigmoid"))
    dense = [keras.layers.Dense(units, activation=activation) for units, activation in sizes]
    return compiled([keras.Input((784,)), *dense], "mse", ("mae",))


def digits() -> dict[str, Any]:
    import handsonn as hn

    data = hn.load("digits")
    x = data.x.reshape(len(data), -1).astype("float32") / 16
    return {"x": x[:1437], "y": data.y[:1437], "validation_data": (x[1437:], data.y[1437:])}


def fashion(samples: int | None = None, shape: tuple[int, ...] = (784,)) -> dict[str, Any]:
    import handsonn as hn

    split = hn.split(hn.load("fashion_mnist"), validation=0)
    x, y = split.train
    test_x, test_y = (part[:2000] for part in split.test)
    held_out = (test_x.reshape(-1, *shape), test_y)
    return {"x": x[:samples].reshape(-1, *shape), "y": y[:samples], "validation_data": held_out}


def fashion_to_itself() -> dict[str, Any]:
    data = fashion(10_000)
    held_out = data["validation_data"][0]
    return {"x": data["x"], "y": data["x"], "validation_data": (held_out, held_out)}


CASES = {
    "digits": Case("digits MLP 64-32, 20 epochs", lambda: mlp(64, 64, 32), digits, 32, 20, (64, 32)),
    "fashion": Case(
        "Fashion-MNIST MLP 300-100, 2 epochs", lambda: mlp(784, 300, 100), fashion, 32, 2, (300, 100)
    ),
    "cnn": Case("small CNN 8-16, 1 epoch of 4,000", cnn, lambda: fashion(4_000, (28, 28, 1)), 32, 1),
    "lstm": Case("LSTM 32, 1 epoch of 4,000", lstm, lambda: fashion(4_000, (28, 28)), 32, 1),
    "autoencoder": Case("autoencoder 784-128-16, 1 epoch of 10,000", autoencoder, fashion_to_itself, 32, 1),
}
