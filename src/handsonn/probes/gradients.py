"""One step of a training as a function of values, assigning nothing: one small file per backend does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from handsonn.probes.compiled_loss import Loss

State = list[Any]


@dataclass(frozen=True, eq=False)
class Before:
    """Values before a step: of the trainable variables, of the others, and of the optimizer's."""

    trainable: State
    other: State
    memory: State


@dataclass(frozen=True, eq=False)
class Stepped:
    """loss: of the batch, penalties included. slopes: its gradient. after: the values after the step."""

    loss: Any
    slopes: State
    after: Before


Step = Callable[[Before, Any, Any], Stepped]
"""(values, x, y) to what a step makes of them."""

_FILES = {"jax": "gradients_jax", "tensorflow": "gradients_tensorflow"}


def step_of(model: Any, loss: Loss, optimizer: Any) -> Step | None:
    """Give the step of fit, dropout on; None on a backend without a file for it.

    loss: as loss_of(model) gives it. optimizer: built for the model's variables; it is not changed.
    """
    import keras

    file = _FILES.get(keras.config.backend())
    if file is None:
        return None
    made: Step = import_module(f"handsonn.probes.{file}").step_of(model, loss, optimizer)
    return made


def call_arguments(model: Any, *, training: bool) -> dict[str, Any]:
    """Give `training` to models whose call takes it, as Keras' own trainers do."""
    return {"training": training} if model._call_has_training_arg else {}  # noqa: SLF001
