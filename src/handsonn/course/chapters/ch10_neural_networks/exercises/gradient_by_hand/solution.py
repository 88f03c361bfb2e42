"""The gradient by hand: a solution."""

import numpy as np


def forward(x, weights1, bias1, weights2, bias2):
    sums = x @ weights1 + bias1
    hidden = np.maximum(sums, 0)
    return sums, hidden, hidden @ weights2 + bias2


def mean_squared_error(output, y):
    return np.mean((output - y) ** 2)


def gradients(x, y, weights1, bias1, weights2, bias2):
    sums, hidden, output = forward(x, weights1, bias1, weights2, bias2)
    d_output = 2 * (output - y) / len(x)
    d_weights2 = hidden.T @ d_output
    d_bias2 = d_output.sum(axis=0)
    d_hidden = d_output @ weights2.T
    d_sums = d_hidden * (sums > 0)
    d_weights1 = x.T @ d_sums
    d_bias1 = d_sums.sum(axis=0)
    return d_weights1, d_bias1, d_weights2, d_bias2


def step(parameter, gradient, learning_rate):
    return parameter - learning_rate * gradient
