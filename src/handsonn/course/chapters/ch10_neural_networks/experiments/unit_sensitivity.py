"""The lab `weights`, part 1: one unit, its output over the plane, and its sensitivity to its inputs."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import weights_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.one_unit import (
    SIDE,
    unit_output,
    unit_plane,
    unit_range,
    unit_sensitivity,
    unit_weights,
)
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Boundary, Curves, Line, Mark, Table

Array = np.ndarray[Any, Any]
ASKED = ("sigmoid", 4, 1, 2, 0)
"""The prediction: activation, w1, w2, x1 and x2; before, w1 was 1."""


def one_unit(settings: Settings, watch: Watch) -> Outcome:
    """Measure a unit's output and its sensitivity to both inputs; the bias is 0."""
    watch.check()
    activation, w1, w2 = settings["activation"], settings["w1"], settings["w2"]
    x = np.array([[settings["x1"], settings["x2"]]], "float32")
    weights = unit_weights(w1, w2, 0.0)
    output = float(unit_output(activation, weights, x)[0])
    slopes = unit_sensitivity(activation, weights, x)[0]
    total = w1 * x[0, 0] + w2 * x[0, 1]
    return Outcome(
        pictures={
            "plane": _plane(activation, weights, x),
            "row": _row(activation, weights, x[0], output, slopes[0]),
            "sum": _sum(x[0], weights, output, slopes),
        },
        notice=(
            (
                f"The unit weighs its inputs: {w1:g} · {x[0, 0]:g} + {w2:g} · {x[0, 1]:g} = {total:.3g}; "
                f"{activation} of this sum is {output:.4g}."
            ),
            (
                "Sensitivity, measured with jax.grad: if x1 grows by 0.01, the output changes by about "
                f"{0.01 * slopes[0]:.2g}; for x2 it is {0.01 * slopes[1]:.2g}."
            ),
            _slope_words(activation, (w1, w2), slopes),
        ),
        keras=weights_in_keras.one_unit(activation, w1, w2, *x[0]),
        keras_gives={
            "output": (output,),
            "sensitivity_x1": (float(slopes[0]),),
            "sensitivity_x2": (float(slopes[1]),),
        },
        facts={"output": output, "x1": float(slopes[0]), "x2": float(slopes[1])},
        answer=_answer(x, slopes[0]) if (activation, w1, w2, *x[0]) == ASKED else None,
    )


def _answer(x: Array, now: float) -> int:
    before = unit_sensitivity("sigmoid", unit_weights(1, 1, 0.0), x)[0, 0]
    return 0 if now > 1.05 * before else 1 if now > 0.95 * before else 2


def _plane(activation: str, weights: list[Array], x: Array) -> Boundary:
    field = unit_plane(activation, weights)
    low, high = unit_range(activation, field)
    return Boundary(
        title="What the unit gives, everywhere",
        field=field,
        low=low,
        high=high,
        value="output",
        x=Axis("x1", low=-SIDE, high=SIDE),
        y=Axis("x2", low=-SIDE, high=SIDE),
        points=x,
        labels=np.array([1]),
        classes=(f"{low:g}", f"{high:.3g}"),
        span=5,
        height=270,
    )


def _row(activation: str, weights: list[Array], x: Array, output: float, slope: float) -> Curves:
    steps = np.linspace(-SIDE, SIDE, 121)
    row = np.stack([steps, np.full_like(steps, x[1])], axis=1)
    along, slopes = unit_output(activation, weights, row), unit_sensitivity(activation, weights, row)[:, 0]
    near = x[0] + np.array([-0.8, 0.8])
    low, high = min(0.0, along.min(), slopes.min()), max(along.max(), slopes.max())
    room = 0.14 * (high - low or 1.0)  # the mark's name stands above the lines
    return Curves(
        title=f"Along x1, where x2 = {x[1]:g}",
        x=Axis("x1", low=-SIDE, high=SIDE),
        y=Axis("output, sensitivity", low=low - room / 3, high=high + room),
        lines=(
            Line("output", steps, along),
            Line("sensitivity to x1", steps, slopes, colour="orange"),
            Line(
                "slope of the output here", near, output + slope * (near - x[0]), colour="ink", style="dashed"
            ),
        ),
        marks=(Mark(float(x[0]), "input"),),
        span=7,
        height=270,
    )


def _sum(x: Array, weights: list[Array], output: float, slopes: Array) -> Table:
    rows = tuple(
        (f"x{i + 1}", float(x[i]), float(weights[0][i, 0]), float(x[i] * weights[0][i, 0]), float(slopes[i]))
        for i in range(2)
    )
    total = float(x @ weights[0][:, 0])
    return Table(
        title="How the output comes about",
        columns=("", "input", "weight", "weight · input", "sensitivity (jax.grad)"),
        rows=(*rows, (f"sum {total:.3g}, output {output:.3g}", None, None, total, None)),
        span=12,
        height=120,
    )


def _slope_words(activation: str, weights: tuple[float, float], slopes: Array) -> str:
    """Say what the sensitivities are made of: each is a weight times the slope of the activation."""
    if not any(weights):
        return "Both weights are zero: the output is the same everywhere, and neither input has an effect."
    slope = next(s / w for s, w in zip(slopes, weights, strict=True) if w)
    return (
        f"Each sensitivity is the weight times the slope of {activation} at the sum, which is {slope:.3g} here. "
        "Where that slope is near 0, even a large weight does little."
    )
