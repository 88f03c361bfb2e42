"""The plain Keras of the lab about scaling, for exactly the settings on the page."""

from __future__ import annotations

_SCALER_CLASSES = {"minmax": "MinMaxScaler", "standard": "StandardScaler"}


def code_of_scalers(data: str, optimizer: str, epochs: int, learning_rate: float) -> str:
    """Write the four ways to scale, trained one after another."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np
from sklearn.preprocessing import MinMaxScaler, StandardScaler

split = hn.split(hn.load("{data}"), validation=0.2, test=0.2, scaler="none", seed=0)
x, y = split.train.x, split.train.y

def scaled(scaler):
    if scaler is None:
        return x, split.validation.x
    scaler.fit(x)  # the training rows alone
    return scaler.transform(x), scaler.transform(split.validation.x)

def train(seed, scaler=None, normalize=False):
    train_x, validation_x = scaled(scaler)
    keras.utils.set_random_seed(seed)
    layers = [keras.Input((x.shape[1],))]
    if normalize:
        normalization = keras.layers.Normalization()
        normalization.adapt(x)
        layers.append(normalization)
    layers += [keras.layers.Dense(16, activation="relu"), keras.layers.Dense(len(np.unique(y)))]
    model = keras.Sequential(layers)
    # The loss applies softmax: a softmax layer would give probabilities of exactly 0 and 1 for raw values,
    # and where Keras clips these the gradient is zero.
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.{"SGD" if optimizer == "sgd" else "Adam"}({learning_rate})
    model.compile(optimizer, loss, metrics=["accuracy"])
    history = model.fit(train_x, y, batch_size=32, epochs={epochs},
                        validation_data=(validation_x, split.validation.y), verbose=0)
    return history.history["loss"][-1]

seeds = range(5)
none = [train(seed) for seed in seeds]
minmax = [train(seed, MinMaxScaler()) for seed in seeds]
standard = [train(seed, StandardScaler()) for seed in seeds]
layer = [train(seed, normalize=True) for seed in seeds]
print(none, minmax, standard, layer)
"""


def code_of_leak(data: str, scaler: str, case: str, count: int) -> str:
    """Write a scaler fitted on the training rows, one fitted on all rows, and fresh rows that neither has seen."""
    change = {
        "one outlier": "    values[0] *= 1000  # one row in a wrong unit\n",
        "shifted": "    values += 2 * x.std(axis=0)  # another instrument\n",
    }.get(case, "")
    return f"""{_beginning(data, scaler)}
def as_they_arrive(rows):
    values = x[rows]
{change}    return values

def accuracy(model, scaler, rows):
    predicted = model.predict(scaler.transform(as_they_arrive(rows)), verbose=0).argmax(axis=1)
    return (predicted == y[rows]).mean()

seeds = range(5)  # of the split and the network; the page has range(20)
honest, leaked, fresh = [], [], []
for seed in seeds:
    rows = np.arange(len(y))
    train, rest = train_test_split(rows, train_size={count}, stratify=y, random_state=seed)
    new, others = rest[:60], rest[60:]  # no scaler sees the others

    alone = {_SCALER_CLASSES[scaler]}().fit(x[train])
    model = fitted_network(seed, alone.transform(x[train]), y[train])
    honest.append(accuracy(model, alone, new))

    everything = {_SCALER_CLASSES[scaler]}().fit(np.vstack([x[train], as_they_arrive(new)]))  # the leak
    model = fitted_network(seed, everything.transform(x[train]), y[train])
    leaked.append(accuracy(model, everything, new))
    fresh.append(accuracy(model, everything, others))
print(np.mean(honest), np.mean(leaked), np.mean(fresh))
"""


def code_of_outside(data: str, count: int) -> str:
    """Write down new values outside 0..1, and what clipping does."""
    return f"""{_beginning(data, "minmax")}
seeds = range(5)  # of the split and the network; the page has range(20)
share_outside, accuracy, clipped = [], [], []
for seed in seeds:
    rows = np.arange(len(y))
    train, rest = train_test_split(rows, train_size={count}, stratify=y, random_state=seed)
    new = rest[:60]
    scaler = MinMaxScaler().fit(x[train])
    new_x = scaler.transform(x[new])
    share_outside.append(((new_x < -1e-9) | (new_x > 1 + 1e-9)).mean())
    model = fitted_network(seed, scaler.transform(x[train]), y[train])
    for values, scores in ((new_x, accuracy), (np.clip(new_x, 0, 1), clipped)):
        scores.append((model.predict(values, verbose=0).argmax(axis=1) == y[new]).mean())
print(np.mean(share_outside), np.mean(accuracy), np.mean(clipped))
"""


def _beginning(data: str, scaler: str) -> str:
    return f"""import handsonn as hn  # reads the data; the rest is plain Keras
import keras
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import {_SCALER_CLASSES[scaler]}

samples = hn.load("{data}")
x, y = samples.x.astype("float64"), samples.y

def fitted_network(seed, train_x, labels):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((x.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(len(samples.class_names)),
    ])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss)
    model.fit(train_x.astype("float32"), labels, batch_size=32, epochs=30, verbose=0)
    return model
"""
