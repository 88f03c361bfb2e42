"""run_session(): training that is watched, can be stopped, and resumes to the same bits after a kill."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.errors import CheckpointError, TrainingError
from handsonn.models.backend import load_keras
from handsonn.records import EpochFacts
from handsonn.training.architecture_key import layers_key
from handsonn.training.arrays import BatchedArrays, NotPlainArrays
from handsonn.training.checkpoint import (
    Progress,
    generator_state,
    read_checkpoint,
    set_generator_state,
    write_checkpoint,
)
from handsonn.training.fit import batches_of, build
from handsonn.training.unsupported import why_not_compiled

Sink = Callable[[EpochFacts], None]


@dataclass(frozen=True)
class SessionResult:
    """What a session gave. The trained weights are in the model.

    ended: "all epochs", "early stopping" or "interrupted". seconds: training time, over all resumptions.
    engine: which engine ran it, or "model.fit: " and why.
    """

    history: dict[str, tuple[float, ...]]
    ended: str
    seconds: float
    engine: str


def run_session(
    model: Any,
    x: Any,
    y: Any,
    *,
    batch_size: int = 32,
    epochs: int = 1,
    validation_data: Any = None,
    class_weight: dict[int, float] | None = None,
    sample_weight: Any = None,
    early_stopping: Any = None,
    checkpoint: Path | None = None,
    sink: Sink = lambda _: None,
    should_stop: Callable[[], bool] = lambda: False,
    seconds_between_checkpoints: float = 1.0,
) -> SessionResult:
    """Train like fit(), telling `sink` of each epoch, until done or until `should_stop` says so.

    x, y: shape (samples, ...). early_stopping: a keras.callbacks.EarlyStopping, or None.
    checkpoint: a folder. If it holds the checkpoint of an earlier session of the same model, data and
    batch size, training goes on from there, to the weights, bit for bit, of a session without a break.

    Raises NotFiniteLoss when the loss becomes NaN (naming epoch and layer), CheckpointError when the
    checkpoint belongs to something else or cannot be written.
    """
    arguments = {
        "batch_size": batch_size,
        "epochs": epochs,
        "validation_data": validation_data,
        "class_weight": class_weight,
        "sample_weight": sample_weight,
        "validation_split": 0.0,
        "validation_batch_size": None,
        "shuffle": True,
        "callbacks": early_stopping and [early_stopping],
    }
    reason = why_not_compiled(model, arguments)
    try:
        train, validation = batches_of(x, y, arguments)
    except NotPlainArrays as error:
        raise TrainingError(f"a session trains on plain arrays, not on {error}; use hn.fit there.") from None
    build(model, x, y, arguments)
    session = Session(
        model, train, validation, epochs, early_stopping, checkpoint, sink, should_stop,
        seconds_between_checkpoints, fingerprint(model, train, validation) if checkpoint else "",
    )  # fmt: skip
    if reason is not None:
        from handsonn.training.session_fallback import train_by_fit

        return train_by_fit(session, x, y, arguments, reason)
    from handsonn.training.session_loop import train_compiled

    return train_compiled(session)


@dataclass(frozen=True)
class Session:
    """One session: the model, its data, its edges, and what it has told so far.

    fingerprint: what its checkpoint must agree with; empty without a checkpoint, since it reads all data.
    """

    model: Any
    train: BatchedArrays
    validation: BatchedArrays | None
    epochs: int
    early_stopping: Any
    checkpoint: Path | None
    sink: Sink
    should_stop: Callable[[], bool]
    seconds_between_checkpoints: float
    fingerprint: str
    history: dict[str, list[float]] = field(default_factory=dict)
    clock: Callable[[], float] = time.perf_counter

    def start(self) -> Progress:
        """Read the checkpoint, or begin at the first epoch; prepare early stopping."""
        self.model.stop_training = False
        if self.early_stopping is not None:
            self.early_stopping.set_model(self.model)
            self.early_stopping.on_train_begin()
        found = read_checkpoint(self.checkpoint) if self.checkpoint else None
        if found is None:
            return Progress(self.fingerprint, 0, 0, 0.0, "", generator_state(), {}, {})
        if found.fingerprint != self.fingerprint:
            raise CheckpointError(
                f"the checkpoint in {self.checkpoint} belongs to another model, other data or another batch "
                "size; delete it, or train with the settings it was made with."
            )
        self.history.update({name: list(values) for name, values in found.history.items()})
        set_generator_state(found.generator)
        self._restore_early_stopping(found)
        return found

    def tell(self, epoch: int, logs: dict[str, float], seconds: float) -> None:
        """Record an epoch, tell the sink, and ask early stopping."""
        for name, value in logs.items():
            self.history.setdefault(name, []).append(value)
        self.sink(EpochFacts(epoch, dict(logs), seconds))
        if self.early_stopping is not None:
            self.early_stopping.on_epoch_end(epoch, logs)

    def save(self, progress: Progress, state: Any) -> None:
        """Write a checkpoint, if the session has a folder for it."""
        if self.checkpoint is None:
            return
        parts = {f"state{i}": list(part) for i, part in enumerate(state)}
        stopping = {}
        if self.early_stopping is not None:
            names = ("wait", "best", "best_epoch", "stopped_epoch")
            stopping = {name: _plain(getattr(self.early_stopping, name)) for name in names}
            parts["best"] = list(self.early_stopping.best_weights or [])
        write_checkpoint(
            self.checkpoint, replace(progress, history=self.history, early_stopping=stopping, parts=parts)
        )

    def result(self, ended: str, seconds: float, engine: str) -> SessionResult:
        """Close early stopping (it may put the best weights back) and say what came out."""
        if self.early_stopping is not None and ended != "interrupted":
            self.early_stopping.on_train_end()
        history = {name: tuple(values) for name, values in self.history.items()}
        return SessionResult(history, ended, seconds, engine)

    def _restore_early_stopping(self, found: Progress) -> None:
        if self.early_stopping is None or not found.early_stopping:
            return
        for name, value in found.early_stopping.items():
            setattr(self.early_stopping, name, value)
        self.early_stopping.best_weights = found.parts.get("best") or None


def loss_is_finite(logs: dict[str, float]) -> bool:
    """Tell whether an epoch's loss is a number that training can go on from."""
    return math.isfinite(logs.get("loss", 0.0))


def fingerprint(model: Any, train: BatchedArrays, validation: BatchedArrays | None) -> str:
    """Hash what a checkpoint must agree with: the layers, the variables' shapes, the data, the batch size."""
    keras = load_keras()
    digest = hashlib.sha256(f"{keras.backend.backend()} {train.batch_size} {layers_key(model)}".encode())
    for variable in (*model.variables, *model.optimizer.variables):
        digest.update(f"{variable.shape}{variable.dtype}".encode())
    for arrays in (train, validation):
        for leaf in keras.tree.flatten(arrays.data) if arrays else ():
            if leaf is not None:
                digest.update(np.ascontiguousarray(leaf).view(np.uint8).data)
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    return None if value is None else (int(value) if isinstance(value, int) else float(value))
