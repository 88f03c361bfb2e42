"""Take the first steps of a training on copies of the weights: gradients and sizes of the updates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.probes.compiled_loss import loss_of
from handsonn.probes.forward import as_tensors
from handsonn.probes.gradients import State, walk_of
from handsonn.probes.samples import sample_count, take
from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Array

STEPS = 5
_FEWEST, _MOST = 16, 256


@dataclass(frozen=True, eq=False)
class FirstSteps:
    """For each trainable variable, in the model's order: float64, shape (variables,).

    gradient: root mean square of the loss' gradient at the first weights. update: median over the first
    steps of the update's root mean square over that of the weights; 0 where the weights are 0.
    """

    gradient: Array
    update: Array


def first_steps(model: Any, x: Any, y: Any, *, batch_size: int = 32, seed: int = 0) -> FirstSteps | None:
    """Take five steps from the model's weights, which stay as they are. Compiled and built.

    None where the learner's own train_step computes the loss, there is no optimizer, or the backend has no
    gradient file here.
    """
    loss = loss_of(model)
    optimizer = getattr(model, "optimizer", None)
    if loss is None or optimizer is None or y is None or not model.trainable_variables:
        return None
    with undisturbed():
        walk = walk_of(model, loss)
        if walk is None:
            return None
        gradient: Array = np.zeros(0)
        updates: list[Array] = []
        for rows in _batches(sample_count(x), batch_size, seed):
            step = walk(as_tensors(take(x, rows)), as_tensors(take(y, rows)))
            gradient = gradient if updates else _sizes(step.slopes)
            updates.append(_ratios(step.before, step.after))
    return FirstSteps(gradient, np.median(updates, axis=0)) if updates else None


def _batches(samples: int, batch_size: int, seed: int) -> list[Array]:
    """Draw the rows of each step: as many as fit takes, within 16 and 256, all of one size."""
    size = min(max(batch_size, _FEWEST), _MOST, samples)
    order = np.random.default_rng(seed).permutation(samples)
    starts = range(0, STEPS * size, size) if size else ()
    return [np.sort(np.take(order, np.arange(start, start + size), mode="wrap")) for start in starts]


def _sizes(values: State) -> Array:
    return np.array([_size(_array(value)) for value in values])


def _ratios(before: State, after: State) -> Array:
    found = []
    for old, new in zip(before, after, strict=True):
        start = _array(old)
        weight = _size(start)
        found.append(_size(_array(new) - start) / weight if weight > 0 else 0.0)
    return np.array(found)


def _array(value: Any) -> Array:
    import keras

    return np.asarray(keras.ops.convert_to_numpy(value), np.float64)


def _size(array: Array) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.sqrt(np.mean(np.square(array)))) if array.size else 0.0
