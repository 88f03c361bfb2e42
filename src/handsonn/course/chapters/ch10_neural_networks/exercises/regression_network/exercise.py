"""A network that says a price. The task is in README.md; check it: `handsonn check regression_network`."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras  # noqa: F401 - for your code
import numpy as np


def build(num_features):
    """Give a compiled network: num_features numbers in, one number out that can be any number."""
    raise NotImplementedError("which activation leaves the output free, and which loss measures a distance?")


def train(x, y):
    """Train a network, and give what predict needs.

    x: shape (samples, features). y: the prices, shape (samples,), in the thousands.
    """
    raise NotImplementedError(
        "scale x and y by what these rows say, build, fit, and return all that predict needs"
    )


def predict(trained, x):
    """Give one price per row of x, shape (samples,), in the unit of the y that train was given.

    trained: what train gave. x: shape (samples, features), as it comes.
    """
    raise NotImplementedError("treat x as train did, and turn what the network says into prices again")


if __name__ == "__main__":  # run this file to try what you have so far
    diamonds = hn.load("diamonds")
    rows = np.random.default_rng(0).permutation(len(diamonds.x))
    known, unseen = rows[:2048], rows[2048:4048]
    prices = predict(train(diamonds.x[known], diamonds.y[known]), diamonds.x[unseen])
    for price, real in zip(prices[:5], diamonds.y[unseen][:5], strict=True):
        print(f"predicted {price:,.0f}, real {real:,.0f}")
