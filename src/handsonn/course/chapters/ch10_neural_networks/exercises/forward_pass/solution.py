"""The forward pass by hand: a solution."""

import numpy as np


def dense(x, weights, bias):
    return x @ weights + bias


def relu(z):
    return np.maximum(z, 0)


def softmax(z):
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def forward(x, weights1, bias1, weights2, bias2):
    hidden = relu(dense(x, weights1, bias1))
    return softmax(dense(hidden, weights2, bias2))
