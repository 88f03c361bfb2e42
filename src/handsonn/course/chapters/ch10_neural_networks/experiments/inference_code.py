"""The plain Keras of the lab about inference, for exactly the settings on the page."""

from __future__ import annotations


def _images(data: str, units: int, rows: int, epochs: int) -> str:
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("{data}"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x[:{rows}], split.train.y[:{rows}]

def predict(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input(x.shape[1:]),
        keras.layers.Flatten(),
        keras.layers.Dense({units}, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, batch_size=32, epochs={epochs}, verbose=0)
    return model.predict(split.test.x, verbose=0)  # a row of 10 probabilities for each image

seeds = range(5)
probabilities = np.array([predict(seed) for seed in seeds])
predicted, confidence = probabilities.argmax(axis=2), probabilities.max(axis=2)
"""


def code_of_predictions(data: str, units: int, rows: int, epochs: int, *, missing: bool) -> str:
    """Write the prediction of the test set, and what can be said with or without labels."""
    said = (
        "counts = [np.bincount(classes, minlength=10) for classes in predicted]\nprint(counts)"
        if missing
        else "accuracy = (predicted == split.test.y).mean(axis=1)  # only with labels\nprint(accuracy)"
    )
    return f"""{_images(data, units, rows, epochs)}sureness = confidence.mean(axis=1)
{said}
print(sureness, (predicted == predicted[0]).all(axis=0).mean())
"""


def code_of_cell(data: str, units: int, rows: int, epochs: int, cell: tuple[int, int]) -> str:
    """Write the confusion matrix of each network, and the images of one cell."""
    return f"""{_images(data, units, rows, epochs)}
def confusion_matrix(classes):
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (split.test.y, classes), 1)  # a row for each label, a column for each prediction
    return counts

label, prediction = {cell[0]}, {cell[1]}
in_cell = [confusion_matrix(classes)[label, prediction] for classes in predicted]
accuracy = [np.trace(confusion_matrix(classes)) / len(classes) for classes in predicted]
print(in_cell, np.flatnonzero((split.test.y == label) & (predicted[0] == prediction)))
"""


def code_of_reliability(data: str, units: int, rows: int, epochs: int, bins: int) -> str:
    """Write the expected calibration error."""
    return f"""{_images(data, units, rows, epochs)}right = predicted == split.test.y

def calibration_error(confidence, right, bins={bins}):
    number = np.clip(np.ceil(confidence.astype("float64") * bins) - 1, 0, bins - 1)
    total = 0.0
    for one in range(bins):
        inside = number == one
        if inside.any():
            gap = right[inside].mean() - confidence[inside].mean(dtype="float64")
            total += inside.mean() * abs(gap)
    return total

error = [calibration_error(*one) for one in zip(confidence, right, strict=True)]
sureness, accuracy = confidence.mean(axis=1), right.mean(axis=1)
print(error, sureness, accuracy)
"""


def code_of_threshold(columns: tuple[int, ...], threshold: float) -> str:
    """Write five splits, a network for each, and one threshold for all of them."""
    chosen = f"[:, {list(columns)}]" if columns else ""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

samples = hn.load("breast_cancer")
threshold = {threshold:g}
seeds = range(5)  # of the split and of the network
recall, precision = [], []
for seed in seeds:
    split = hn.split(samples, validation=0.0, test=0.4, scaler="standard", seed=seed)
    x, test_x = split.train.x{chosen}, split.test.x{chosen}
    malignant = split.train.y == 0
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((x.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    model.fit(x, malignant.astype("float32"), batch_size=32, epochs=20, verbose=0)
    probability = model.predict(test_x, verbose=0)[:, 0]
    called, positive = probability >= threshold, split.test.y == 0
    recall.append((called & positive).sum() / positive.sum())
    precision.append((called & positive).sum() / called.sum() if called.any() else np.nan)
print(recall, precision)
"""
