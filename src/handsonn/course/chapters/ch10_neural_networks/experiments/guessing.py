"""The loss of guessing: a network that ends above it has learnt nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def guessing_loss(labels: Array) -> float:
    """Compute the cross-entropy of giving every sample the shares of the classes; labels: shape (samples,)."""
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    return float(-(shares * np.log(shares)).sum())


def seeds_above(losses: Array, guess: float) -> int:
    """Count the seeds whose loss is no lower than that of guessing, or has diverged."""
    return int((~(losses < guess)).sum())


def learns_from_all(losses: Array, guess: float) -> bool:
    """Tell whether every seed ends lower than guessing."""
    return seeds_above(losses, guess) == 0


def nothing_learnt_words(losses: Array, guess: float) -> str:
    """Say from how many seeds nothing is learnt; "" where every seed ends lower than guessing."""
    if learns_from_all(losses, guess):
        return ""
    return (
        f"Guessing has a loss of {guess:.2g}. From {_seeds_words(losses, guess)} the network ends no lower: "
        "judged by the loss, it has learnt nothing."
    )


def nothing_learnt_by_words(losses: Mapping[str, Array], guess: float) -> str:
    """Name those that have learnt nothing, with their seeds; "" where all end lower than guessing."""
    said = [
        f"{name} from {_seeds_words(values, guess)}"
        for name, values in losses.items()
        if not learns_from_all(values, guess)
    ]
    if not said:
        return ""
    return (
        f"Guessing has a loss of {guess:.2g}. These end no lower, and judged by the loss have learnt nothing: "
        f"{', '.join(said)}."
    )


def _seeds_words(losses: Array, guess: float) -> str:
    count = seeds_above(losses, guess)
    return f"{'all' if count == len(losses) else f'{count} of'} {len(losses)} seeds"
