"""What a network answers, raw, by a program that all networks of its architecture share."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.models.backend import backend_name, load_keras

Array = np.ndarray[Any, Any]
ROWS = 256


def answers(model: Any, x: Any) -> Array:
    """Give the first output for samples, shape (samples, ...), as inference gives it.

    model.predict() compiles anew for each model object; the ten arms of a proof need two programs.
    """
    keras = load_keras()
    if backend_name() != "jax":
        return np.asarray(keras.tree.flatten(model.predict(x, verbose=0))[0])
    predict = _program(model, x)
    state = [v.value for v in model.trainable_variables], [v.value for v in model.non_trainable_variables]
    samples = len(keras.tree.flatten(x)[0])
    parts = []
    for start in range(0, samples, ROWS):
        # Always as many rows, the last ones repeated: another number would be another program.
        which = np.minimum(np.arange(start, start + ROWS), samples - 1)
        batch = keras.tree.map_structure(lambda array, which=which: _number(array)[which], x)
        parts.append(np.asarray(predict(*state, batch), dtype=np.float32))
    return np.concatenate(parts)[:samples]


def _program(model: Any, x: Any) -> Any:
    import jax

    from handsonn.training.architecture_key import architecture_key
    from handsonn.training.program_cache import program

    def predict(trainable: Any, non_trainable: Any, batch: Any) -> Any:
        named = {"training": False} if model._call_has_training_arg else {}  # noqa: SLF001 - as Keras asks
        outputs, _ = model.stateless_call(trainable, non_trainable, batch, **named)
        return load_keras().tree.flatten(outputs)[0]

    shapes = tuple((a.shape[1:], str(a.dtype)) for a in load_keras().tree.flatten(x))
    return program(model, architecture_key(model), ("answers", shapes), lambda: jax.jit(predict))


def _number(array: Array) -> Array:
    return array.astype(np.float32) if array.dtype == np.float64 else array
