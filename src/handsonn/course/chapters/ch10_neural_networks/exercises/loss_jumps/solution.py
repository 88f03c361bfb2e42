"""The loss jumps: a solution."""

import handsonn as hn  # noqa: F401  # isort: skip
import keras

CAUSE = "HN005"


def build():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(48, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(x, y):
    model = build()
    model.fit(x, y, batch_size=32, epochs=15, verbose=0)
    return model
