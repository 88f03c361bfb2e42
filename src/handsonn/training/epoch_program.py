"""Whole epochs as one XLA program: a scan over the model's own train_step and test_step.

The step is Keras' own, so whatever a compiled model does (losses added by layers, masks, a custom
train_step) comes along, and the weights come out as model.fit computes them. Batches are gathered inside
the program from arrays that stay on the device, by row numbers drawn outside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from handsonn.training.arrays import BatchedArrays
from handsonn.training.model_state import State, fresh_metrics, metric_results

Logs = dict[str, Any]


def gather(data: Any, rows: Any) -> Any:
    """Take these rows of every array of the data."""
    return jax.tree.map(lambda a: a.at[rows].get(mode="promise_in_bounds"), data)


def train_steps(model: Any, state: State, data: Any, rows: Any) -> tuple[State, Logs | None]:
    """Scan train_step over batches; rows has shape (steps, batch_size).

    Returns the state and the last step's logs where the model's own step reports other names than its
    metrics have (None: the metrics' results are what to report).
    """
    own_logs = _reports_own_logs(model)

    def body(carry: tuple[State, Any], batch_rows: Any) -> tuple[tuple[State, Any], None]:
        logs, state = model.train_step(carry[0], gather(data, batch_rows))
        return (_lists(state), logs if own_logs else None), None

    logs = _zeros_like_logs(model.train_step, state, gather(data, rows[0])) if own_logs else None
    (state, logs), _ = lax.scan(body, (state, logs), rows)
    return state, logs


def train_epoch(model: Any, arrays: BatchedArrays, state: State, data: Any, order: Any) -> tuple[State, Logs]:
    """One epoch: full batches, then the partial last batch, then the metrics' results."""
    state = (*state[:3], fresh_metrics(model))
    logs: Logs | None = None
    whole = arrays.full_steps * arrays.batch_size
    if arrays.full_steps:
        rows = order[:whole].reshape(arrays.full_steps, arrays.batch_size)
        state, logs = train_steps(model, state, data, rows)
    if arrays.rest:
        logs, new_state = model.train_step(state, gather(data, order[whole:]))
        state = _lists(new_state)
    return state, epoch_logs(model, state, logs)


def evaluate(model: Any, arrays: BatchedArrays, state: State, data: Any) -> tuple[State, Logs]:
    """Scan test_step over the samples in their order; returns the state and the metrics' results."""
    part: Any = (state[0], state[1], fresh_metrics(model))
    logs: Logs | None = None
    whole = arrays.full_steps * arrays.batch_size
    own_logs = _reports_own_logs(model)

    def body(carry: Any, batch: Any) -> Any:
        logs, part = model.test_step(carry[0], batch)
        return (_lists(part), logs if own_logs else None), None

    if arrays.full_steps:
        shape = (arrays.full_steps, arrays.batch_size)
        batches = jax.tree.map(lambda a: a[:whole].reshape(*shape, *a.shape[1:]), data)
        first = jax.tree.map(lambda a: a[0], batches)
        start = _zeros_like_logs(model.test_step, part, first) if own_logs else None
        (part, logs), _ = lax.scan(body, (part, start), batches)
    if arrays.rest:
        logs, new_part = model.test_step(part, jax.tree.map(lambda a: a[whole:], data))
        part = _lists(new_part)
    state = (part[0], part[1], state[2], part[2])
    return state, epoch_logs(model, state, logs)


def make_run(
    model: Any, train: BatchedArrays, validation: BatchedArrays | None, capacity: int
) -> Callable[..., tuple[State, Logs]]:
    """Make the function that runs `count` epochs (at most `capacity`) and returns their logs.

    run(state, orders, count, data, validation_data): orders has shape (capacity, samples); the logs are
    arrays of shape (capacity,), of which the first `count` entries are filled.
    """

    def one_epoch(state: State, order: Any, data: Any, validation_data: Any) -> tuple[State, Logs]:
        state, logs = train_epoch(model, train, state, data, order)
        if validation is None:
            return state, logs
        state, validation_logs = evaluate(model, validation, state, validation_data)
        return state, {**logs, **{f"val_{name}": value for name, value in validation_logs.items()}}

    def run(state: State, orders: Any, count: Any, data: Any, validation_data: Any) -> tuple[State, Logs]:
        if capacity == 1:
            state, logs = one_epoch(state, orders[0], data, validation_data)
            return state, jax.tree.map(lambda value: jnp.asarray(value)[None], logs)
        # Traced once for its shapes and for the loop's body: jit remembers, and vanishes from the program.
        epoch = jax.jit(one_epoch, inline=True)
        _, shapes = jax.eval_shape(epoch, state, orders[0], data, validation_data)
        empty = jax.tree.map(lambda s: jnp.zeros((capacity, *s.shape), s.dtype), shapes)

        def body(number: Any, carry: tuple[State, Logs]) -> tuple[State, Logs]:
            state, logs = epoch(carry[0], orders[number], data, validation_data)
            return state, jax.tree.map(lambda all_, one: all_.at[number].set(one), carry[1], logs)

        done: tuple[State, Logs] = lax.fori_loop(0, count, body, (state, empty))
        return done

    return run


def epoch_logs(model: Any, state: State, last_logs: Logs | None) -> Logs:
    """Report what Keras reports: the metrics' results, or the step's own logs where names differ."""
    results = metric_results(model, state[3])
    if last_logs is None or set(last_logs) == set(results):
        return results
    return last_logs


def _reports_own_logs(model: Any) -> bool:
    """Tell whether the model's class replaces Keras' own steps, whose logs are the metrics' results."""
    steps = (type(model).train_step, type(model).test_step)
    return any(not step.__module__.startswith("keras.") for step in steps)


def _zeros_like_logs(step: Callable[..., Any], state: Any, batch: Any) -> Any:
    logs, _ = jax.eval_shape(step, state, batch)
    return jax.tree.map(lambda s: jnp.zeros(s.shape, s.dtype), logs)


def _lists(state: Any) -> Any:
    """Keep the parts as lists: a custom step may return tuples, and a loop's carry must not change."""
    return tuple(list(part) for part in state)
