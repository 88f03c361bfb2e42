"""A step on JAX: gradient and update in one compiled program."""

from __future__ import annotations

from typing import Any

from handsonn.probes.compiled_loss import Loss
from handsonn.probes.gradients import Before, State, Step, Stepped, call_arguments


def step_of(model: Any, loss: Loss, optimizer: Any) -> Step:
    """Give the step of one batch; see gradients.py."""
    import jax

    arguments = call_arguments(model, training=True)

    def value(trainable: State, other: State, x: Any, y: Any) -> tuple[Any, State]:
        outputs, after, added = model.stateless_call(trainable, other, x, return_losses=True, **arguments)
        return loss(y, outputs) + sum(added), after

    def program(trainable: State, other: State, memory: State, x: Any, y: Any) -> Any:
        (total, after), slopes = jax.value_and_grad(value, has_aux=True)(trainable, other, x, y)
        moved, remembered = optimizer.stateless_apply(memory, slopes, trainable)
        return total, slopes, moved, after, remembered

    compiled = jax.jit(program)

    def step(before: Before, x: Any, y: Any) -> Stepped:
        total, slopes, *after = compiled(before.trainable, before.other, before.memory, x, y)
        return Stepped(total, slopes, Before(*after))

    return step
