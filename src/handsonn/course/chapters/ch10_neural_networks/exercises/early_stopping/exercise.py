"""Early stopping. The task is in README.md beside this file; `handsonn check early_stopping` looks at it."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np


def stop(losses, patience):
    """Give (last, best): the last epoch that is trained, and that of the lowest loss until then, both from 1.

    losses: the validation loss of each epoch. patience: how many epochs in a row may bring nothing better.
    """
    raise NotImplementedError("go through the losses, and count the epochs since the lowest")


def train(model, x, y, validation_data, epochs, patience):
    """Train with early stopping, leave the weights of the best epoch in the model, and give the history.

    x: shape (samples, 64). y: shape (samples,), whole numbers. validation_data: the pair (x, y) to watch.
    """
    raise NotImplementedError("Keras has a callback for it")


if __name__ == "__main__":  # run this file to try what you have so far
    print(stop([0.9, 0.7, 0.8, 0.6, 0.65, 0.7, 0.5], patience=2))

    x = np.random.default_rng(0).normal(size=(300, 64)).astype("float32")
    y = (x[:, :3].sum(axis=1) > 0).astype("int64")
    model = keras.Sequential(
        [keras.Input((64,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(2, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    print(train(model, x[:200], y[:200], (x[200:], y[200:]), epochs=100, patience=5).history["val_loss"])
