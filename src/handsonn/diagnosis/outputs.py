"""Each output of a network beside its target, and the output layer and loss that would fit the target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handsonn.diagnosis.task import LearningTask, class_count, task_at
from handsonn.diagnosis.words import counted, number
from handsonn.records import ArrayFacts, Change, Facts, OutputFacts

MOST_UNITS = 1_000


@dataclass(frozen=True)
class Pair:
    """An output and its target. y is None, and the task "unknown", where the target is not known."""

    output: OutputFacts
    y: ArrayFacts | None
    task: LearningTask


def pairs(facts: Facts) -> Iterator[Pair]:
    """Give each output with its target; the targets only where they are as many as the outputs."""
    outputs = facts.model.outputs if facts.model is not None else ()
    targets = facts.data.y if facts.data is not None else ()
    for place, output in enumerate(outputs):
        if len(targets) == len(outputs):
            yield Pair(output, targets[place], task_at(facts, place))
        else:
            yield Pair(output, None, task_at(facts, place) if not targets else "unknown")


def pairs_with_targets(facts: Facts) -> Iterator[tuple[OutputFacts, ArrayFacts, LearningTask]]:
    """Give the outputs whose target is known."""
    for pair in pairs(facts):
        if pair.y is not None and pair.y.samples > 0:
            yield pair.output, pair.y, pair.task


def fitting_output(task: LearningTask, y: ArrayFacts | None) -> tuple[str, Change]:
    """Say which last layer and loss fit a target, as a sentence and as a change. Unknown: two classes."""
    change = _output(task, y)
    activation, loss = change.settings["activation"], change.settings["loss"]
    units = change.settings["units"]
    assert isinstance(units, int)
    size = counted(units, "unit")
    if task == "classes" and y is not None:
        last = f"number from 0 to {number(units - 1)}" if units != class_count(y) else "class"
        size = f"{size}, one for each {last},"
    function = "without an activation" if activation == "linear" else f"with the activation {activation}"
    return f"Give the last layer {size} {function}, and compile with the loss {loss}.", change


def _output(task: LearningTask, y: ArrayFacts | None) -> Change:
    if task == "numbers":
        units = y.shape[-1] if y is not None and len(y.shape) > 1 else 1
        return _change(units, "linear", "mean_squared_error")
    if task == "classes" and y is not None:
        loss = "categorical_crossentropy" if y.one_hot else "sparse_categorical_crossentropy"
        return _change(y.shape[1] if y.one_hot else _numbers_from_zero(y), "softmax", loss)
    if task == "two classes" and y is not None and y.one_hot:
        return _change(2, "softmax", "categorical_crossentropy")
    many = task in ("several labels", "the input itself") and y is not None and len(y.shape) > 1
    return _change(y.shape[-1] if many and y is not None else 1, "sigmoid", "binary_crossentropy")


def _numbers_from_zero(y: ArrayFacts) -> int:
    """Count the units that a sparse loss needs for labels as they are: those of 1 to 5 are counted from 0."""
    if y.whole and y.minimum >= 0.0 and y.values and y.values[-1] <= MOST_UNITS:
        return int(y.values[-1]) + 1
    return class_count(y)


def _change(units: int, activation: str, loss: str) -> Change:
    return Change("output", {"units": units, "activation": activation, "loss": loss})
