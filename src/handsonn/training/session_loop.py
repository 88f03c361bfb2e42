"""A session on the compiled trainer: blocks of short epochs, or a long epoch chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import jax.numpy as jnp

from handsonn.errors import NotFiniteLoss
from handsonn.training.checkpoint import Progress, generator_state
from handsonn.training.compile_engine import choose_engine
from handsonn.training.disk_cache import keep_programs_on_disk
from handsonn.training.engines import EpochEngine, SteppedEngine
from handsonn.training.model_state import State, read_state, write_state
from handsonn.training.nan_search import explain
from handsonn.training.orders import draw_order, draw_orders
from handsonn.training.session import Session, SessionResult, loss_is_finite

BLOCK_SECONDS = 0.2
SAVING_SHARE = 30  # saving takes at most this part of the time, however large the network is


def train_compiled(session: Session) -> SessionResult:
    """Train to the end, an early stop or an interruption; the model holds what was learnt in any case."""
    keep_programs_on_disk()
    progress = session.start()
    state = _state_of(progress) or read_state(session.model)
    write_state(session.model, state)
    engine = choose_engine(session.model, session.train, session.validation, pausable=True)
    if progress.ended == "early stopping" or (progress.ended and progress.epoch >= session.epochs):
        return session.result(progress.ended, progress.seconds, engine.name)
    loop = _Loop(session, session.clock(), state, progress, session.clock())
    try:
        ended = loop.in_blocks(engine) if isinstance(engine, EpochEngine) else loop.in_steps(engine)
    finally:
        write_state(session.model, loop.state)
    if session.epochs > 0 and ended != "interrupted":
        session.model.optimizer.finalize_variable_values(session.model.trainable_weights)
        loop.state = read_state(session.model)
    seconds = progress.seconds + session.clock() - loop.started
    final = replace(loop.progress, seconds=seconds, ended="" if ended == "interrupted" else ended)
    session.save(final, loop.state)
    return session.result(ended, seconds, engine.name)


@dataclass
class _Loop:
    """The moving parts of a session: where it stands and what the network has become."""

    session: Session
    started: float
    state: State
    progress: Progress
    saved_at: float
    save_seconds: float = 0.0

    def in_blocks(self, engine: EpochEngine) -> str:
        """Run as many epochs a call as fit into a fifth of a second, one where somebody may stop early."""
        session, train = self.session, self.session.train
        block = 1
        while self.progress.epoch < session.epochs:
            if session.should_stop():
                return "interrupted"
            first = self.progress.epoch
            count = min(block, session.epochs - first)
            orders = draw_orders(count, train.samples, train.batch_size, shuffle=True)
            began = session.clock()
            after, all_logs = engine.epochs(self.state, orders)
            seconds = (session.clock() - began) / count
            self._refuse_not_finite(engine, all_logs, orders)
            self.state = after
            self.progress = replace(self.progress, epoch=first + count, generator=generator_state())
            for epoch, logs in enumerate(all_logs, first):
                if self._tell(epoch, logs, seconds):
                    return "early stopping"
            self._save_now_and_then()
            if session.early_stopping is None:
                block = max(1, min(engine.capacity, int(BLOCK_SECONDS / max(seconds, 1e-6))))
        return "all epochs"

    def in_steps(self, engine: SteppedEngine) -> str:
        """Run an epoch step by step or chunk by chunk, from wherever the checkpoint stands."""
        session, train = self.session, self.session.train
        while self.progress.epoch < session.epochs:
            generator = generator_state()
            order = draw_order(train.samples, train.batch_size, shuffle=True)
            began = session.clock()
            step, last_logs = self.progress.step, None
            at_start = self.state if step == 0 else None
            state = engine.begin(self.state) if step == 0 else _copied(self.state)
            while step < train.steps:
                if session.should_stop():
                    self._pause(state, step, generator)
                    return "interrupted"
                state, step, last_logs = engine.advance(state, order, step)
                if step < train.steps and self._time_to_save():
                    self._pause(_copied(state), step, generator)
                    self._save_now_and_then()
            state, logs = engine.close(state, last_logs)
            if not loss_is_finite(logs):
                began_with = self.state if at_start is None else at_start
                raise NotFiniteLoss(explain(session.model, train, began_with, order, self.progress.epoch))
            self.state = state
            epoch = self.progress.epoch
            self.progress = replace(self.progress, epoch=epoch + 1, step=0, generator=generator_state())
            if self._tell(epoch, logs, session.clock() - began):
                return "early stopping"
            self._save_now_and_then()
        return "all epochs"

    def _pause(self, state: State, step: int, generator: dict[str, Any]) -> None:
        self.state = state
        self.progress = replace(self.progress, step=step, generator=generator)

    def _tell(self, epoch: int, logs: dict[str, float], seconds: float) -> bool:
        """Tell the sink and early stopping; return whether to stop."""
        session = self.session
        if session.early_stopping is None:
            session.tell(epoch, logs, seconds)
            return False
        write_state(session.model, self.state)
        session.tell(epoch, logs, seconds)
        return bool(session.model.stop_training)

    def _refuse_not_finite(self, engine: EpochEngine, all_logs: list[dict[str, float]], orders: Any) -> None:
        bad = [number for number, logs in enumerate(all_logs) if not loss_is_finite(logs)]
        if not bad:
            return
        state = engine.epochs(self.state, orders[: bad[0]])[0] if bad[0] else self.state
        epoch = self.progress.epoch + bad[0]
        raise NotFiniteLoss(explain(self.session.model, self.session.train, state, orders[bad[0]], epoch))

    def _time_to_save(self) -> bool:
        elapsed = self.session.clock() - self.saved_at
        interval = max(self.session.seconds_between_checkpoints, SAVING_SHARE * self.save_seconds)
        return self.session.checkpoint is not None and elapsed >= interval

    def _save_now_and_then(self) -> None:
        if self._time_to_save():
            began = self.session.clock()
            seconds = self.progress.seconds + began - self.started
            self.session.save(replace(self.progress, seconds=seconds), self.state)
            self.saved_at = self.session.clock()
            self.save_seconds = self.saved_at - began


def _state_of(progress: Progress) -> State | None:
    parts = progress.parts
    if "state0" not in parts:
        return None
    first, second, third, fourth = ([jnp.asarray(a) for a in parts[f"state{i}"]] for i in range(4))
    return first, second, third, fourth


def _copied(state: State) -> State:
    """Copy the state: the steps give the memory of what they are given away."""
    first, second, third, fourth = ([jnp.copy(a) for a in part] for part in state)
    return first, second, third, fourth
