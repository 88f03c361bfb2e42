"""A training as the published lists watch it: its history, and gradients after it."""

from __future__ import annotations

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.diagnosis.training import Training, take_rows

GRADIENT_SAMPLES = 128


@dataclass(frozen=True)
class Watched:
    """history: as fit gives it. gradients: of each kernel on a batch, from the first layer to the last.

    raised: was there an exception instead?
    """

    model: Any
    history: dict[str, list[float]] = field(default_factory=dict)
    gradients: tuple[Any, ...] = ()
    raised: bool = False


def watch(training: Training, seed: int, *, gradients: bool = False) -> Watched:
    """Train the whole call of fit."""
    import handsonn as hn

    arrays, model, quiet = training.arrays, training.model(seed), io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(quiet), redirect_stderr(quiet):
        warnings.simplefilter("ignore")
        try:
            told = hn.fit(model, arrays.x, arrays.y, verbose=0, **training.arguments()).history
            history = {name: [float(value) for value in values] for name, values in told.items()}
            kernels = _gradients(model, training) if gradients else ()
        except Exception:  # noqa: BLE001 - neither list says anything of exceptions
            return Watched(model, raised=True)
    return Watched(model, history, kernels)


def _gradients(model: Any, training: Training) -> tuple[Any, ...]:
    import jax
    import keras

    rows = np.arange(min(GRADIENT_SAMPLES, len(training.arrays.y)))
    x, y = take_rows(training.arrays.x, rows), training.arrays.y[rows]
    loss = keras.losses.get(model.loss)
    fixed = [variable.value for variable in model.non_trainable_variables]

    def value(weights: list[Any]) -> Any:
        outputs, _ = model.stateless_call(weights, fixed, x, training=False)
        target = keras.ops.reshape(y, (-1, 1)) if np.ndim(y) == 1 else y
        return keras.ops.mean(loss(keras.ops.cast(target, outputs.dtype), outputs))

    found = jax.grad(value)([variable.value for variable in model.trainable_variables])
    return tuple(np.asarray(one) for one in found if one.ndim > 1)


def ends_in_nan(history: dict[str, list[float]]) -> bool:
    losses = history.get("loss", [])
    return bool(losses) and not bool(np.isfinite(losses[-1]))
