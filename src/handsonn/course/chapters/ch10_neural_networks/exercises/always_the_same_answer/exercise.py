"""Always the same answer. The task is in README.md; `handsonn check always_the_same_answer` looks at this file."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np

CAUSE = ""  # the code of what is wrong, as `handsonn diagnose` gives it: HN and three digits


def build():
    """Build and compile a network that tells two kinds of tumour apart by thirty measurements."""
    model = keras.Sequential(
        [
            keras.Input((30,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    """Train a new network and give it. x: shape (samples, 30), standardised. y: shape (samples,), 0 or 1."""
    model = build()
    model.fit(x, y, batch_size=16, epochs=15, validation_split=0.2, verbose=0)
    return model


if __name__ == "__main__":
    keras.utils.set_random_seed(0)
    tumours = hn.load("breast_cancer")
    order = np.random.default_rng(0).permutation(len(tumours.x))
    x, y = tumours.x[order], np.asarray(tumours.y)[order]
    mean, deviation = x[:400].mean(axis=0), x[:400].std(axis=0)
    x = (x - mean) / deviation
    model = train(x[:400], y[:400])
    loss, accuracy = model.evaluate(x[400:], y[400:], verbose=0)
    print("answers for ten new samples:", model.predict(x[400:410], verbose=0).round(2).ravel())
    print("their labels:               ", y[400:410])
    print(f"accuracy on {len(x) - 400} new samples: {accuracy:.2f}")
