"""Validation, two ways. The task is in README.md; `handsonn check validation_two_ways` looks at it."""

import numpy as np


def last_rows(samples, fraction):
    """Give the row numbers that validation_split=fraction holds out of a table with so many samples."""
    raise NotImplementedError("training has the first int(samples * (1 - fraction)) rows")


def fit_with_split(model, x, y, fraction, seed):
    """Shuffle the rows, train for 10 epochs with validation_split, and give the history.

    x: shape (samples, features). y: shape (samples,), whole numbers.
    """
    raise NotImplementedError("one random order, for x and for y")


def three_parts(x, y, seed):
    """Give ((x_train, y_train), (x_validation, y_validation), (x_test, y_test)): 60, 20 and 20 %, stratified."""
    raise NotImplementedError("draw the parts at random, class by class")


def fit_and_test(model, x, y, seed):
    """Train for 10 epochs with validation_data, then test once: give (history, accuracy on the test part)."""
    raise NotImplementedError("three_parts, model.fit, model.evaluate")


if __name__ == "__main__":  # run this file to try what you have so far
    x, y = np.arange(20.0).reshape(10, 2), np.repeat([0, 1], 5)
    print(last_rows(10, 0.3))
    print(three_parts(x, y, seed=0))
