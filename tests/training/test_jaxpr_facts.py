"""What a program does can be read before it is compiled."""

from typing import Any

import jax
import jax.numpy as jnp
import pytest
from jax import lax

from handsonn.training.jaxpr_facts import convolves, multiplications


def traced(function: Any, *shapes: Any) -> Any:
    return jax.make_jaxpr(function)(*[jnp.zeros(shape) for shape in shapes]).jaxpr


def convolution(image: Any) -> Any:
    return lax.conv(image, jnp.ones((1, 1, 2, 2)), (1, 1), "SAME")


IMAGE = (1, 1, 4, 4)
WITH = {
    "plain": convolution,
    "inside jit": jax.jit(convolution),
    "inside scan": lambda image: lax.scan(lambda c, _: (convolution(c), None), image, length=3)[0],
    "inside a while loop": lambda image: lax.fori_loop(0, image.shape[2], lambda _, c: convolution(c), image),
    "inside a branch": lambda image: lax.cond(image.sum() > 0, convolution, lambda i: i, image),
    "in the gradient": jax.grad(lambda image: convolution(image).sum()),
}


@pytest.mark.parametrize("function", WITH.values(), ids=WITH)
def test_a_convolution_is_found_wherever_it_hides(function: Any) -> None:
    assert convolves(traced(function, IMAGE))


def test_a_matrix_product_is_no_convolution() -> None:
    assert not convolves(traced(lambda a, b: a @ b, (3, 4), (4, 5)))


COUNTS = {
    "one product of 3x4 and 4x5": (lambda a, b: a @ b, 3 * 4 * 5),
    "two products": (lambda a, b: (a @ b) @ b.T, 3 * 4 * 5 + 3 * 5 * 4),
    "inside jit": (jax.jit(lambda a, b: a @ b), 3 * 4 * 5),
    "a scan of seven": (lambda a, b: lax.scan(lambda c, _: (c @ b @ b.T, None), a, length=7)[0], 7 * 2 * 60),
    "no product": (lambda a, b: a.sum() + b.sum(), 0),
}


@pytest.mark.parametrize(("function", "count"), COUNTS.values(), ids=COUNTS)
def test_multiplications_are_counted(function: Any, count: Any) -> None:
    assert multiplications(traced(function, (3, 4), (4, 5))) == count


def test_a_batch_of_products_counts_each_of_them() -> None:
    batched = jax.vmap(jnp.dot)
    assert multiplications(traced(batched, (6, 3, 4), (6, 4, 5))) == 6 * 60
