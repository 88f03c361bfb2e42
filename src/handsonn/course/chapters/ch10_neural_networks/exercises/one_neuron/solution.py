"""One neuron by hand: a solution."""

import numpy as np


def weighted_sum(x, weights, bias):
    return x @ weights + bias


def step(z):
    return np.where(z >= 0, 1, 0)


def neuron(x, weights, bias):
    return step(weighted_sum(x, weights, bias))


def and_gate():
    return np.array([1.0, 1.0]), -1.5


def or_gate():
    return np.array([1.0, 1.0]), -0.5
