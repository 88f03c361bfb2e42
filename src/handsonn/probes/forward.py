"""Run a network on samples without changing it: outputs, what its layers give, losses that it adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.probes.gradients import call_arguments
from handsonn.probes.places import Place
from handsonn.probes.recording import Note, recording
from handsonn.probes.samples import sample_count, take
from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Array

_AT_ONCE = 512


@dataclass(frozen=True, eq=False)
class Passed:
    """What came out.

    outputs: in the model's structure, NumPy arrays of shape (samples, ...). added: losses of layers, summed.
    """

    outputs: Any
    added: float


def forward(model: Any, x: Any, places: Iterable[Place] = (), note: Note | None = None) -> Passed:
    """Run a built model as in a prediction (dropout off). x: as fit takes it, all samples of it.

    note: told of each call of the places' layers, with values on the backend's device.
    """
    kept = list(places)
    samples = sample_count(x)
    parts, added = [], 0.0
    with undisturbed():
        for start in range(0, samples, _AT_ONCE):
            batch = take(x, np.arange(start, min(start + _AT_ONCE, samples)))
            outputs, losses = _call(model, batch, kept, note)
            parts.append(outputs)
            added += losses * min(_AT_ONCE, samples - start) / samples
    return Passed(_joined(parts), added)


def _call(model: Any, x: Any, places: list[Place], note: Note | None) -> tuple[Any, float]:
    import keras

    # A stateless call keeps what layers assign (seeds, moving means) in a scope that is dropped afterwards.
    with recording(places if note else (), note or (lambda *_: None)):
        outputs, _, losses = model.stateless_call(
            [variable.value for variable in model.trainable_variables],
            [variable.value for variable in model.non_trainable_variables],
            as_tensors(x),
            return_losses=True,
            **call_arguments(model, training=False),
        )
    return as_arrays(outputs), sum(float(keras.ops.convert_to_numpy(loss)) for loss in losses)


def as_tensors(x: Any) -> Any:
    """Make backend tensors of arrays, in their structure."""
    import keras

    return keras.tree.map_structure(keras.ops.convert_to_tensor, x)


def as_arrays(outputs: Any) -> Any:
    """Make NumPy arrays of tensors, in their structure."""
    import keras

    return keras.tree.map_structure(keras.ops.convert_to_numpy, outputs)


def first_output(outputs: Any) -> Array | None:
    """Give the only output; None where there are several."""
    import keras

    flat = keras.tree.flatten(outputs)
    return np.asarray(flat[0]) if len(flat) == 1 else None


def _joined(parts: list[Any]) -> Any:
    import keras

    if not parts:
        return np.zeros((0,))
    return keras.tree.map_structure(lambda *arrays: np.concatenate(arrays), *parts)
