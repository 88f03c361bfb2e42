"""The lab `bias`, part 1: what the bias of one unit does, its weights fixed."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments import bias_in_keras
from handsonn.course.chapters.ch10_neural_networks.experiments.one_unit import (
    SIDE,
    plane_picture,
    unit_output,
    unit_weights,
)
from handsonn.course.live import Outcome
from handsonn.course.live.part import Settings, Watch
from handsonn.course.pictures import Axis, Curves, Line, Mark

Array = np.ndarray[Any, Any]
ASKED = ("sigmoid", 2, 1, 2)
"""The prediction: activation, w1, w2 and b."""


def boundary_crossing(activation: str, weights: list[Array], x2: float) -> float | None:
    """Measure where the unit's output crosses its middle along x1, to 0.001, or None if it does not.

    The middle is 0.5 for sigmoid, else 0 (of relu: where the output leaves 0).
    """
    x1 = np.linspace(-2 * SIDE, 2 * SIDE, 12001)
    output = unit_output(activation, weights, np.stack([x1, np.full_like(x1, x2)], axis=1))
    above = output > (0.5 if activation == "sigmoid" else 0.0)
    changes = np.flatnonzero(above[1:] != above[:-1])
    return float((x1[changes[0]] + x1[changes[0] + 1]) / 2) if len(changes) else None


def unit_bias(settings: Settings, watch: Watch) -> Outcome:
    """Show the unit with this bias, and without it."""
    watch.check()
    activation, w1, w2, b = (settings[name] for name in ("activation", "w1", "w2", "b"))
    weights, bare = unit_weights(w1, w2, b), unit_weights(w1, w2, 0.0)
    now, then = (boundary_crossing(activation, one, 0.0) for one in (weights, bare))
    at_origin = float(unit_output(activation, weights, np.zeros((1, 2)))[0])
    return Outcome(
        pictures={
            "plane": plane_picture(
                activation,
                weights,
                np.zeros((1, 2)),
                span=6,
                height=330,
                before="The mark is the origin. ",
            ),
            "row": _row(activation, weights, bare),
        },
        notice=(
            (
                "At the origin, where both inputs are 0, the weights have no say: the output is "
                + (
                    f"the bias itself, {b:g}."
                    if activation == "linear"
                    else f"{activation}({b:g}) = {at_origin:.4g}."
                )
            ),
            _shift_words(now, then, w1, b),
            _distance_words(w1, w2, b),
        ),
        keras=bias_in_keras.unit_bias(activation, w1, w2, b),
        keras_gives={"at_origin": (at_origin,)},
        facts={"at_origin": at_origin, "crossing": np.nan if now is None else now},
        answer=_answer(weights, bare) if (activation, w1, w2, b) == ASKED else None,
    )


def _answer(weights: list[Array], bare: list[Array]) -> int:
    """Decide by where the boundary crosses the rows x2 = -1 and x2 = 1, with and without the bias."""
    now, then = (
        np.array([boundary_crossing("sigmoid", one, x2) for x2 in (-1.0, 1.0)], float)
        for one in (weights, bare)
    )
    if abs((now[1] - now[0]) - (then[1] - then[0])) > 0.01:
        return 0
    return 1 if (now < then).all() else 2


def _shift_words(now: float | None, then: float | None, w1: float, b: float) -> str:
    if not w1:
        return "With w1 = 0, the output does not change along x1: there is nothing that the bias could move along it."
    if now is None or then is None:
        return (
            f"Along x1 the bias moves the curve by -b/w1 = {_rounded(-b / w1)}, which is out of the picture."
        )
    return (
        f"Measured along x1 (x2 = 0), the boundary lies at {_rounded(now)}; without the bias it lies at {_rounded(then)}. "
        f"The shift is -b/w1 = {_rounded(-b / w1)}: the larger the size of w1, the less the same bias moves it."
    )


def _rounded(number: float) -> str:
    return f"{round(number, 2) + 0.0:.2f}"  # the sum turns -0.0 into 0.0


def _distance_words(w1: float, w2: float, b: float) -> str:
    length = float(np.hypot(w1, w2))
    if not length:
        return f"Both weights are zero: the bias alone, {b:g}, sets the output, the same everywhere."
    return (
        f"The boundary's distance from the origin is |b| / √(w1² + w2²) = {abs(b) / length:.3g}. "
        "Its direction depends on the weights alone."
    )


def _row(activation: str, weights: list[Array], bare: list[Array]) -> Curves:
    steps = np.linspace(-SIDE, SIDE, 121)
    row = np.stack([steps, np.zeros_like(steps)], axis=1)
    output, without = unit_output(activation, weights, row), unit_output(activation, bare, row)
    b = float(weights[1][0])
    return Curves(
        title="Along x1, where x2 = 0",
        x=Axis("x1", low=-SIDE, high=SIDE),
        y=Axis("output"),
        lines=(
            Line("with bias 0", steps, without, colour="quiet", style="dashed"),
            Line(f"with bias {b:g}", steps, output),
        ),
        marks=(Mark(0.0, "origin"),),
        span=6,
        height=330,
    )
