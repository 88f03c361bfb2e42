"""When a loss becomes NaN: which epoch, which step, which layer was the first."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np

from handsonn.models.backend import load_keras
from handsonn.training.arrays import BatchedArrays
from handsonn.training.model_state import State

_REMEDY = "lower the learning rate, scale the features, or look for extreme values in the data"
_EXPLODED = 1e6  # an output of this size comes of growing weights, not of a loss that does not fit


def first_bad_step(model: Any, train: BatchedArrays, state: State, order: Any) -> tuple[int, State, Any]:
    """Run an epoch again step by step; return the first step whose loss is not finite.

    Returns (step, the state before it, its batch). `state` is the state in which the epoch began.
    """
    step_function = jax.jit(model.train_step)
    for step in range(train.steps):
        rows = order[step * train.batch_size : (step + 1) * train.batch_size]
        batch = jax.tree.map(lambda a, rows=rows: a[rows], train.data)
        logs, after = step_function(state, batch)
        finite = np.isfinite(np.asarray(logs["loss"])) if "loss" in logs else _all_finite(after[0])
        if not finite:
            return step, state, batch
        state = after
    return train.steps - 1, state, batch


def explain(model: Any, train: BatchedArrays, state: State, order: Any, epoch: int) -> str:
    """Say in one sentence where the first value that is not finite arose (epoch 0 is the first)."""
    if not _all_finite(train.data):
        return (
            f"the loss became NaN in epoch {epoch + 1} because the training data hold NaN or infinite "
            "values; remove or fill them before training."
        )
    step, state, batch = first_bad_step(model, train, state, order)
    where = f"the loss became NaN in epoch {epoch + 1}, step {step + 1} of {train.steps}"
    layer = _layer_with_bad_weights(model, state)
    if layer is not None:
        return f"{where}: the weights of layer {layer!r} had grown past what a float can hold; {_REMEDY}."
    outputs = _outputs_of_layers(model, state, batch)
    for layer, output in outputs:
        if not _all_finite(output):
            return f"{where}: the output of layer {layer!r} was the first that was not finite; {_REMEDY}."
    largest = max((float(np.abs(np.asarray(output)).max()) for _, output in outputs[-1:]), default=0.0)
    if largest > _EXPLODED:
        return (
            f"{where}: the output of layer {outputs[-1][0]!r} had grown to {largest:.0e}, and the loss past "
            f"what a float can hold; {_REMEDY}."
        )
    if not outputs:
        return f"{where}; {_REMEDY}."
    return (
        f"{where}: every layer's output was finite up to the last, {model.layers[-1].name!r}, but the loss "
        "of it was not; check that the loss fits that layer's activation and the labels."
    )


def layer_of_model(model: Any) -> str | None:
    """Name the first layer whose weights, as the model holds them now, are not finite."""
    for layer in model.layers:
        if not _all_finite([np.asarray(value) for value in layer.get_weights()]):
            return str(layer.name)
    return None


def _layer_with_bad_weights(model: Any, state: State) -> str | None:
    values = {id(v): a for v, a in zip(model.trainable_variables, state[0], strict=True)}
    for layer in model.layers:
        if not _all_finite([values[id(v)] for v in layer.trainable_variables if id(v) in values]):
            return str(layer.name)
    return None


def _outputs_of_layers(model: Any, state: State, batch: Any) -> list[tuple[str, Any]]:
    """Compute each layer's output, in the layers' order; nothing where there is no graph of layers."""
    keras = load_keras()
    x, _, _ = keras.utils.unpack_x_y_sample_weight(batch)
    try:
        layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
        inputs = model.inputs[0] if len(model.inputs) == 1 else model.inputs
        probe = keras.Model(inputs, [layer.output for layer in layers])
    except (AttributeError, ValueError):
        return []  # a subclassed model has no graph of layers to look into
    values = {id(v): a for v, a in zip(model.trainable_variables, state[0], strict=True)}
    values |= {id(v): a for v, a in zip(model.non_trainable_variables, state[1], strict=True)}
    trainable = [values[id(v)] for v in probe.trainable_variables]
    fixed = [values[id(v)] for v in probe.non_trainable_variables]
    outputs, _ = probe.stateless_call(trainable, fixed, x)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]  # Keras unpacks a single one
    return [(str(layer.name), output) for layer, output in zip(layers, outputs, strict=True)]


def _all_finite(arrays: Any) -> bool:
    leaves = [np.asarray(leaf) for leaf in jax.tree.leaves(arrays)]
    return all(np.isfinite(leaf).all() for leaf in leaves if leaf.dtype.kind == "f")
