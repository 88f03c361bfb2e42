"""What there is to notice about the way of a network through its weights, beside that with all samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import nothing_learnt_by_words
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words
from handsonn.course.chapters.ch10_neural_networks.experiments.weight_plane import WeightPlane
from handsonn.course.pictures import Axis, Surface, Trail

Array = np.ndarray[Any, Any]
FURTHER = 1.25


def moved_words(size: int, mine: Array, whole: Array) -> str:
    """Say how far the network got from its first weights; mine, whole: the lengths, shape (seeds,)."""
    return (
        f"From its first weights the network moved {np.median(mine):.2g} with batches of {size} and {np.median(whole):.2g} "
        f"with all samples at once: {float(f'{np.median(mine / whole):.1e}'):,.4g} times as far (median of {len(mine)} seeds)."
    )


def loss_words(size: int, mine: Array, whole: Array, factor: float, guess: float) -> str:
    """Say where the training losses end, so that a long way is not taken for a good one.

    mine, whole: the losses at the end, shape (seeds,). factor: how many times as far batches went.
    """
    lower, higher, seeds = lower_in(mine, whole), lower_in(whole, mine), len(mine)
    said = f"The training loss ends at {number_words(mine)} with batches of {size}, {number_words(whole)} with all samples: "
    if lower == seeds:
        said += "lower with batches from every seed."
    elif higher == seeds:
        said += "higher with batches from every seed."
        said += " Further is not better here." if factor > FURTHER else ""
    else:
        said += f"lower with batches from {lower} of {seeds} seeds, so the two cannot be told apart."
    losses = {f"batches of {size}": mine, "all samples": whole}
    return f"{said} {nothing_learnt_by_words(losses, guess)}".rstrip()


def outside_words(size: int, shares: Sequence[tuple[float, float]], losses: tuple[str, float, float]) -> str:
    """Say how much of each way lies in the plane, and what the colour at the end of a way is worth.

    shares: of batches and of all samples, one pair for each seed. losses: the name of the way shown that
    lies least in the plane, the network's own loss at its end, and the loss in the plane there.
    """
    mine, whole = (share_range(np.array(each)) for each in zip(*shares, strict=True))
    name, own, below = losses
    return (
        f"The plane holds {mine} of the squared movement with batches of {size}, {whole} with all samples (over the seeds); "
        f"the rest leaves it. At the end of the path of {name} the colour stands for a loss of {below:.2g}, the network's own is {own:.2g}."
    )


def share_range(shares: Array) -> str:
    """Say a range of shares in whole percent; 100% is only what is nothing less."""
    low, high = (_percent(share) for share in (shares.min(), shares.max()))
    return low if low == high else f"{low} to {high}"


def _percent(share: float) -> str:
    nearly = 0.995 <= share < 1 - 1e-9
    return "over 99%" if nearly else f"{share:.0%}"


def path_picture(plane: WeightPlane, losses: Array, size: int, **look: Any) -> Surface:
    """Draw both ways over the training loss in the plane; losses: shape (GRID, GRID)."""
    mine, whole = plane.places
    return Surface(
        caption="Colours: the training loss in a plane through the weights. The paths lie partly outside.",
        values=losses,
        x=Axis("along the first main direction", low=plane.ends[0][0], high=plane.ends[0][1]),
        y=Axis("along the second", low=plane.ends[1][0], high=plane.ends[1][1]),
        value=Axis("loss", logarithmic=True),
        trails=(
            Trail("all samples at once", whole[:, 0], whole[:, 1], colour="ink"),
            Trail(f"batches of {size}", mine[:, 0], mine[:, 1], colour="orange"),
        ),
        **look,
    )
