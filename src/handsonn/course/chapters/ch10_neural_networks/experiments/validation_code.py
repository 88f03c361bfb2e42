"""The plain Keras of the lab about validation, for exactly the settings on the page."""

from __future__ import annotations

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)

_ORDERS = {
    "published": "np.sort(kept)",
    "class": 'np.sort(kept)[np.argsort(y[np.sort(kept)], kind="stable")]',
    "shuffled": "np.random.default_rng(seed).permutation(np.sort(kept))",
}


def code_of_last_rows(order: str, fraction: float) -> str:
    """Write validation_split and validation_data, one after the other."""
    return f"""{_beginning(0.003)}
def accuracy_on_new(model):
    return (model.predict(x[new], verbose=0).argmax(axis=1) == y[new]).mean()

seeds = range(5)
val_last, new_last, val_drawn, new_drawn = [], [], [], []
for seed in seeds:
    kept, new = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=seed)
    rows = {_ORDERS[order]}  # {order}
    model = make_network(seed)  # Keras takes the last rows
    history = model.fit(x[rows], y[rows], batch_size=32, epochs=15, validation_split={fraction}, verbose=0)
    val_last.append(history.history["val_accuracy"][-1])
    new_last.append(accuracy_on_new(model))

    last = len(rows) - int(len(rows) * (1 - {fraction}))  # as many, but drawn at random, by class
    train, validation = train_test_split(rows, test_size=last, stratify=y[rows], random_state=seed)
    model = make_network(seed)
    history = model.fit(x[train], y[train], batch_size=32, epochs=15,
                        validation_data=(x[validation], y[validation]), verbose=0)
    val_drawn.append(history.history["val_accuracy"][-1])
    new_drawn.append(accuracy_on_new(model))
print(val_last, new_last, val_drawn, new_drawn)
"""


def code_of_splits(size: int, epochs: int) -> str:
    """Write the same recipe on many splits."""
    return f"""{_beginning(0.003)}
seeds = range(5)  # of the split and the network; the page has range(20)
scores = []
for seed in seeds:
    train, rest = train_test_split(np.arange(len(y)), train_size=600, stratify=y, random_state=seed)
    model = make_network(seed)
    model.fit(x[train], y[train], batch_size=32, epochs={epochs}, verbose=0)
    validation = rest[:{size}]
    scores.append((model.predict(x[validation], verbose=0).argmax(axis=1) == y[validation]).mean())
print(np.std(scores, ddof=1), scores)
"""


def code_of_choosing(tried: int, size: int) -> str:
    """Write the choice of the best setting by its validation score."""
    return f"""{_beginning("learning_rate", "seed, learning_rate")}
random = np.random.default_rng(0)
settings = [(float(10 ** random.uniform(-3, -1.5)), int(random.integers(8, 25))) for _ in range({tried})]

seeds = range(5)  # of the training rows, and of the network
validation_score, test_score, picked_blindly = [], [], []
for seed in seeds:
    train, rest = train_test_split(np.arange(len(y)), train_size=100, stratify=y, random_state=seed)
    right = []
    for learning_rate, epochs in settings:
        model = make_network(seed, learning_rate)
        model.fit(x[train], y[train], batch_size=32, epochs=epochs, verbose=0)
        right.append(model.predict(x[rest], verbose=0).argmax(axis=1) == y[rest])
    right, scores = np.array(right), []
    for draw in range(200):  # another validation set each time; the others are the test set
        rows = np.random.default_rng(draw).permutation(len(rest))
        validation = right[:, rows[:{size}]].mean(axis=1)
        test = right[:, rows[{size}:]].mean(axis=1)
        best = validation.argmax()
        scores.append((validation[best], test[best], test.mean()))
    validation_score.append(np.mean(scores, axis=0)[0])
    test_score.append(np.mean(scores, axis=0)[1])
    picked_blindly.append(np.mean(scores, axis=0)[2])  # the mean over the settings
print(validation_score, test_score, picked_blindly)
"""


def _beginning(learning_rate: float | str, arguments: str = "seed") -> str:
    return f"""import handsonn as hn  # reads the data; the rest is plain Keras
import keras
import numpy as np
from sklearn.model_selection import train_test_split

digits = hn.load("digits")
x, y = (digits.x / 16).astype("float32"), digits.y

def make_network({arguments}):
    keras.utils.set_random_seed(seed)
{digits_network_code((32,), spaces=4)}
    optimizer = keras.optimizers.Adam({learning_rate})
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
"""
