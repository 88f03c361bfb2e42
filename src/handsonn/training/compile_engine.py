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
from handsonn.training.live_settings import LiveSetting, are_wanted, find_live_settings, substituted
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
    live: tuple[LiveSetting, ...]

    def traceable(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function one more input at the end: the values of the live settings."""

        def with_settings(*arguments: Any) -> Any:
            with substituted(self.live, arguments[-1]):
                return function(*arguments[:-1])

        return with_settings

    def compile(self, function: Callable[..., Any], *shapes: Any, donate: tuple[int, ...] = ()) -> Any:
        """Trace and compile a function for inputs of these shapes."""
        return self.trace(function, *shapes, donate=donate).lower().compile()

    def trace(self, function: Callable[..., Any], *shapes: Any, donate: tuple[int, ...] = ()) -> Any:
        """Trace a function for inputs of these shapes."""
        numbers = tuple(jax.ShapeDtypeStruct((), jnp.float32, weak_type=True) for _ in self.live)
        return jax.jit(self.traceable(function), donate_argnums=donate).trace(*shapes, numbers)

    def bound(self, compiled: Callable[..., Any]) -> Callable[..., Any]:
        """Call a compiled function with this model's values of the live settings."""
        values = tuple(setting.value for setting in self.live)
        return lambda *arguments: compiled(*arguments, values)

    def on_device(self) -> tuple[Any, Any]:
        """Training and validation data as arrays on the device; on the CPU not copied where memory allows."""
        validation = self.validation.data if self.validation else None
        train, held_out = jax.tree.map(
            lambda array: jax.device_put(array, may_alias=True), (self.train.data, validation)
        )
        return train, held_out

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
    live = find_live_settings(model) if are_wanted() else ()
    key = architecture_key(model, live=bool(live))
    job = _Job(model, train, validation, read_state(model), key, live)
    plan = job.program("epochs", lambda: _plan_epochs(job))
    if plan.slow_in_a_loop:
        return _step_engine(job)
    if pausable and plan.seconds > LONG_EPOCH_SECONDS:
        return _chunk_engine(job, plan.seconds)
    run = job.program("run", plan.compile)
    return EpochEngine(job.bound(run), plan.capacity, *job.on_device())


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
    traced = job.trace(run, jax.tree.map(_shape, job.state), orders, count, *data)
    jaxpr = traced.jaxpr.jaxpr
    return _Plan(
        compile=lambda: traced.lower().compile(),
        capacity=capacity,
        slow_in_a_loop=jax.default_backend() == "cpu" and convolves(jaxpr),
        seconds=multiplications(jaxpr) / MULTIPLICATIONS_A_SECOND,
    )


def _step_engine(job: _Job) -> StepEngine:
    train_steps, test_steps, results, fresh = job.program("steps", lambda: _compile_steps(job))
    train_step, test_step = _by_batch_size(job, train_steps), _by_batch_size(job, test_steps)
    return StepEngine(job.train, job.validation, train_step, test_step, results, fresh)


def _compile_steps(job: _Job) -> tuple[Any, Any, Any, list[Any]]:
    """Compile Keras' step for whole batches and for the partial last one, before anything can change."""
    model, state = job.model, jax.tree.map(_shape, job.state)
    train = _compile_per_size(job, model.train_step, state, job.train, donate=(0,))
    part = (state[0], state[1], state[3])
    test = _compile_per_size(job, model.test_step, part, job.validation) if job.validation else {}
    fresh = [np.asarray(value) for value in fresh_metrics(model)]
    return train, test, jax.jit(lambda m, logs: epoch_logs(model, _metrics_only(m), logs)), fresh


def _compile_per_size(
    job: _Job, step: Any, state: Any, arrays: BatchedArrays, donate: tuple[int, ...] = ()
) -> dict[int, Any]:
    sizes = {arrays.batch_size} if arrays.full_steps else set()
    sizes |= {arrays.rest} if arrays.rest else set()

    def batch(size: int) -> Any:
        return jax.tree.map(lambda a: _shape(a[:size]), arrays.data)

    return {size: job.compile(step, state, batch(size), donate=donate) for size in sizes}


def _by_batch_size(job: _Job, compiled: dict[int, Any]) -> Callable[[Any, Any], Any]:
    steps = {size: job.bound(step) for size, step in compiled.items()}
    return lambda state, batch: steps[jax.tree.leaves(batch)[0].shape[0]](state, batch)


def _chunk_engine(job: _Job, seconds: float) -> ChunkEngine:
    steps = max(1, int(job.train.full_steps * CHUNK_SECONDS / seconds))
    chunk, single, rest, validate, fresh = job.program("chunks", lambda: _compile_chunks(job, steps), steps)
    return ChunkEngine(
        job.train, job.bound(chunk), job.bound(single), rest and job.bound(rest), job.bound(validate), fresh,
        steps, *job.on_device(),
    )  # fmt: skip


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

    def rows(*shape: int) -> Any:
        return jax.ShapeDtypeStruct(shape, jnp.int32)

    return (
        job.compile(chunk, state, data, rows(steps, train.batch_size)) if train.full_steps else None,
        job.compile(chunk, state, data, rows(1, train.batch_size)) if train.full_steps else None,
        job.compile(rest, state, data, rows(train.rest)) if train.rest else None,
        jax.jit(job.traceable(validate)),
        [np.asarray(value) for value in fresh_metrics(model)],
    )


def _metrics_only(metrics: Any) -> State:
    return ([], [], [], metrics)


def _shape(array: Any) -> Any:
    dtype = jax.dtypes.canonicalize_dtype(array.dtype)
    return jax.ShapeDtypeStruct(array.shape, dtype, weak_type=bool(getattr(array, "weak_type", False)))
