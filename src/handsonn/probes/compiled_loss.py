"""The compiled loss of a network, as a function apart from it: calling it changes no state of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handsonn.probes.undisturbed import undisturbed

Loss = Callable[[Any, Any], Any]
"""(targets, outputs) to a scalar tensor: the mean over samples, outputs weighted as compiled."""


def loss_of(model: Any) -> Loss | None:
    """Give the loss that fit would compute of the outputs; None where the learner computes it otherwise.

    The compiled one keeps trackers of its own, so a second one is made from what compile was given.
    """
    compiled = getattr(model, "_compile_loss", None)
    if not model.compiled or compiled is None or _has_own_way(model):
        return None
    with undisturbed():
        loss: Loss = type(compiled)(
            compiled._user_loss,  # noqa: SLF001 - Keras keeps what compile was given nowhere else
            compiled._user_loss_weights,  # noqa: SLF001
            output_names=getattr(model, "output_names", None),
        )
    return loss


def _has_own_way(model: Any) -> bool:
    import keras

    return any(
        getattr(type(model), name, None) is not getattr(keras.Model, name, None)
        for name in ("compute_loss", "train_step")
    )


def weight_penalty(model: Any) -> float:
    """Sum what the regularizers of weights add to the loss."""
    import keras

    found = 0.0
    for weight in model.trainable_variables:
        regularizer = getattr(weight, "regularizer", None)
        if regularizer is not None:
            found += float(keras.ops.convert_to_numpy(regularizer(weight.value)))
    return found
