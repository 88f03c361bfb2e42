"""One neuron by hand. The task is in README.md beside this file; `handsonn check one_neuron` looks at it."""

import numpy as np


def weighted_sum(x, weights, bias):
    """Give the neuron's sum for each sample.

    x: shape (samples, features). weights: shape (features,). bias: one number. Gives shape (samples,).
    """
    raise NotImplementedError("multiply, add up, and add the bias")


def step(z):
    """Give 1 where z is 0 or more, else 0, in the shape of z."""
    raise NotImplementedError("compare z with 0")


def neuron(x, weights, bias):
    """Give the neuron's answer, 0 or 1, for each sample."""
    raise NotImplementedError("put weighted_sum and step together")


def and_gate():
    """Give (weights, bias) with which the neuron answers 1 only where both inputs are 1."""
    raise NotImplementedError("two weights and a bias")


def or_gate():
    """Give (weights, bias) with which the neuron answers 1 where at least one input is 1."""
    raise NotImplementedError("two weights and a bias")


if __name__ == "__main__":  # run this file to try what you have so far
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    print(neuron(x, *and_gate()))
