"""A kind of fault, and what its injector gives: a healthy training made sick in one way."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from benchmarks.diagnosis.surgery import Edit, copy_of, edited, layers_of
from benchmarks.diagnosis.training import Arrays, Program, Training, each_y, take_rows

Part = Literal["network", "compiling", "arrays", "fitting"]
Harm = Literal["score", "misleads", "loss", "slow", "no probabilities", "none"]


@dataclass(frozen=True, eq=False)
class Sick:
    """A sick training.

    about: one sentence, what was done. changed: the parts that differ from the healthy twin. also: codes of
    rows that tell the same truth (each file says why). harm: how the harm shows beside a worse score, an
    exception or NaN: "misleads": the reported metric is far from the held-out score; "loss": a worse
    held-out loss; "slow": many times the updates; "no probabilities": outputs for the classes that do not sum
    to 1; "none": by nature it changes no score.
    """

    training: Training
    about: str
    changed: frozenset[Part]
    also: tuple[str, ...] = ()
    harm: Harm = "score"


@dataclass(frozen=True)
class Fault:
    """A row of the table. inject gives None where the fault cannot be in that program."""

    code: str
    title: str
    inject: Callable[[Program, int], Sick | None]


def randomness(program: Program, code: str, seed: int) -> np.random.Generator:
    """Give the injector's own generator: the same for the same program, fault and seed."""
    return np.random.default_rng([seed, zlib.crc32(f"{program.name} {code}".encode())])


def pick(options: tuple[Any, ...], program: Program, seed: int) -> Any:
    """Take turns: each seed of a program another option, and each program from another start."""
    return options[(seed + zlib.crc32(program.name.encode())) % len(options)]


def with_layers(training: Training, edit: Edit) -> Training:
    """Write the network with other layers."""
    return replace(training, network=edited(training.network, edit))


def with_output(training: Training, **changes: Any) -> Training:
    """Write the last layer that has weights with other arguments."""
    return with_layers(training, lambda layer, place: [copy_of(layer, **(changes if place.last else {}))])


def with_hidden(training: Training, **changes: Any) -> Training:
    """Write every hidden layer that has weights with other arguments (those that it knows)."""

    def edit(layer: Any, place: Any) -> list[Any]:
        known = layer.get_config()
        return [copy_of(layer, **{k: v for k, v in changes.items() if place.hidden and k in known})]

    return with_layers(training, edit)


def with_compiling(training: Training, **makers: Callable[[], Any]) -> Training:
    """Compile with other arguments; each is given as a function that makes it."""
    before = training.compiling

    def compiling() -> dict[str, Any]:
        return {**before(), **{name: make() for name, make in makers.items()}}

    return replace(training, compiling=compiling)


def with_rate(training: Training, rate: float) -> Training:
    """Compile the same optimizer at another learning rate."""

    def optimizer() -> Any:
        same = optimizer_of(training)
        return type(same).from_config({**same.get_config(), "learning_rate": rate})

    return with_compiling(training, optimizer=optimizer)


def optimizer_of(training: Training) -> Any:
    """Make the training's optimizer, whether it is named or made."""
    import keras

    return keras.optimizers.get(training.compiling()["optimizer"])


def loss_name(training: Training) -> str:
    """Name the loss in Keras' full words."""
    loss = training.compiling()["loss"]
    name = loss if isinstance(loss, str) else loss.name
    return {"mse": "mean_squared_error", "mae": "mean_absolute_error"}.get(name, name)


def takes_logits(training: Training) -> bool:
    return bool(getattr(training.compiling()["loss"], "from_logits", False))


def with_arrays(training: Training, work: Callable[[Arrays], Arrays]) -> Training:
    return replace(training, arrays=work(training.arrays))


def with_labels(training: Training, work: Callable[[Any], Any]) -> Training:
    """Encode the targets of all parts otherwise."""
    return with_arrays(training, lambda arrays: each_y(arrays, work))


def with_fitting(training: Training, **changes: Any) -> Training:
    return replace(training, fitting={**training.fitting, **changes})


def some_rows(arrays: Arrays, rows: Any) -> Arrays:
    """Train on these training rows alone."""
    return replace(arrays, x=take_rows(arrays.x, rows), y=arrays.y[rows])


def with_validation_apart(training: Training, seed: int, share: float = 0.2) -> Training:
    """Give fit validation arrays where it had none, or a share of the rows: drawn from the training rows."""
    if training.arrays.validation is not None:
        return training
    fitting = {name: value for name, value in training.fitting.items() if name != "validation_split"}
    arrays = training.arrays
    rows = np.random.default_rng(seed).permutation(len(arrays.y))
    held, kept = np.split(rows, [int(len(rows) * share)])
    held_out = (take_rows(arrays.x, held), arrays.y[held])
    return replace(training, arrays=replace(some_rows(arrays, kept), validation=held_out), fitting=fitting)


def parts_apart(program: Program) -> set[Part]:
    """Name the parts that with_validation_apart changes, where it changes any."""
    return {"arrays", "fitting"} if "validation_split" in program.fitting else {"arrays"}


def kinds_of_layers(program: Program) -> set[str]:
    return {type(layer).__name__ for layer, _ in layers_of(program.network)}


def one_hot_labels(training: Training) -> bool:
    y = np.asarray(training.arrays.y)
    return y.ndim == 2 and y.shape[1] > 1  # noqa: PLR2004


def class_count(training: Training) -> int:
    y = np.asarray(training.arrays.y)
    return y.shape[1] if y.ndim == 2 else len(np.unique(y))  # noqa: PLR2004
