"""Five small networks trained on the digits, as functions of their weights, so that weights can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Weights = list[Array]
KERNELS = {"hidden": (0,), "output": (2,), "both": (0, 2)}
"""Where the kernels of a layer stand among a network's weights: kernel, bias, kernel, bias."""


@dataclass(frozen=True, eq=False)
class DigitsNetworks:
    """Networks of one architecture: an image of 8 x 8 pixels, a hidden layer of relu, ten classes.

    networks: the weights of each, as keras.Model.get_weights() gives them. train, test: (images, labels).
    probabilities(weights, x): of many networks at once, each array of weights stacked; (networks, n, 10).
    sensitivity(weights, image, label): d probability of the label / d pixel, shape (8, 8).
    """

    networks: tuple[Weights, ...]
    train: tuple[Array, Array]
    test: tuple[Array, Array]
    probabilities: Callable[..., Any]
    sensitivity: Callable[..., Any]

    def say(self, networks: Sequence[Weights], x: Array) -> Array:
        """Give the probabilities of networks of these weights for x, shape (networks, n, 10)."""
        stacks = [np.stack(arrays) for arrays in zip(*networks, strict=True)]
        return np.asarray(self.probabilities(stacks, x))


def digits_networks(models: Sequence[Any], train: Any, test: Any) -> DigitsNetworks:
    """Take the trained weights of Keras models of one architecture; compile what they say.

    Sensitivity is jax.grad through the Keras model itself.
    """
    import jax
    import keras

    model = keras.models.clone_model(models[0])

    def probabilities(weights: Weights, x: Array) -> Any:
        return model.stateless_call(weights, [], x)[0]

    def probability(image: Array, weights: Weights, label: int) -> Any:
        return probabilities(weights, image[None])[0, label]

    gradient = jax.jit(jax.grad(probability))
    return DigitsNetworks(
        networks=tuple(one.get_weights() for one in models),
        train=(train.x, train.y),
        test=(test.x, test.y),
        probabilities=jax.jit(jax.vmap(probabilities, in_axes=(0, None))),
        sensitivity=lambda weights, image, label: np.asarray(gradient(image, weights, label)),
    )


def scaled(network: Weights, layer: str, factor: float) -> Weights:
    """Copy a network's weights with the kernels of a layer multiplied; the biases stay."""
    return [w * np.float32(factor) if at in KERNELS[layer] else w for at, w in enumerate(network)]


def largest_weight(network: Weights) -> tuple[int, int, int]:
    """Find the output layer's weight of the largest size: (1, hidden unit, class)."""
    unit, label = np.unravel_index(np.abs(network[2]).argmax(), network[2].shape)
    return 1, int(unit), int(label)


def one_changed(network: Weights, place: tuple[int, int, int], factor: float) -> Weights:
    """Copy a network's weights with one multiplied. place: (layer, from, to), layer 0 or 1."""
    layer, start, end = place
    changed = [w.copy() for w in network]
    changed[2 * layer][start, end] *= factor
    return changed


def unit_changed(network: Weights, unit: int, factor: float) -> Weights:
    """Copy a network's weights with all weights into one hidden unit multiplied; its bias stays."""
    changed = [w.copy() for w in network]
    changed[0][:, unit] *= factor
    return changed
