"""The lab `weights`, part 1: one unit, its output over the plane, and its sensitivity to its inputs."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import weights_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.one_unit import (
    SIDE,
    plane_picture,
    unit_output,
    unit_sensitivity,
    unit_weights,
)
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Curves, Line, Mark, Table

Array = np.ndarray[Any, Any]
ASKED = ("sigmoid", 4, 1, 2, 0)
"""The prediction: activation, w1, w2, x1 and x2; before, w1 was 1."""
LEAST = 1e-6
"""Smaller numbers are told as almost 0."""
CURVED = ("sigmoid", "tanh")
"""Activations that come near their limits and never reach them."""


def one_unit(settings: Settings, watch: Watch) -> Outcome:
    """Measure a unit's output and its sensitivity to both inputs; the bias is 0."""
    watch.check()
    activation, w1, w2 = settings["activation"], settings["w1"], settings["w2"]
    x = np.array([[settings["x1"], settings["x2"]]], "float32")
    weights = unit_weights(w1, w2, 0.0)
    output = float(unit_output(activation, weights, x)[0])
    slopes = unit_sensitivity(activation, weights, x)[0]
    return Outcome(
        pictures={
            "plane": plane_picture(activation, weights, x, span=5, height=270),
            "row": _row(activation, weights, x[0], output, slopes[0]),
            "sum": _sum(activation, x[0], weights, output, slopes),
        },
        notice=(
            _sum_words(activation, (w1, w2), x[0], output),
            (
                f"Sensitivity is how much the output changes per unit of an input, measured at this place: "
                f"{sensitivity_words(activation, w1, slopes[0])} per unit of x1, "
                f"{sensitivity_words(activation, w2, slopes[1])} per unit of x2."
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


def plain(number: float, digits: int = 3) -> str:
    """Write a number with the digits that count and without an exponent: 0.000013, never 1.3e-05."""
    if 0 < abs(number) < LEAST:
        return "almost 0"
    return np.format_float_positional(np.float32(number), precision=digits, fractional=False, trim="-")


def output_words(activation: str, total: float, output: float) -> str:
    """Write an output: sigmoid and tanh never quite reach 0, 1 or -1, though 32 bits round it to them.

    total: the sum that the activation was given; at 0, tanh is exactly 0.
    """
    told = plain(output, 4)
    rounded = activation in CURVED and total and told in {"0", "-0", "1", "-1"}
    return f"almost {'0' if told == '-0' else told}" if rounded else told


def sensitivity_words(activation: str, weight: float, slope: float) -> str:
    """Write a sensitivity: 0 for a weight of 0 and for a relu that is off, else never quite 0 where a curve is flat."""
    if not weight or not slope:
        return "almost 0" if weight and activation in CURVED else "0"
    return plain(slope)


def _sum_words(activation: str, weights: tuple[float, float], x: Array, output: float) -> str:
    """Say how the output comes about; a negative number that is multiplied stands in brackets."""
    products = " + ".join(
        f"{bracketed(weight)} · {bracketed(entry)}" for weight, entry in zip(weights, x, strict=True)
    )
    total = f"{weights[0] * x[0] + weights[1] * x[1] + 0.0:.5g}"  # turns -0.0 into 0.0
    told = f"The unit weighs its inputs: {products} = {total}; "
    if activation == "linear":
        return f"{told}the activation is linear, so this sum is the output."
    gives = output_words(activation, float(total), output)
    return f"{told}{activation}({total}) {'is' if gives.startswith('almost') else '='} {gives}."


def bracketed(number: float) -> str:
    """Write a number so that a sign before it or after it stays apart from it: 4 but (-3)."""
    return f"({number:g})" if number < 0 else f"{number:g}"


def _answer(x: Array, now: float) -> int:
    before = unit_sensitivity("sigmoid", unit_weights(1, 1, 0.0), x)[0, 0]
    return 0 if now > 1.05 * before else 1 if now > 0.95 * before else 2


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


def _sum(activation: str, x: Array, weights: list[Array], output: float, slopes: Array) -> Table:
    rows = tuple(
        (
            f"x{i + 1}",
            float(x[i]),
            float(weights[0][i, 0]),
            float(x[i] * weights[0][i, 0]) + 0.0,  # turns -0.0 into 0.0
            float(slopes[i]) + 0.0,
        )
        for i in range(2)
    )
    total = float(x @ weights[0][:, 0]) + 0.0
    return Table(
        title="How the output comes about",
        columns=("", "input", "weight", "weight · input", "change per unit of input"),
        rows=(
            *rows,
            (f"sum {total:.5g}, output {output_words(activation, total, output)}", None, None, total, None),
        ),
        span=12,
        height=120,
    )


def _slope_words(activation: str, weights: tuple[float, float], slopes: Array) -> str:
    """Say what the sensitivities are made of: each is a weight times the slope of the activation."""
    if not any(weights):
        return "Both weights are zero: the output is the same everywhere, and neither input has an effect."
    if activation == "linear":
        return (
            "The slope of linear is 1 everywhere, so each sensitivity is the weight, wherever the input lies."
        )
    slope = next(s / w for s, w in zip(slopes, weights, strict=True) if w)
    told = f"Each sensitivity is the weight times the slope of {activation} at the sum, which is"
    if activation == "relu":
        return f"{told} {plain(slope)} here. It is 1 for a sum above 0, else 0: there even a large weight does nothing."
    return f"{told} {sensitivity_words(activation, 1, slope)} here. Where that slope is near 0, even a large weight does little."
