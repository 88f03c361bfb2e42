"""One unit with two inputs: a real keras.layers.Dense(1), its output, and its sensitivity to the inputs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Boundary

Array = np.ndarray[Any, Any]
ACTIVATIONS = ("sigmoid", "tanh", "relu", "linear")
SIDE = 3.0
"""The plane goes from -SIDE to SIDE in both inputs."""
CELLS = 61


@cache
def unit_functions(activation: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Give output(weights, x) and sensitivity(weights, x) of Dense(1, activation), both compiled.

    weights: [kernel of shape (2, 1), bias of shape (1,)]. x: shape (n, 2). output: shape (n,).
    sensitivity: shape (n, 2), d output / d x by jax.grad through the layer itself.
    """
    import jax
    import keras

    unit = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=activation)])

    def one(x: Any, weights: Any) -> Any:
        return unit.stateless_call(weights, [], x[None])[0][0, 0]

    output = jax.jit(lambda weights, x: unit.stateless_call(weights, [], x)[0][:, 0])
    sensitivity = jax.jit(lambda weights, x: jax.vmap(jax.grad(one), in_axes=(0, None))(x, weights))
    return output, sensitivity


def unit_weights(w1: float, w2: float, b: float) -> list[Array]:
    """List the unit's weights as Keras keeps them: the kernel, shape (2, 1), and the bias, shape (1,)."""
    return [np.array([[w1], [w2]], "float32"), np.array([b], "float32")]


def unit_output(activation: str, weights: list[Array], x: Array) -> Array:
    """Give the unit's output, shape (n,), for x of shape (n, 2)."""
    return np.asarray(unit_functions(activation)[0](weights, np.asarray(x, "float32")))


def unit_sensitivity(activation: str, weights: list[Array], x: Array) -> Array:
    """Give d output / d x, shape (n, 2), for x of shape (n, 2)."""
    return np.asarray(unit_functions(activation)[1](weights, np.asarray(x, "float32")))


def unit_plane(activation: str, weights: list[Array]) -> Array:
    """Give the unit's output over the plane, shape (CELLS, CELLS); row 0 lies at x2 = -SIDE."""
    steps = np.linspace(-SIDE, SIDE, CELLS, dtype="float32")
    corners = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    return unit_output(activation, weights, corners).reshape(CELLS, CELLS)


def unit_range(activation: str, field: Array) -> tuple[float, float]:
    """Tell the lowest and highest output that the colours stand for; relu gives nothing below 0."""
    if activation == "sigmoid":
        return 0.0, 1.0
    if activation == "tanh":
        return -1.0, 1.0
    largest = max(1.0, float(np.abs(field).max()))
    return (0.0 if activation == "relu" else -largest), largest


def plane_look(activation: str, field: Array) -> dict[str, Any]:
    """Choose the colours of the plane and say where the boundary is, as Boundary takes them.

    relu has no negative outputs: its plane goes from 0 upwards, and the boundary is the edge of the zeros.
    """
    low, high = unit_range(activation, field)
    if activation == "relu":
        words = "Where the sum is negative, relu gives 0; the boundary is the edge of that area."
        return {"low": low, "high": high, "classes": (), "caption": words}
    words = f"The line is the boundary: there the sum is 0 and the output {(low + high) / 2:g}."
    return {"low": low, "high": high, "classes": (f"{low:.3g}", f"{high:.3g}"), "caption": words}


def plane_picture(
    activation: str, weights: list[Array], place: Array, *, span: int, height: int, before: str = ""
) -> Boundary:
    """Draw the unit's output over the plane, with a mark at `place`, shape (1, 2).

    before: what the caption says first.
    """
    field = unit_plane(activation, weights)
    look = plane_look(activation, field)
    return Boundary(
        title="What the unit gives, everywhere",
        field=field,
        value="output",
        x=Axis("x1", low=-SIDE, high=SIDE),
        y=Axis("x2", low=-SIDE, high=SIDE),
        points=place,
        labels=np.array([1]),
        span=span,
        height=height,
        **{**look, "caption": f"{before}{look['caption']}"},
    )
