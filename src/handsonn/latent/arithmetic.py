"""Arithmetic with codes: what makes a differ from b, added to c."""

from __future__ import annotations

import numpy as np

from handsonn.errors import LatentError
from handsonn.records import Array


def analogy(a: Array, b: Array, c: Array) -> Array:
    """Give a - b + c (Mikolov and others 2013), each of shape (latent_dim,).

    Raises LatentError for codes of different sizes.
    """
    shapes = {np.shape(code) for code in (a, b, c)}
    if len(shapes) != 1 or len(next(iter(shapes))) != 1:
        raise LatentError(f"a - b + c takes three codes of one size; these have the shapes {sorted(shapes)}.")
    sum_: Array = (np.asarray(a, np.float64) - b + c).astype(np.float32)
    return sum_


def centres(codes: Array, labels: Array) -> dict[int, Array]:
    """Average the codes of each class: class number to a code of shape (latent_dim,)."""
    return {
        int(label): codes[labels == label].mean(axis=0, dtype=np.float64).astype(np.float32)
        for label in np.unique(labels)
    }
