"""The code that makes a network for the digits, as the learner reads it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent


def digits_network_code(units: Sequence[int] = (64, 32), *, name: str = "model", spaces: int = 0) -> str:
    """Write the lines that make it: 8 x 8 inputs, hidden layers of `units` with relu, ten classes.

    spaces: how far each line is indented. No line break at the end.
    """
    hidden = "".join(f'    keras.layers.Dense({each}, activation="relu"),\n' for each in units)
    lines = f"""{name} = keras.Sequential([
    keras.Input((8, 8)),
    keras.layers.Flatten(),
{hidden}    keras.layers.Dense(10, activation="softmax"),
])"""
    return indent(lines, " " * spaces)
