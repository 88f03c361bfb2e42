"""The three ways in which an epoch runs; all give the same weights.

EpochEngine: whole epochs in one XLA program, for everything whose epoch is short.
ChunkEngine: some hundred steps in one XLA program, so that a long epoch can be watched and stopped.
StepEngine: Keras' own step, compiled once and called from a bare loop. XLA's CPU compiler loses its fast
convolutions inside a loop, so models with convolutions use it there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import jax
import jax.numpy as jnp
import numpy as np

from handsonn.training.arrays import BatchedArrays
from handsonn.training.model_state import State

Logs = dict[str, float]


@dataclass(frozen=True)
class EpochEngine:
    """run(state, orders, count, data, validation_data) -> state, logs of shape (capacity,)."""

    run: Callable[..., Any]
    capacity: int
    data: Any
    validation_data: Any
    name: str = "epoch program"

    def epochs(self, state: State, orders: np.ndarray[Any, Any]) -> tuple[State, list[Logs]]:
        """Run one epoch for each order, shape (epochs, samples), at most `capacity` of them."""
        padded = np.zeros((self.capacity, orders.shape[1]), np.int32)
        padded[: len(orders)] = orders
        state, logs = self.run(state, padded, np.int32(len(orders)), self.data, self.validation_data)
        values = {name: np.asarray(value) for name, value in flat_logs(logs).items()}
        return state, [{name: _number(v[i]) for name, v in values.items()} for i in range(len(orders))]


class SteppedEngine(Protocol):
    """An engine that can pause inside an epoch."""

    @property
    def name(self) -> str:
        """What the run's record calls it."""
        ...

    def begin(self, state: State) -> State:
        """Reset the metrics before an epoch's first step."""
        ...

    def advance(self, state: State, order: Any, step: int) -> tuple[State, int, Any]:
        """Run some steps from this one on; return the state, the next step, and the last step's logs."""
        ...

    def close(self, state: State, last_logs: Any) -> tuple[State, Logs]:
        """Validate after an epoch's last step; return the state and the epoch's logs."""
        ...


@dataclass(frozen=True)
class ChunkEngine:
    """chunk and single run steps inside XLA; validate closes the epoch inside XLA as well."""

    train: BatchedArrays
    chunk: Callable[..., Any]
    single: Callable[..., Any]
    rest: Callable[..., Any] | None
    validate: Callable[..., Any]
    fresh: list[Any]
    chunk_steps: int
    data: Any
    validation_data: Any
    name: str = "epoch program in chunks"

    def begin(self, state: State) -> State:
        """Reset the metrics before an epoch's first step."""
        return (*state[:3], [jnp.array(value) for value in self.fresh])

    def advance(self, state: State, order: Any, step: int) -> tuple[State, int, Any]:
        """Run a chunk of steps, or a single one where less than a chunk is left."""
        size = self.train.batch_size
        if step == self.train.full_steps:
            assert self.rest is not None
            state, logs = self.rest(state, self.data, order[step * size :])
            return state, step + 1, logs
        whole = self.train.full_steps - step >= self.chunk_steps
        count = self.chunk_steps if whole else 1
        rows = order[step * size : (step + count) * size].reshape(count, size)
        state, logs = (self.chunk if whole else self.single)(state, self.data, rows)
        return state, step + count, logs

    def close(self, state: State, last_logs: Any) -> tuple[State, Logs]:
        """Compute the metrics' results and validate."""
        state, logs = self.validate(state, last_logs, self.validation_data)
        return state, {name: _number(value) for name, value in flat_logs(logs).items()}


@dataclass(frozen=True)
class StepEngine:
    """Keras' own steps on batches cut from NumPy arrays, as Keras cuts them."""

    train: BatchedArrays
    validation: BatchedArrays | None
    train_step: Callable[[State, Any], Any]
    test_step: Callable[[Any, Any], Any]
    results: Callable[..., Any]
    fresh: list[Any]
    name: str = "step program"

    def begin(self, state: State) -> State:
        """Copy the state (the steps give their input's memory away) and reset the metrics."""
        state = jax.tree.map(jnp.copy, state)
        return (*state[:3], [jnp.array(value) for value in self.fresh])

    def advance(self, state: State, order: Any, step: int) -> tuple[State, int, Any]:
        """Run one step."""
        rows = order[step * self.train.batch_size : (step + 1) * self.train.batch_size]
        logs, state = self.train_step(state, jax.tree.map(lambda a: a[rows], self.train.data))
        return state, step + 1, logs

    def close(self, state: State, last_logs: Any) -> tuple[State, Logs]:
        """Compute the metrics' results and validate."""
        logs = self.results(state[3], last_logs)
        if self.validation is not None:
            state, validation_logs = self._validate(state)
            logs = {**logs, **{f"val_{name}": value for name, value in validation_logs.items()}}
        return state, {name: _number(value) for name, value in flat_logs(logs).items()}

    def _validate(self, state: State) -> tuple[State, Any]:
        assert self.validation is not None
        size, data = self.validation.batch_size, self.validation.data
        part: Any = (state[0], state[1], [jnp.array(value) for value in self.fresh])
        logs = None
        for step in range(self.validation.steps):
            rows = slice(step * size, min((step + 1) * size, self.validation.samples))
            logs, part = self.test_step(part, jax.tree.map(lambda a, rows=rows: a[rows], data))
        return (part[0], part[1], state[2], part[2]), self.results(part[2], logs)


def flat_logs(logs: Any) -> dict[str, Any]:
    """Flatten the logs of several outputs into one dict, in Keras' (alphabetical) order."""
    flat: dict[str, Any] = {}
    for name in sorted(logs):
        flat.update(flat_logs(logs[name]) if isinstance(logs[name], dict) else {name: logs[name]})
    return flat


def _number(value: Any) -> Any:
    value = np.asarray(value)
    return float(value) if value.ndim == 0 else value
