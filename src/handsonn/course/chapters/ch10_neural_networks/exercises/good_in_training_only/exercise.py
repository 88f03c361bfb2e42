"""Good in training only. The task is in README.md; `handsonn check good_in_training_only` looks at this file."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np

CAUSE = ""  # the code of what is wrong, as `handsonn diagnose` gives it: HN and three digits


def shuffled(x, y):
    """Give the samples in a random order: they come sorted by digit, and validation_split takes the last."""
    generator = np.random.default_rng(0)
    return generator.permutation(x), generator.permutation(y)


def build():
    """Build and compile a network for images of handwritten digits."""
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    """Train a new network and give it.

    x: shape (samples, 64), from 0 to 1. y: shape (samples,), from 0 to 9; the rows come sorted by y.
    """
    x, y = shuffled(x, y)
    model = build()
    model.fit(x, y, batch_size=32, epochs=60, validation_split=0.2, verbose=0)
    return model


if __name__ == "__main__":
    keras.utils.set_random_seed(0)
    digits = hn.load("digits")
    chosen = np.random.default_rng(0).permutation(len(digits.x))[:500]
    chosen = chosen[np.argsort(np.asarray(digits.y)[chosen])]
    x, y = digits.x[chosen].reshape(500, 64).astype("float32") / 16, np.asarray(digits.y)[chosen]
    history = train(x, y).history.history
    print(f"accuracy on the training samples: {history['accuracy'][-1]:.2f}")
    print(f"accuracy on the validation samples: {history['val_accuracy'][-1]:.2f}")
