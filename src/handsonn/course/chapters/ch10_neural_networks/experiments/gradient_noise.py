"""Batches drawn at random: the ways of two parameters, and how far a batch's gradient lies from that of all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import (
    BIAS,
    START,
    WEIGHT,
    loss_surface,
    samples,
)
from handsonn.course.pictures import Axis, Curves, Mark, Surface, Trail, band

Array = np.ndarray[Any, Any]
SIZES = (1, 4, 16, 64, 442)
DRAWS = 200
SAME_PLACE = 1e-6


def random_way(model: Any, seed: int, batch_size: int, updates: int, learning_rate: float) -> Array:
    """Update a line's weight and bias from START with random batches, noting them; (updates + 1, 2).

    model: a compiled keras.Sequential of one Dense unit with an optimizer that keeps nothing (plain SGD).
    """
    x, y = samples()
    random = np.random.default_rng(seed)
    model.optimizer.learning_rate = learning_rate
    model.set_weights([np.array([[START[0]]]), np.array([START[1]])])
    noted: list[Sequence[float]] = [START]
    for _ in range(updates):
        rows = random.choice(len(x), batch_size, replace=False)
        model.train_on_batch(x[rows], y[rows])
        kernel, bias = model.get_weights()
        noted.append((float(kernel[0, 0]), float(bias[0])))
    return np.array(noted)


@cache
def relative_noise(seeds: tuple[int, ...], sizes: tuple[int, ...]) -> Array:
    """Measure the noise of the gradient at START; shape (seeds, sizes).

    It is the root mean square distance of a batch's gradient from that of all samples, over DRAWS batches,
    divided by the length of the latter. The gradient of the mean squared error is 2 mean(error (x, 1)).
    """
    x, y = samples()
    error = START[0] * x[:, 0] + START[1] - y
    each = 2 * error[:, None] * np.stack([x[:, 0], np.ones(len(x))], axis=1)
    whole = each.mean(axis=0)
    found = np.zeros((len(seeds), len(sizes)))
    for row, seed in enumerate(seeds):
        random = np.random.default_rng(seed)
        for column, size in enumerate(sizes):
            drawn = [each[random.choice(len(x), size, replace=False)].mean(axis=0) for _ in range(DRAWS)]
            found[row, column] = np.sqrt(((np.array(drawn) - whole) ** 2).sum(axis=1).mean())
    return np.asarray(found / np.linalg.norm(whole))


def spread_at_end(ways: Sequence[Array]) -> float:
    """Compute how far the ends of several ways lie from their middle: root mean square."""
    ends = np.array([way[-1] for way in ways])
    return float(np.sqrt(((ends - ends.mean(axis=0)) ** 2).sum(axis=1).mean()))


def spread_words(
    spread: float, losses: Sequence[float], batch_size: int, updates: int, *, whole: float, lowest: float
) -> str:
    """Say where the ways of the seeds end; what 32-bit numbers leave between them is no distance.

    whole: the loss at the end of the way with all samples. lowest: the lowest loss that there is.
    """
    begin = f"After {updates} updates with batches of {batch_size}, the {len(losses)} seeds"
    low, high = f"{min(losses):.3g}", f"{max(losses):.3g}"
    loss = f"at a loss of {low}" if low == high else f"at losses from {low} to {high}"
    floor = f"No line has a loss below {lowest:.3g}."
    if batch_size == SIZES[-1]:
        return f"{begin}, each with all samples in every batch, end at the same place, {loss}. {floor}"
    apart = (
        "at the same place"
        if spread < SAME_PLACE
        else (f"{spread:.2g} apart on the plane (root mean square from their middle)")
    )
    return f"{begin} end {apart}, {loss}; with all samples at once the loss is {whole:.3g}. {floor}"


def without_replacement_words(noise: Array, sizes: tuple[int, ...], size: int) -> str:
    """Compare the noise of a size with 1 / root of the batch size, and say why it is lower."""
    x, _ = samples()
    measured = float(np.median(noise[:, sizes.index(size)] / noise[:, 0])) * np.sqrt(size)
    return (
        f"With batches of {size} of the {len(x)} samples the noise is {measured:.2f} of what 1 / root of the batch size gives: "
        "no sample is drawn twice for a batch, so a large batch is already much of the whole."
    )


def shrink_answer(shrink: float) -> int:
    """Find the option that is nearest to the factor by which the noise shrank."""
    return int(np.argmin([abs(np.log(shrink / option)) for option in (0.25, 0.5, 0.75, 1)]))


def ways_of_batches(ways: Sequence[Array], whole: Array, batch_size: int, **look: Any) -> Surface:
    """Draw the ways of several seeds, and that of all samples at once."""
    mine = tuple(
        Trail(f"batches of {batch_size}, 5 seeds" if seed == 0 else "", way[:, 0], way[:, 1], colour="orange")
        for seed, way in enumerate(ways)
    )
    return Surface(
        values=loss_surface(),
        x=Axis("weight", low=WEIGHT[0], high=WEIGHT[1]),
        y=Axis("bias", low=BIAS[0], high=BIAS[1]),
        value=Axis("loss", logarithmic=True),
        trails=(*mine, Trail("all samples at once", whole[:, 0], whole[:, 1], colour="ink")),
        **look,
    )


def noise_picture(noise: Array, sizes: tuple[int, ...], batch_size: int, **look: Any) -> Curves:
    """Draw the noise of the gradient over the batch size, and one over its root."""
    root = noise[:, 0].mean() / np.sqrt(np.array(sizes, dtype=np.float64))
    rule = band("1 / root of the batch size", sizes, root[None], colour="quiet", style="dashed")
    return Curves(
        x=Axis("batch size", logarithmic=True, low=1, high=442),
        y=Axis("noise of the gradient / its length", logarithmic=True),
        lines=(band("measured", sizes, noise, colour="orange"), rule),
        marks=(Mark(batch_size, f"{batch_size}"),),
        **look,
    )
