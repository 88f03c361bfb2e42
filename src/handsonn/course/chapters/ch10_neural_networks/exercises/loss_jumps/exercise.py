"""The loss jumps. The task is in README.md; `handsonn check loss_jumps` looks at this file."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np

CAUSE = ""  # the code of what is wrong, as `handsonn diagnose` gives it: HN and three digits


def build():
    """Build and compile a network for images of handwritten digits."""
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(48, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.SGD(learning_rate=1.0, momentum=0.9)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    """Train a new network and give it. x: shape (samples, 64), from 0 to 1. y: shape (samples,), from 0 to 9."""
    model = build()
    model.fit(x, y, batch_size=32, epochs=15, verbose=0)
    return model


if __name__ == "__main__":
    keras.utils.set_random_seed(0)
    digits = hn.load("digits")
    order = np.random.default_rng(0).permutation(len(digits.x))[:1000]
    x, y = digits.x[order].reshape(1000, 64).astype("float32") / 16, np.asarray(digits.y)[order]
    model = train(x[:700], y[:700])
    print("loss after each epoch:", np.round(model.history.history["loss"], 2))
    loss, accuracy = model.evaluate(x[700:], y[700:], verbose=0)
    print(f"accuracy on 300 new images: {accuracy:.2f}")
