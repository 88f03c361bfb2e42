"""Compile the programs of one model ahead of time, and choose the engine that runs it fastest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from handsonn.training.architecture_key import architecture_key
from handsonn.training.arrays import BatchedArrays
from handsonn.training.engines import ChunkEngine, EpochEngine, StepEngine
from handsonn.training.epoch_program import epoch_logs, evaluate, gather, make_run, train_steps
from handsonn.training.jaxpr_facts import convolves, multiplications
from handsonn.training.model_state import State, fresh_metrics, read_state
from handsonn.training.program_cache import program

ROW_NUMBERS_A_CALL = 1 << 18
EPOCHS_A_CALL = 64
MULTIPLICATIONS_A_SECOND = 2e10  # two laptop cores on small batches; only decides what "long" means
LONG_EPOCH_SECONDS = 2.0
CHUNK_SECONDS = 0.25

Engine = EpochEngine | ChunkEngine | StepEngine


@dataclass(frozen=True)
class _Job:
    """One model on data of one shape: what every program of it is compiled for."""

    model: Any
    train: BatchedArrays
    validation: BatchedArrays | None
    state: State
    architecture: str | None

    def program(self, name: str, compile_: Callable[[], Any], *extra: Any) -> Any:
        shapes = jax.tree.map(_shape, (self.state, self.train.data, self.validation and self.validation.data))
        leaves, structure = jax.tree.flatten(shapes)
        described = tuple((s.shape, str(s.dtype), s.weak_type) for s in leaves)
        sizes = (self.train.batch_size, self.validation and self.validation.batch_size)
        return program(self.model, self.architecture, (name, sizes, described, structure, *extra), compile_)


def choose_engine(
    model: Any, train: BatchedArrays, validation: BatchedArrays | None, *, pausable: bool = False
) -> Engine:
    """Compile (or find) the programs for this model and data.

    pausable: the caller wants to watch and stop inside a long epoch.
    """
    job = _Job(model, train, validation, read_state(model), architecture_key(model))
    plan = job.program("epochs", lambda: _plan_epochs(job))
    if plan.slow_in_a_loop:
        return _step_engine(job)
    if pausable and plan.seconds > LONG_EPOCH_SECONDS:
        return _chunk_engine(job, plan.seconds)
    run = job.program("run", plan.compile)
    data, validation_data = jax.tree.map(jnp.asarray, (train.data, validation.data if validation else None))
    return EpochEngine(run, plan.capacity, data, validation_data)


@dataclass(frozen=True)
class _Plan:
    compile: Callable[[], Any]
    capacity: int
    slow_in_a_loop: bool
    seconds: float


def _plan_epochs(job: _Job) -> _Plan:
    """Trace the epoch program and read from it what it will do."""
    capacity = max(1, min(EPOCHS_A_CALL, ROW_NUMBERS_A_CALL // job.train.samples))
    run = make_run(job.model, job.train, job.validation, capacity)
    data = jax.tree.map(_shape, (job.train.data, job.validation.data if job.validation else None))
    orders = jax.ShapeDtypeStruct((capacity, job.train.samples), jnp.int32)
    count = jax.ShapeDtypeStruct((), jnp.int32)
    traced = jax.jit(run).trace(jax.tree.map(_shape, job.state), orders, count, *data)
    jaxpr = traced.jaxpr.jaxpr
    return _Plan(
        compile=lambda: traced.lower().compile(),
        capacity=capacity,
        slow_in_a_loop=jax.default_backend() == "cpu" and convolves(jaxpr),
        seconds=multiplications(jaxpr) / MULTIPLICATIONS_A_SECOND,
    )


def _step_engine(job: _Job) -> StepEngine:
    train_step, test_step, results, fresh = job.program("steps", lambda: _compile_steps(job))
    return StepEngine(job.train, job.validation, train_step, test_step, results, fresh)


def _compile_steps(job: _Job) -> tuple[Any, Any, Any, list[Any]]:
    """Compile Keras' step for whole batches and for the partial last one, before anything can change."""
    model, state = job.model, jax.tree.map(_shape, job.state)
    train = _per_batch(model.train_step, state, job.train, donate=True)
    part = (state[0], state[1], state[3])
    test = _per_batch(model.test_step, part, job.validation, donate=False) if job.validation else None
    fresh = [np.asarray(value) for value in fresh_metrics(model)]
    return train, test, jax.jit(lambda m, logs: epoch_logs(model, _metrics_only(m), logs)), fresh


def _per_batch(step: Any, state: Any, arrays: BatchedArrays, *, donate: bool) -> Callable[[Any, Any], Any]:
    jitted = jax.jit(step, donate_argnums=0 if donate else ())
    sizes = {arrays.batch_size} if arrays.full_steps else set()
    sizes |= {arrays.rest} if arrays.rest else set()
    compiled = {}
    for size in sizes:
        batch = jax.tree.map(lambda a, size=size: _shape(a[:size]), arrays.data)
        compiled[size] = jitted.trace(state, batch).lower().compile()

    def call(state: Any, batch: Any) -> Any:
        return compiled[jax.tree.leaves(batch)[0].shape[0]](state, batch)

    return call


def _chunk_engine(job: _Job, seconds: float) -> ChunkEngine:
    steps = max(1, int(job.train.full_steps * CHUNK_SECONDS / seconds))
    programs = job.program("chunks", lambda: _compile_chunks(job, steps), steps)
    data, validation_data = jax.tree.map(
        jnp.asarray, (job.train.data, job.validation.data if job.validation else None)
    )
    chunk, single, rest, validate, fresh = programs
    return ChunkEngine(job.train, chunk, single, rest, validate, fresh, steps, data, validation_data)


def _compile_chunks(job: _Job, steps: int) -> tuple[Any, ...]:
    model, train, validation = job.model, job.train, job.validation
    state, data = jax.tree.map(_shape, (job.state, train.data))

    def chunk(state: State, data: Any, rows: Any) -> Any:
        return train_steps(model, state, data, rows)

    def rest(state: State, data: Any, rows: Any) -> Any:
        logs, state = model.train_step(state, gather(data, rows))
        return tuple(list(part) for part in state), logs

    def validate(state: State, last_logs: Any, validation_data: Any) -> Any:
        logs = epoch_logs(model, state, last_logs)
        if validation is None:
            return state, logs
        state, validation_logs = evaluate(model, validation, state, validation_data)
        return state, {**logs, **{f"val_{name}": value for name, value in validation_logs.items()}}

    def compiled(function: Any, *shape: int) -> Any:
        return jax.jit(function).trace(state, data, jax.ShapeDtypeStruct(shape, jnp.int32)).lower().compile()

    fresh = [np.asarray(value) for value in fresh_metrics(model)]
    return (
        compiled(chunk, steps, train.batch_size),
        compiled(chunk, 1, train.batch_size),
        compiled(rest, train.rest) if train.rest else None,
        jax.jit(validate),
        fresh,
    )


def _metrics_only(metrics: Any) -> State:
    return ([], [], [], metrics)


def _shape(array: Any) -> Any:
    dtype = jax.dtypes.canonicalize_dtype(array.dtype)
    return jax.ShapeDtypeStruct(array.shape, dtype, weak_type=bool(getattr(array, "weak_type", False)))
