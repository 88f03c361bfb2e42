"""The gradient by hand. The task is in README.md beside this file; `handsonn check gradient_by_hand` looks at it."""

import numpy as np


def forward(x, weights1, bias1, weights2, bias2):
    """Give the hidden layer's sums, its outputs after ReLU, and the network's output; written already.

    Their shapes: (samples, units), (samples, units), (samples, 1).
    """
    sums = x @ weights1 + bias1
    hidden = np.maximum(sums, 0)
    return sums, hidden, hidden @ weights2 + bias2


def mean_squared_error(output, y):
    """Give the mean of the squared differences, one number. output, y: shape (samples, 1)."""
    raise NotImplementedError("differences, their squares, the mean")


def gradients(x, y, weights1, bias1, weights2, bias2):
    """Give (d_weights1, d_bias1, d_weights2, d_bias2): the derivatives of the loss, each in the shape of its array.

    x: shape (samples, inputs). y: shape (samples, 1).
    weights1: shape (inputs, units). bias1: shape (units,). weights2: shape (units, 1). bias2: shape (1,).
    """
    raise NotImplementedError(
        "call forward, then go back from its output: how does the loss change with each of them?"
    )


def step(parameter, gradient, learning_rate):
    """Give the array after one step that makes the loss smaller; parameter stays as it is."""
    raise NotImplementedError("against the gradient")


if __name__ == "__main__":  # run this file to try what you have so far
    print(gradients(*(np.array(each) for each in ([[1.0]], [[3.0]], [[2.0]], [0.0], [[1.0]], [0.0]))))
