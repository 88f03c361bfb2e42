"""A problem of two parameters, so that the whole loss can be drawn: a line through real samples.

The body mass index of 442 patients (from 0 to 1) and the progression of their diabetes (standardised); the
loss is the mean squared error of weight x + bias. Each update uses all samples, so no luck is in the way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

import handsonn as hn
from handsonn.training import Population

Array = np.ndarray[Any, Any]
START = (-1.5, 2.5)
WEIGHT, BIAS = (-5.0, 6.0), (-4.0, 4.0)
GRID = 60


@cache
def samples() -> tuple[Array, Array]:
    """Give x, shape (442, 1), and y, shape (442,)."""
    diabetes = hn.load("diabetes")
    assert diabetes.y is not None
    x = np.asarray(diabetes.x[:, [2]], dtype=np.float32)
    x = (x - x.min()) / np.ptp(x)
    y = np.asarray(diabetes.y, dtype=np.float32)
    return x, (y - y.mean()) / y.std()


@cache
def loss_surface() -> Array:
    """Compute the loss for all weights (columns) and biases (rows) of a grid; shape (GRID, GRID)."""
    x, y = samples()
    weights, biases = _middles(WEIGHT), _middles(BIAS)
    given = weights[None, :, None] * x[:, 0] + biases[:, None, None]
    return np.asarray(((given - y) ** 2).mean(axis=2))


def loss_at(place: Array | None) -> float:
    """Compute the loss at (weight, bias); None: at the place where it is lowest."""
    x, y = samples()
    weight, bias = lowest() if place is None else place
    return float(((weight * x[:, 0].astype(np.float64) + bias - y) ** 2).mean())


def lowest() -> tuple[float, float]:
    """Solve for the weight and the bias of the lowest loss (least squares)."""
    x, y = samples()
    weight, bias = np.polyfit(x[:, 0].astype(np.float64), y.astype(np.float64), 1)
    return float(weight), float(bias)


def way(line: Population, updates: int, learning_rate: float) -> Array:
    """Train a line from START and note weight and bias before and after each update; (updates + 1, 2).

    line: a population of one seed whose network is one Dense unit that starts at START.
    """
    x, y = samples()
    noted: list[tuple[float, float]] = []

    def look(_seed: int, _epoch: int, model: Any) -> None:
        kernel, bias = model.get_weights()
        noted.append((float(kernel[0, 0]), float(bias[0])))

    line.train(
        x, y, epochs=updates, batch_size=len(x), learning_rate=learning_rate, look_after=range(updates + 1), look=look
    )  # fmt: skip
    return np.array(noted)


def line_of(make_optimizer: Callable[[], Any]) -> Population:
    """Make the network of one unit without activation function, at START."""
    import keras

    def make() -> Any:
        unit = keras.layers.Dense(
            1,
            kernel_initializer=keras.initializers.Constant(START[0]),
            bias_initializer=keras.initializers.Constant(START[1]),
        )
        model = keras.Sequential([keras.Input((1,)), unit])
        model.compile(make_optimizer(), "mean_squared_error")
        return model

    return Population(make, (0,))


def _middles(ends: tuple[float, float]) -> Array:
    low, high = ends
    return low + (np.arange(GRID) + 0.5) * (high - low) / GRID
