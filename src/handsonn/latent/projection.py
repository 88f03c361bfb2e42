"""From codes to places of a PCA map and back: the one map that is a projection, and so has a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.latent.trust import check_pair
from handsonn.records import Array


@dataclass(frozen=True, eq=False)
class Projection:
    """centre: shape (latent_dim,). axes: shape (latent_dim, dimensions), each of length 1, or 0 if unused."""

    centre: Array
    axes: Array

    @property
    def keeps_all(self) -> bool:
        """Whether each place has exactly one code: a code has as many numbers as the map has axes in use."""
        return self.axes.shape[0] == self.axes.shape[1] and bool(self.axes.any(axis=0).all())

    def place(self, codes: Any) -> Array:
        """Give the places of codes, shape (count, latent_dim): float32, (count, dimensions).

        Equal steps of a straight line stay equal steps of a straight line.
        """
        away = np.asarray(codes, np.float64) - self.centre
        return np.asarray(away @ self.axes, np.float32)

    def code(self, places: Any) -> Array:
        """Give the codes of places, shape (count, dimensions), without what no axis shows: float32."""
        return np.asarray(np.asarray(places, np.float64) @ self.axes.T + self.centre, np.float32)


def projection(codes: Array, positions: Array) -> Projection:
    """Find how a PCA map was made of its codes again.

    codes: shape (samples, latent_dim). positions: shape (samples, dimensions), the PCA map of these codes.
    Each axis is the direction in which the codes vary together with the place on it; for principal components
    this is exact, as they are not correlated with each other. Raises LatentError for codes that do not fit.
    """
    check_pair(codes, positions)
    centre = codes.mean(axis=0, dtype=np.float64)
    places = positions.astype(np.float64)
    together = codes.astype(np.float64).T @ places  # the places' mean is 0, so the codes' centre falls out
    squares = np.square(places).sum(axis=0)
    axes = np.where(squares > 0, together / np.where(squares > 0, squares, 1.0), 0.0)
    return Projection(centre, axes)
