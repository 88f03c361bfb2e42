"""Steps on JAX: gradient and update in one compiled program."""

from __future__ import annotations

from typing import Any

from handsonn.probes.compiled_loss import Loss
from handsonn.probes.gradients import State, Stepped, Walk, call_arguments


def walk_of(model: Any, loss: Loss, optimizer: Any) -> Walk:
    """Give the steps; see gradients.py. optimizer: not built yet; it is built here."""
    import jax

    arguments = call_arguments(model, training=True)
    optimizer.build(model.trainable_variables)

    def value(trainable: State, other: State, x: Any, y: Any) -> tuple[Any, State]:
        outputs, after, added = model.stateless_call(trainable, other, x, return_losses=True, **arguments)
        return loss(y, outputs) + sum(added), after

    def program(trainable: State, other: State, memory: State, x: Any, y: Any) -> Any:
        (total, after), slopes = jax.value_and_grad(value, has_aux=True)(trainable, other, x, y)
        moved, remembered = optimizer.stateless_apply(memory, slopes, trainable)
        return total, slopes, (moved, after, remembered)

    compiled = jax.jit(program)
    held = (model.trainable_variables, model.non_trainable_variables, optimizer.variables)
    state = tuple([variable.value for variable in variables] for variables in held)

    def step(x: Any, y: Any) -> Stepped:
        nonlocal state
        before = state[0]
        total, slopes, state = compiled(*state, x, y)
        return Stepped(total, slopes, before, state[0])

    return step
