"""Always the same answer: a solution."""

import handsonn as hn  # noqa: F401  # isort: skip
import keras

CAUSE = "HN001"


def build():
    model = keras.Sequential(
        [
            keras.Input((30,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    model = build()
    model.fit(x, y, batch_size=16, epochs=15, validation_split=0.2, verbose=0)
    return model
