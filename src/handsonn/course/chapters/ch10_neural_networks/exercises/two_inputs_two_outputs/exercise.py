"""Two inputs, two outputs. The task is in README.md; check it: `handsonn check two_inputs_two_outputs`."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras  # noqa: F401 - for your code


def build(num_wide, num_deep, num_cuts):
    """Give a compiled network with the inputs "wide" and "deep" and the outputs "price" and "cut".

    wide: shape (samples, num_wide), straight to the price. deep: shape (samples, num_deep), through hidden layers.
    price: shape (samples, 1). cut: shape (samples, num_cuts), probabilities.
    """
    raise NotImplementedError("begin with two keras.Input, and call layers on what comes before them")


def train(model, wide, deep, price, cut):
    """Train the model on both outputs at once.

    wide, deep: features, one row per diamond. price: shape (samples,). cut: class numbers, shape (samples,).
    """
    raise NotImplementedError("give fit a dict for the inputs and a dict for the targets")


if __name__ == "__main__":  # run this file to see what you have built so far
    build(15, 6, 5).summary()
