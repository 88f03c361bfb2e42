"""Steps on TensorFlow: a tape over the values, and an optimizer that moves copies of the variables."""

from __future__ import annotations

from typing import Any

from handsonn.probes.compiled_loss import Loss
from handsonn.probes.gradients import Stepped, Walk, call_arguments


def walk_of(model: Any, loss: Loss, optimizer: Any) -> Walk:
    """Give the steps; see gradients.py. optimizer: not built yet; it is built here, for the copies.

    Keras' optimizers for TensorFlow have no stateless step, so they get variables of their own to move.
    """
    import keras
    import tensorflow as tf

    arguments = call_arguments(model, training=True)
    copies = [keras.Variable(tf.identity(variable.value)) for variable in model.trainable_variables]
    other = [tf.identity(variable.value) for variable in model.non_trainable_variables]
    optimizer.build(copies)

    def step(x: Any, y: Any) -> Stepped:
        nonlocal other
        before = [tf.identity(copy.value) for copy in copies]
        with tf.GradientTape() as tape:
            tape.watch(before)
            outputs, other, added = model.stateless_call(before, other, x, return_losses=True, **arguments)
            total = loss(y, outputs) + sum(added)
        found = tape.gradient(total, before, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        # An embedding's slope lists the rows that were used; whole ones are wanted.
        slopes = [tf.convert_to_tensor(slope) for slope in found]
        optimizer.apply(slopes, copies)
        return Stepped(total, slopes, before, [tf.identity(copy.value) for copy in copies])

    return step
