"""A learning-rate search. The task is in README.md; `handsonn check learning_rate_search` looks at it."""

import numpy as np


def rates(low, high, count):
    """Give `count` learning rates from low to high, each the same number of times as large as the one before."""
    raise NotImplementedError("equal steps of the exponent")


def search(make, train, validation, rates, seeds):
    """Give the validation losses after 10 epochs with batches of 32, shape (rates, seeds).

    make(rate, seed): gives a new compiled network. train, validation: pairs (x, y).
    """
    raise NotImplementedError("a new network for each rate and each seed")


def choose(rates, losses):
    """Give the rate with the lowest mean loss over the seeds. losses: shape (rates, seeds), NaN where diverged."""
    raise NotImplementedError("mind the NaN")


def verdicts(rates, losses, before):
    """Give a list with "too low", "works" or "too high" for each rate. before: the loss before training."""
    raise NotImplementedError("half of before, and the side of the chosen rate")


def find_rate(make, train, validation, seeds):
    """Search seven rates from 0.00001 to 10, and give (losses, chosen rate)."""
    raise NotImplementedError("put rates, search and choose together")


if __name__ == "__main__":  # run this file to try what you have so far
    print(rates(0.001, 1, 4))
    losses = np.array([[2.3, 2.2], [0.4, 0.5], [0.1, np.nan]])
    print(choose([0.01, 0.1, 1], losses), verdicts([0.01, 0.1, 1], losses, before=2.4))
