"""Five losses to repair: a solution."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


def network(features, units, activation):
    return keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(units, activation=activation),
        ]
    )


def species(x, y):
    model = network(8, 4, "softmax")
    one_of_four = "sparse_categorical_crossentropy"
    model.compile(keras.optimizers.Adam(0.01), loss=one_of_four, metrics=["accuracy"])
    return model, y


def species_one_hot(x, y):
    model = network(8, 4, "softmax")
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    labels = y.argmax(axis=1)
    return model, labels


def ill(x, y):
    model = network(8, 1, "sigmoid")
    yes_or_no = "binary_crossentropy"
    model.compile(keras.optimizers.Adam(0.01), loss=yes_or_no, metrics=["accuracy"])
    return model, y


def tags(x, y):
    model = network(8, 5, "sigmoid")
    yes_or_no_each = "binary_crossentropy"
    model.compile(keras.optimizers.Adam(0.01), loss=yes_or_no_each, metrics=["binary_accuracy"])
    return model, y


def temperature(x, y):
    model = network(8, 1, None)
    distance = "mse"
    model.compile(keras.optimizers.Adam(0.01), loss=distance, metrics=["mae"])
    return model, y
