"""The loop over epochs of fit(): callbacks between epochs, whole blocks of epochs where nobody watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handsonn.training.arrays import BatchedArrays
from handsonn.training.block import run_block
from handsonn.training.compile_engine import choose_engine
from handsonn.training.disk_cache import keep_programs_on_disk
from handsonn.training.engines import EpochEngine, Logs
from handsonn.training.fit import progress_callbacks
from handsonn.training.model_state import State, read_state, write_state


@dataclass(frozen=True)
class EpochLoop:
    """One call of fit() on plain arrays; `arguments` are model.fit's keyword arguments."""

    model: Any
    train: BatchedArrays
    validation: BatchedArrays | None
    arguments: dict[str, Any]
    engines: dict[bool, Any] = field(default_factory=dict)

    def run(self) -> Any:
        """Train all epochs and return the History. The model holds what was learnt, however this ends."""
        keep_programs_on_disk()
        callbacks = progress_callbacks(self.model, self.train, self.arguments)
        self.model.stop_training = False
        callbacks.on_train_begin()
        logs: Logs = {}
        try:
            quiet = not self.arguments["callbacks"] and self.arguments["verbose"] == 0
            logs = self._in_blocks(callbacks) if quiet else self._one_by_one(callbacks)
        finally:
            if self.arguments["epochs"] > 0:
                self.model.optimizer.finalize_variable_values(self.model.trainable_weights)
        callbacks.on_train_end(logs)
        return self.model.history

    def _in_blocks(self, callbacks: Any) -> Logs:
        """Run as many epochs in one program as it takes; only History hears of them, afterwards."""
        validated = self._validated_at
        epochs = range(self.arguments["initial_epoch"], self.arguments["epochs"])
        engine = self._engine(validate=all(validated(e) for e in epochs))
        if not isinstance(engine, EpochEngine) or not self._always_or_never(epochs):
            return self._one_by_one(callbacks)
        logs: Logs = {}
        state = read_state(self.model)
        try:
            for first in range(epochs.start, epochs.stop, engine.capacity):
                state, all_logs = self._block(engine, state, epochs.stop - first)
                for epoch, logs in enumerate(all_logs, start=first):
                    callbacks.on_epoch_begin(epoch)
                    callbacks.on_epoch_end(epoch, logs)
        finally:
            write_state(self.model, state)
        return logs

    def _one_by_one(self, callbacks: Any) -> Logs:
        """Run epoch by epoch, with the model's variables in step wherever a callback may look at them."""
        logs: Logs = {}
        for epoch in range(self.arguments["initial_epoch"], self.arguments["epochs"]):
            self.model.reset_metrics()
            callbacks.on_epoch_begin(epoch)
            engine = self._engine(validate=self._validated_at(epoch))
            state, (logs,) = self._block(engine, read_state(self.model), 1)
            write_state(self.model, state)
            callbacks.on_epoch_end(epoch, logs)
            if self.model.stop_training:
                break
        return logs

    def _engine(self, *, validate: bool) -> Any:
        """Choose the engine once for epochs with validation and once for epochs without."""
        if validate not in self.engines:
            self.engines[validate] = choose_engine(
                self.model, self.train, self.validation if validate else None
            )
        return self.engines[validate]

    def _validated_at(self, epoch: int) -> bool:
        """Tell whether Keras validates after this epoch (0 is the first)."""
        every = self.arguments["validation_freq"]
        return (epoch + 1) % every == 0 if isinstance(every, int) else (epoch + 1) in every

    def _always_or_never(self, epochs: range) -> bool:
        return self.validation is None or all(self._validated_at(epoch) for epoch in epochs)

    def _block(self, engine: Any, state: State, wanted: int) -> tuple[State, list[Logs]]:
        return run_block(engine, state, self.train, wanted, shuffle=self.arguments["shuffle"])
