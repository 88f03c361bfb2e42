"""What a traced program does, read from its jaxpr before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any


def convolves(jaxpr: Any) -> bool:
    """Tell whether a convolution occurs anywhere in the program."""
    return any(
        equation.primitive.name == "conv_general_dilated"
        or any(convolves(inner) for inner in _inner(equation))
        for equation in jaxpr.eqns
    )


def multiplications(jaxpr: Any) -> float:
    """Count the multiply-adds of all matrix products; a loop of unknown length counts once."""
    total = 0.0
    for equation in jaxpr.eqns:
        times = equation.params.get("length", 1) if equation.primitive.name == "scan" else 1
        if equation.primitive.name == "dot_general":
            total += _of_product(equation)
        total += times * sum(multiplications(inner) for inner in _inner(equation))
    return total


def _of_product(equation: Any) -> float:
    (contracted, _), _ = equation.params["dimension_numbers"]
    left = equation.invars[0].aval.shape
    return float(prod(equation.outvars[0].aval.shape) * prod(left[axis] for axis in contracted))


def _inner(equation: Any) -> Iterator[Any]:
    for value in equation.params.values():
        for inner in value if isinstance(value, (list, tuple)) else (value,):
            body = getattr(inner, "jaxpr", inner)
            if hasattr(body, "eqns"):
                yield body
