"""Several networks that differ only in their seed, trained again and again as a learner moves a control.

For each seed the network is built once; every training starts from the same first weights and the same
state of the random generators, and so gives, bit for bit, what this script gives:

    keras.utils.set_random_seed(seed)
    model = make()
    model.fit(x, y, batch_size=..., epochs=..., validation_data=...)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from handsonn.errors import UsageError
from handsonn.models.backend import load_keras
from handsonn.training.arrays import BatchedArrays, batch_arrays
from handsonn.training.checkpoint import generator_state, set_generator_state
from handsonn.training.fit import build

ENGINES_KEPT = 8
Array = np.ndarray[Any, Any]
Look = Callable[[int, int, Any], None]


@dataclass(frozen=True)
class Trained:
    """What training the population gave.

    history: by metric ("loss", "val_accuracy", ...), shape (seeds, epochs). models: one for each seed, with
    the weights that were learnt; the population's next training changes them. complete: False when
    `should_stop` ended it; then only the seeds that were trained to the end are there.
    """

    history: dict[str, Array]
    models: tuple[Any, ...]
    seeds: tuple[int, ...]
    complete: bool = True


@dataclass(frozen=True)
class _Data:
    """What one call of train() trains on, as it was given."""

    x: Any
    y: Any
    validation_data: tuple[Any, Any] | None
    batch_size: int

    def engine_of(self, member: _Member) -> tuple[Any, BatchedArrays]:
        """Choose the engine; kept while the same arrays come again, so that nothing is traced or copied.

        The arrays are held with it: an object that is gone could have lent its id to another.
        """
        given = (self.x, self.y, *(self.validation_data or ()))
        key = (self.batch_size, *map(id, given))
        if key not in member.engines:
            from handsonn.training.compile_engine import choose_engine

            train = batch_arrays(self.x, self.y, batch_size=self.batch_size)
            held_out = self.validation_data and batch_arrays(
                *self.validation_data, batch_size=self.batch_size
            )
            while len(member.engines) >= ENGINES_KEPT:
                member.engines.pop(next(iter(member.engines)))
            member.engines[key] = (choose_engine(member.model, train, held_out), train, given)
        engine, train, _ = member.engines[key]
        return engine, train


@dataclass
class _Member:
    """The network of one seed, and how it was before any training. generator: before Keras built it."""

    model: Any
    variables: list[Array] = field(default_factory=list)
    generator: Any = None
    engines: dict[Any, Any] = field(default_factory=dict)


class Population:
    """Networks of the same architecture, one for each seed. make() returns a compiled keras.Model."""

    def __init__(self, make: Callable[[], Any], seeds: Sequence[int] = range(5)) -> None:
        if not seeds:
            raise UsageError("a population needs at least one seed, for example seeds=range(5).")
        self.make = make
        self.seeds = tuple(seeds)
        self._members: dict[int, _Member] = {}

    def train(
        self,
        x: Any,
        y: Any,
        *,
        epochs: int,
        batch_size: int = 32,
        validation_data: tuple[Any, Any] | None = None,
        learning_rate: float | None = None,
        look_after: Sequence[int] = (),
        look: Look = lambda *_: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> Trained:
        """Train each network from its first weights.

        x, y: shape (samples, ...). learning_rate: None keeps the one that make() compiled.
        look_after: numbers of epochs (0 is before the first) after which look(seed, epoch, model) is called
        with the weights of that moment. should_stop: is asked between blocks of epochs.
        """
        data = _Data(x, y, validation_data, batch_size)
        rows: list[dict[str, list[float]]] = []
        for seed in self.seeds:
            member = self._member(seed, x, y, batch_size)
            self._restore(member, learning_rate, samples=len(x))
            stops = [*sorted({e for e in look_after if 0 <= e < epochs}), epochs]
            told = _train_one(member, data, stops, should_stop, _looker(look, look_after, seed, member))
            if told is None:
                break
            rows.append(told)
        names = rows[0] if rows else {}
        history = {name: np.array([row[name] for row in rows]) for name in names}
        done = self.seeds[: len(rows)]
        models = tuple(self._members[seed].model for seed in done)
        return Trained(history, models, done, complete=len(rows) == len(self.seeds))

    def first_models(self, x: Any, y: Any, *, batch_size: int = 32) -> tuple[Any, ...]:
        """Give the networks as they are before training."""
        members = [self._member(seed, x, y, batch_size) for seed in self.seeds]
        for member in members:
            self._restore(member, None, samples=len(x))
        return tuple(member.model for member in members)

    def _member(self, seed: int, x: Any, y: Any, batch_size: int) -> _Member:
        if seed not in self._members:
            from handsonn.training.disk_cache import keep_programs_on_disk

            keep_programs_on_disk()  # before make(): what draws the first weights are programs, too
            load_keras().utils.set_random_seed(seed)
            member = _Member(self.make())
            member.generator = generator_state()
            none = dict.fromkeys(("validation_data", "class_weight", "sample_weight"))
            build(
                member.model,
                x,
                y,
                {**none, "batch_size": batch_size, "validation_split": 0.0, "shuffle": True},
            )
            member.variables = [np.array(v.value) for v in _variables(member.model)]
            self._members[seed] = member
        return self._members[seed]

    @staticmethod
    def _restore(member: _Member, learning_rate: float | None, *, samples: int) -> None:
        from handsonn.training.orders import draw_order

        for variable, value in zip(_variables(member.model), member.variables, strict=True):
            variable.assign(value)
        set_generator_state(member.generator)
        # Keras draws an order of these samples while it builds: with other samples, another one.
        draw_order(samples, samples, shuffle=True)
        if learning_rate is not None:
            member.model.optimizer.learning_rate = learning_rate


def _variables(model: Any) -> list[Any]:
    return [*model.variables, *model.optimizer.variables]


def _looker(look: Look, epochs: Sequence[int], seed: int, member: _Member) -> Callable[[int], None]:
    return lambda epoch: look(seed, epoch, member.model) if epoch in epochs else None


def _train_one(
    member: _Member,
    data: _Data,
    stops: Sequence[int],
    should_stop: Callable[[], bool],
    looked: Callable[[int], None],
) -> dict[str, list[float]] | None:
    """Train one network up to each stop in turn; None when it was stopped."""
    from handsonn.training.block import run_block
    from handsonn.training.model_state import read_state, write_state

    engine, train = data.engine_of(member)
    history: dict[str, list[float]] = {}
    state, done = read_state(member.model), 0
    for stop in stops:
        while done < stop:
            if should_stop():
                return None
            state, logs = run_block(engine, state, train, stop - done, shuffle=True)
            done += len(logs)
            for epoch_logs in logs:
                for name, value in epoch_logs.items():
                    history.setdefault(name, []).append(value)
        write_state(member.model, state)
        looked(stop)
        state = read_state(member.model)  # who looked may have called predict(), which takes the arrays away
    return history
