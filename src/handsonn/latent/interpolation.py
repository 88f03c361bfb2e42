"""The codes between two codes: on the straight line, or on the arc around the origin."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array

_NEARLY_OPPOSITE = np.pi - 1e-4


def straight(start: Array, end: Array, steps: int) -> Array:
    """Go from one code to another in equal steps: shape (steps, latent_dim), both ends included.

    Raises LatentError for ends that are no codes of one size, or fewer than two steps.
    """
    first, last, shares = _checked(start, end, steps)
    return _as_codes(first + shares * (last - first), first, last)


def spherical(start: Array, end: Array, steps: int) -> Array:
    """Go along the arc in equal angles, the norm changing evenly from one end's to the other's.

    Codes drawn from a standard normal in many dimensions lie near a sphere, which the straight line leaves
    (Shoemake 1985; White 2016). Where one end is the origin, or both point the same way, the arc is straight.

    Raises LatentError for ends that point in opposite directions, between which no arc is the shortest.
    """
    first, last, shares = _checked(start, end, steps)
    norms = float(np.linalg.norm(first)), float(np.linalg.norm(last))
    if min(norms) == 0.0:
        return straight(start, end, steps)
    angle = _angle(first / norms[0], last / norms[1])
    if angle > _NEARLY_OPPOSITE:
        raise LatentError(
            "the two codes point in opposite directions, so no arc between them is the shortest; walk "
            "straight instead."
        )
    if np.sin(angle) < 1e-6:  # noqa: PLR2004 - the arc is a line to float32's precision
        return straight(start, end, steps)
    directions = np.sin((1 - shares) * angle) * first / norms[0] + np.sin(shares * angle) * last / norms[1]
    lengths = (1 - shares) * norms[0] + shares * norms[1]
    return _as_codes(lengths * directions / np.sin(angle), first, last)


def _angle(first: Array, last: Array) -> float:
    """Measure the angle between unit vectors, exact near 0 and near pi too (Kahan 2006)."""
    return float(2 * np.arctan2(np.linalg.norm(first - last), np.linalg.norm(first + last)))


def _checked(start: Any, end: Any, steps: Any) -> tuple[Array, Array, Array]:
    first, last = np.asarray(start, np.float64), np.asarray(end, np.float64)
    if first.ndim != 1 or first.shape != last.shape:
        raise LatentError(
            f"a walk goes between two codes of one size; these have the shapes {first.shape} and "
            f"{last.shape}."
        )
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 2:  # noqa: PLR2004
        raise LatentError(f"steps is {steps!r}; a walk has at least its two ends, so give 2 or more.")
    return first, last, np.linspace(0.0, 1.0, int(steps))[:, None]


def _as_codes(path: Array, first: Array, last: Array) -> Array:
    path[0], path[-1] = first, last
    return path.astype(np.float32)
