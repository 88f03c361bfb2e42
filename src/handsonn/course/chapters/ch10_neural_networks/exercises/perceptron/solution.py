"""A perceptron that learns: a solution."""

import numpy as np


def predict(x, weights, bias):
    return np.where(x @ weights + bias >= 0, 1, 0)


def update(sample, label, weights, bias, learning_rate):
    error = label - predict(sample, weights, bias)
    return weights + learning_rate * error * sample, bias + learning_rate * error


def train(x, y, max_epochs, learning_rate):
    weights, bias = np.zeros(x.shape[1]), 0.0
    mistakes = []
    for _ in range(max_epochs):
        wrong = 0
        for sample, label in zip(x, y, strict=True):
            if predict(sample, weights, bias) != label:
                wrong += 1
                weights, bias = update(sample, label, weights, bias, learning_rate)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return weights, bias, mistakes
