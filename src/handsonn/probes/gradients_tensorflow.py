"""A step on TensorFlow: a tape over the values."""

from __future__ import annotations

from typing import Any

from handsonn.probes.compiled_loss import Loss
from handsonn.probes.gradients import Before, State, Step, Stepped, call_arguments


def step_of(model: Any, loss: Loss, optimizer: Any) -> Step:
    """Give the step of one batch; see gradients.py."""
    import tensorflow as tf

    arguments = call_arguments(model, training=True)

    def program(trainable: State, other: State, memory: State, x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(trainable)
            outputs, after, added = model.stateless_call(trainable, other, x, return_losses=True, **arguments)
            total = loss(y, outputs) + sum(added)
        slopes = tape.gradient(total, trainable, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        # An embedding's slope lists the rows that were used; whole ones are wanted.
        slopes = [tf.convert_to_tensor(slope) for slope in slopes]
        moved, remembered = optimizer.stateless_apply(memory, slopes, trainable)
        return total, slopes, moved, after, remembered

    def step(before: Before, x: Any, y: Any) -> Stepped:
        values = [[tf.convert_to_tensor(value) for value in part] for part in _parts(before)]
        total, slopes, moved, other, memory = program(values[0], values[1], values[2], x, y)
        return Stepped(total, slopes, Before(moved, other, memory))

    return step


def _parts(before: Before) -> tuple[State, State, State]:
    return before.trainable, before.other, before.memory
