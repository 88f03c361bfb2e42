"""When early stopping would have ended a training, read from the validation losses of one that went on.

The rule is that of keras.callbacks.EarlyStopping(monitor="val_loss"): stop after the epoch that makes
`patience` epochs in a row without a new lowest validation loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.epoch_axis import epoch_axis
from handsonn.course.pictures import Axis, Curves, Line, Mark, band

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Stopped:
    """Where each seed stopped, shape (seeds,): epochs counted from 1.

    stop: the last epoch that was trained. best: that of the lowest validation loss until then.
    """

    stop: Array
    best: Array

    def kept(self, *, restore: bool) -> Array:
        """Give the epoch whose weights are kept: the best one with restore_best_weights, else the last."""
        return self.best if restore else self.stop


def early_stopping(val_loss: Array, patience: int) -> Stopped:
    """Apply the rule to the validation losses of every seed, shape (seeds, epochs)."""
    ends = [_stop(losses, patience) for losses in val_loss]
    best = [int(np.argmin(losses[:end])) + 1 for losses, end in zip(val_loss, ends, strict=True)]
    return Stopped(np.array(ends), np.array(best))


def _stop(losses: Array, patience: int) -> int:
    lowest, waited = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < lowest:
            lowest, waited = loss, 0
        elif waited >= patience and epoch > 1:
            return epoch
    return len(losses)


def at_epochs(values: Array, epochs: Array) -> Array:
    """Take from values, shape (seeds, epochs), each seed's value at its epoch, counted from 1."""
    return np.asarray(values[np.arange(len(values)), epochs - 1])


def fit_picture(history: dict[str, Array], metric: str, marks: tuple[Mark, ...] = (), **look: Any) -> Curves:
    """Draw a metric of training and validation over the epochs."""
    epochs = history["loss"].shape[1]
    numbers = np.arange(1, epochs + 1)
    return Curves(
        x=epoch_axis(epochs),
        y=Axis(metric, low=0, high=1.0 if metric == "accuracy" else None),
        lines=(
            band("training", numbers, history[metric]),
            band("validation", numbers, history[f"val_{metric}"], colour="orange"),
        ),
        marks=marks,
        **look,
    )


def stops_picture(val_loss: Array, stopped: Stopped, seed: int, **look: Any) -> Curves:
    """Draw the validation loss of one seed: as far as it was trained, and how it would have gone on."""
    losses, stop, best = val_loss[seed], int(stopped.stop[seed]), int(stopped.best[seed])
    numbers = np.arange(1, len(losses) + 1)
    return Curves(
        x=Axis("epoch", low=1, high=len(losses)),
        y=Axis("validation loss"),
        lines=(
            Line("trained", numbers[:stop], losses[:stop], colour="orange"),
            Line("saved", numbers[stop - 1 :], losses[stop - 1 :], colour="quiet", style="dashed"),
        ),
        marks=(Mark(best, "lowest"), Mark(stop, f"stop {stop}"))
        if stop - best > 12
        else (Mark(stop, f"stop {stop}, lowest {best}"),),
        **look,
    )


def patience_picture(val_loss: Array, patiences: tuple[int, ...], chosen: int, **look: Any) -> Curves:
    """Draw the validation loss of the weights that are kept over the patience; a click chooses one."""
    each = [early_stopping(val_loss, patience) for patience in patiences]
    restored, last = (
        np.stack([at_epochs(val_loss, one.kept(restore=restore)) for one in each], axis=1)
        for restore in (True, False)
    )
    return Curves(
        x=Axis("patience", "epochs", logarithmic=True, low=1, high=patiences[-1]),
        y=Axis("validation loss of what is kept"),
        lines=(
            band("best weights", patiences, restored),
            band("last weights", patiences, last, colour="purple"),
        ),
        marks=(Mark(chosen, f"{chosen}"),),
        sets="patience",
        **look,
    )
