"""Set weights of a trained network to zero, and measure what that does."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network import DigitsNetworks, Weights

Array = np.ndarray[Any, Any]
ORDERS = ("smallest", "random", "largest", "product")
"""In which order weights are removed; product: smallest size of weight times size of its input."""
SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def removal_scores(order: str, kernel: Array, input_size: Array, seed: int) -> Array:
    """Score the weights of a kernel, shape (inputs, units): those with the lowest score go first.

    input_size: shape (inputs,), the root of the mean square of each input of the layer.
    """
    if order == "random":
        return np.asarray(np.random.default_rng(seed).random(kernel.shape))
    if order == "product":
        return np.asarray(np.abs(kernel) * input_size[:, None])
    return np.asarray(np.abs(kernel) if order == "smallest" else -np.abs(kernel))


def without(kernel: Array, scores: Array, share: float) -> Array:
    """Copy the kernel with this share of its weights, those with the lowest scores, set to zero."""
    left = kernel.copy()
    left.ravel()[np.argsort(scores.ravel(), kind="stable")[: round(share * kernel.size)]] = 0
    return left


def removal_accuracies(bench: DigitsNetworks, network: Weights, at: int, *, seed: int) -> Array:
    """Measure the test accuracy after removing each share in each order, shape (orders, shares).

    at: the kernel's place in network. seed: of the random order.
    """
    x, y = bench.test
    kernel, sizes = network[at], layer_input_size(network, at, bench.train[0])
    scores = (removal_scores(order, kernel, sizes, seed) for order in ORDERS)
    kernels = np.stack([without(kernel, score, share) for score in scores for share in SHARES])
    said = np.asarray(bench.probabilities(stacked(network, at, kernels), x)).argmax(-1)
    return np.asarray((said == y).mean(1).reshape(len(ORDERS), len(SHARES)))


def removal_effects(bench: DigitsNetworks, network: Weights, at: int) -> Array:
    """Measure the effect of removing each weight alone, shape of the kernel: how far the answers move.

    That is the share of probability that moves to other classes, half the sum of the absolute changes, as
    the mean over the test images.
    """
    kernel, x = network[at], bench.test[0]
    before = np.asarray(bench.probabilities(stacked(network, at, kernel[None]), x))
    effects = []
    for part in np.array_split(np.arange(kernel.size), max(1, kernel.size // 128)):  # bounds the memory
        kernels = np.repeat(kernel[None], len(part), axis=0)
        kernels.reshape(len(part), -1)[np.arange(len(part)), part] = 0
        after = np.asarray(bench.probabilities(stacked(network, at, kernels), x))
        effects.append(np.abs(after - before).sum(-1).mean(-1) / 2)
    return np.concatenate(effects).reshape(kernel.shape)


def stacked(network: Weights, at: int, kernels: Array) -> Weights:
    """Stack a network's weights as many times as there are kernels, with these in the place `at`."""
    count = len(kernels)
    return [kernels if i == at else np.broadcast_to(w, (count, *w.shape)) for i, w in enumerate(network)]


def rank_correlation(first: Array, second: Array) -> float:
    """Give Spearman's rank correlation of two arrays of one shape: Pearson's of their ranks."""
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(first.ravel()), rankdata(second.ravel()))[0, 1])


def layer_input_size(network: Weights, at: int, images: Array) -> Array:
    """Give the root mean square of each input of the layer whose kernel is at `at`, shape (inputs,).

    images: shape (samples, height, width). The hidden layer's activation is relu.
    """
    pixels = images.reshape(len(images), -1)
    inputs = pixels if at == 0 else np.maximum(pixels @ network[0] + network[1], 0)
    return np.asarray(np.sqrt((inputs**2).mean(axis=0)))
