"""A plane through the weights of a network, laid so that two ways from the same beginning lie well in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
GRID = 28


@dataclass(frozen=True)
class WeightPlane:
    """The plane through `origin` along two orthonormal directions; weights as flat arrays.

    share: of the squared movement of all ways from the origin, how much lies in the plane, from 0 to 1.
    shares: the same of each way.
    places: each way's coordinates in the plane, shape (moments, 2). ends: the plane's low and high per axis.
    """

    origin: Array
    directions: Array
    share: float
    shares: tuple[float, ...]
    places: tuple[Array, ...]
    ends: tuple[tuple[float, float], tuple[float, float]]

    def weights(self) -> Array:
        """List the weights of a grid of places, the first direction running fastest; (GRID², weights)."""
        along, up = (low + (np.arange(GRID) + 0.5) / GRID * (high - low) for low, high in self.ends)
        places = np.stack(np.meshgrid(along, up), axis=-1).reshape(-1, 2)
        return np.asarray(self.origin + places @ self.directions, dtype=np.float32)


def plane_of(ways: Sequence[Array]) -> WeightPlane:
    """Lay the plane through the common beginning of the ways, along the two main directions of movement.

    ways: shape (moments, weights) each, the first row the same. The directions are the first two right
    singular vectors of all displacements from the beginning.
    """
    origin = ways[0][0].astype(np.float64)
    moves = np.concatenate([way - origin for way in ways])
    _, sizes, directions = np.linalg.svd(moves, full_matrices=False)
    places = tuple((way - origin) @ directions[:2].T for way in ways)
    everything = np.concatenate(places)
    room = 0.18 * np.ptp(everything, axis=0).max()
    low, high = everything.min(axis=0) - room, everything.max(axis=0) + room
    ends = tuple((float(one), float(other)) for one, other in zip(low, high, strict=True))
    share = float((sizes[:2] ** 2).sum() / (sizes**2).sum())
    shares = tuple(
        float((place**2).sum() / ((way - origin) ** 2).sum()) for place, way in zip(places, ways, strict=True)
    )
    return WeightPlane(origin, directions[:2], share, shares, places, (ends[0], ends[1]))


def loss_below(plane: WeightPlane, way: int, loss: Callable[[Any], Any]) -> float:
    """Compute the loss in the plane below the end of a way: what the picture's colour stands for there."""
    below = plane.origin + plane.places[way][-1] @ plane.directions
    return float(loss(np.asarray(below, dtype=np.float32)))


def losses_on(plane: WeightPlane, loss: Callable[[Any], Any]) -> Array:
    """Compute the loss everywhere on the plane; shape (GRID, GRID). loss: of one flat array of weights."""
    import jax

    found = jax.lax.map(loss, plane.weights(), batch_size=GRID)
    return np.asarray(found).reshape(GRID, GRID)


def flat_weights(model: Any) -> Array:
    """Copy a network's weights into one flat array."""
    return np.concatenate([np.ravel(one) for one in model.get_weights()])


def loss_of_flat(model: Any, x: Array, y: Array) -> Callable[[Any], Any]:
    """Make the function from flat weights to the network's loss on these samples (cross-entropy)."""
    import jax
    import keras

    shapes = [tuple(variable.shape) for variable in model.trainable_variables]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def loss(flat: Any) -> Any:
        parts = [
            part.reshape(shape) for part, shape in zip(jax.numpy.split(flat, ends[:-1]), shapes, strict=True)
        ]
        outputs, _ = model.stateless_call(parts, [], x)
        return keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y, outputs))

    return loss
