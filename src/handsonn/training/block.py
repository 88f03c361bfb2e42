"""A block of epochs: as many as the engine runs in one call, in the order that Keras would draw."""

from __future__ import annotations

from handsonn.training.arrays import BatchedArrays
from handsonn.training.engines import EpochEngine, Logs, SteppedEngine
from handsonn.training.model_state import State
from handsonn.training.orders import draw_order, draw_orders


def run_block(
    engine: EpochEngine | SteppedEngine, state: State, train: BatchedArrays, wanted: int, *, shuffle: bool
) -> tuple[State, list[Logs]]:
    """Run at most `wanted` epochs, at least one; returns the state and the logs of each epoch."""
    if isinstance(engine, EpochEngine):
        count = min(wanted, engine.capacity)
        return engine.epochs(state, draw_orders(count, train.samples, train.batch_size, shuffle))
    state, logs = run_steps(engine, state, draw_order(train.samples, train.batch_size, shuffle), train.steps)
    return state, [logs]


def run_steps(engine: SteppedEngine, state: State, order: object, steps: int) -> tuple[State, Logs]:
    """Run one whole epoch on a stepped engine."""
    state = engine.begin(state)
    step, last_logs = 0, None
    while step < steps:
        state, step, last_logs = engine.advance(state, order, step)
    return engine.close(state, last_logs)
