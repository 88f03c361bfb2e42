"""A perceptron that learns. The task is in README.md beside this file; `handsonn check perceptron` looks at it."""

import numpy as np


def predict(x, weights, bias):
    """Give the answer, 0 or 1, for each sample.

    x: shape (samples, features). weights: shape (features,). bias: one number. Gives shape (samples,).
    """
    raise NotImplementedError("1 where the sum is 0 or more, else 0")


def update(sample, label, weights, bias, learning_rate):
    """Learn from one sample and give the new (weights, bias).

    sample: shape (features,). label: 0 or 1. weights: shape (features,), left as they are. bias: one number.
    """
    raise NotImplementedError("what does the neuron answer, and how far is that from the label?")


def train(x, y, max_epochs, learning_rate):
    """Learn until an epoch passes without a mistake, for max_epochs epochs at most.

    x: shape (samples, features). y: shape (samples,), 0 or 1.
    Gives (weights, bias, mistakes); mistakes is a list with one number per epoch.
    """
    raise NotImplementedError("weights of 0, then epoch after epoch, sample after sample")


if __name__ == "__main__":  # run this file to try what you have so far
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    print("AND:", train(x, np.array([0, 0, 0, 1]), max_epochs=20, learning_rate=1.0))
    print("exactly one:", train(x, np.array([0, 1, 1, 0]), max_epochs=20, learning_rate=1.0))
