"""Options of `handsonn train` that say something about what other options took away."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.core import ParameterSource

from handsonn.errors import UsageError

# What the learner's own model has of its own, by the option that says it of the network that handsonn builds.
_OWN = {
    "layers": "layers",
    "activation": "activations",
    "optimizer": "optimizer",
    "learning_rate": "learning rate",
    "target_scaler": "outputs",
}
_VALIDATIONS = ("validation", "validation_split", "validation_data")


def refuse_contradictions(ctx: click.Context) -> None:
    """Raise UsageError, naming the option, where one was typed that could only be ignored."""
    typed = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if "model" in typed:
        for name in (name for name in _OWN if name in typed):
            raise UsageError(
                f"{_option(name)} is for the network that handsonn builds; your own model has its own "
                f"{_OWN[name]}, so leave it out."
            )
    _refuse_two([name for name in _VALIDATIONS if name in typed])


def _refuse_two(ways: Sequence[str]) -> None:
    if len(ways) > 1:
        raise UsageError(
            f"{_option(ways[0])} and {_option(ways[1])} both say which samples validate the network; give "
            "one of them."
        )


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
