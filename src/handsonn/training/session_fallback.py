"""A session on model.fit, for backends and models that the compiled trainer does not take.

It is watched, stops and resumes at the ends of epochs. On JAX a resumed session gives the same bits; other
backends draw their own order of batches after a resumption.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.errors import NotFiniteLoss
from handsonn.models.backend import backend_name, load_keras
from handsonn.training.checkpoint import Progress, generator_state
from handsonn.training.nan_search import layer_of_model
from handsonn.training.session import Session, SessionResult, loss_is_finite

logger = logging.getLogger("handsonn")


def train_by_fit(session: Session, x: Any, y: Any, arguments: dict[str, Any], reason: str) -> SessionResult:
    """Train with model.fit, which tells the session of each epoch."""
    if backend_name() == "jax":
        logger.warning("handsonn trains with model.fit here: %s.", reason)
    engine = f"model.fit: {reason}"
    progress = session.start()
    _restore(session.model, progress)
    if progress.ended == "early stopping" or (progress.ended and progress.epoch >= session.epochs):
        return session.result(progress.ended, progress.seconds, engine)
    watcher = _make_watcher(session, progress)
    names = ("batch_size", "validation_data", "class_weight", "sample_weight")
    given = {name: arguments[name] for name in names}
    session.model.fit(
        x, y, **given, epochs=session.epochs, initial_epoch=progress.epoch, verbose=0, callbacks=[watcher]
    )
    ended = watcher.ended or "all epochs"
    seconds = progress.seconds + session.clock() - watcher.started
    final = replace(watcher.progress, seconds=seconds, ended="" if ended == "interrupted" else ended)
    session.save(final, _state(session.model))
    return session.result(ended, seconds, engine)


def _make_watcher(session: Session, progress: Progress) -> Any:
    class Watcher(load_keras().callbacks.Callback):  # type: ignore[misc]
        """Tells the session of each epoch and stops fit when the session says so."""

        def __init__(self) -> None:
            super().__init__()
            self.progress, self.ended = progress, ""
            self.started = self.saved_at = self.epoch_began = session.clock()

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            del epoch, logs
            self.epoch_began = session.clock()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            logs = dict(logs or {})
            if not loss_is_finite(logs):
                raise NotFiniteLoss(_sentence(session.model, epoch))
            session.tell(epoch, logs, session.clock() - self.epoch_began)
            self.progress = replace(self.progress, epoch=epoch + 1, generator=generator_state())
            if self.model.stop_training:
                self.ended = "early stopping"
            elif epoch + 1 < session.epochs and session.should_stop():
                self.ended, self.model.stop_training = "interrupted", True
            elif session.clock() - self.saved_at >= session.seconds_between_checkpoints:
                session.save(self.progress, _state(session.model))
                self.saved_at = session.clock()

    return Watcher()


def _sentence(model: Any, epoch: int) -> str:
    layer = layer_of_model(model)
    where = f", first in layer {layer!r}" if layer else ""
    return (
        f"the loss became NaN in epoch {epoch + 1}{where}; lower the learning rate, scale the features, or "
        "look for NaN and extreme values in the data."
    )


def _state(model: Any) -> tuple[list[Any], ...]:
    keras = load_keras()
    parts = (model.trainable_variables, model.non_trainable_variables, model.optimizer.variables)
    return tuple([np.asarray(keras.ops.convert_to_numpy(v)) for v in part] for part in parts)


def _restore(model: Any, progress: Progress) -> None:
    parts = (model.trainable_variables, model.non_trainable_variables, model.optimizer.variables)
    for number, variables in enumerate(parts):
        for variable, value in zip(variables, progress.parts.get(f"state{number}", ()), strict=False):
            variable.assign(value)
