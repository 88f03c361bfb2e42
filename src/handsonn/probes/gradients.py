"""The steps of a training, taken on copies of the weights: one small file per backend does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from handsonn.probes.compiled_loss import Loss

State = list[Any]


@dataclass(frozen=True, eq=False)
class Stepped:
    """One step. loss: of the batch, penalties included. slopes: its gradient, for each trainable variable.

    before, after: the values of the trainable variables.
    """

    loss: Any
    slopes: State
    before: State
    after: State


Walk = Callable[[Any, Any], Stepped]
"""(x, y) of a batch to the next step. It remembers where it is; the model stays where it was."""

_FILES = {"jax": "gradients_jax", "tensorflow": "gradients_tensorflow"}


def walk_of(model: Any, loss: Loss) -> Walk | None:
    """Start at the model's weights, with a fresh optimizer like the model's; dropout on.

    loss: as loss_of(model) gives it. None on a backend without a file for it.
    """
    import keras

    file = _FILES.get(keras.config.backend())
    if file is None:
        return None
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    made: Walk = import_module(f"handsonn.probes.{file}").walk_of(model, loss, optimizer)
    return made


def call_arguments(model: Any, *, training: bool) -> dict[str, Any]:
    """Give `training` to models whose call takes it, as Keras' own trainers do."""
    return {"training": training} if model._call_has_training_arg else {}  # noqa: SLF001
