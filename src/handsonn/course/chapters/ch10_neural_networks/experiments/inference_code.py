"""The plain Keras of the lab about inference, for exactly the settings on the page."""

from __future__ import annotations

_CHANGED = {
    "none": "new = split.test.x",
    "moved": "pixels = split.test.x.shape[2] // 8\n"
    "new = np.pad(split.test.x, ((0, 0), (0, 0), (pixels, 0)))[:, :, :-pixels]",
    "noisy": "noise = np.random.default_rng(0).normal(0, 0.3, split.test.x.shape)\n"
    'new = np.clip(split.test.x + noise, 0, 1).astype("float32")',
    "inverted": "new = 1 - split.test.x",
}


def code_of_confusions(data: str, epochs: int, cell: tuple[int, int]) -> str:
    """Write the prediction of the test set and its confusion matrix."""
    return f"""{_images(data, epochs)}
seeds = range(5)
accuracy, in_cell = [], []
for seed in seeds:
    probabilities = fitted_network(seed).predict(split.test.x, verbose=0)
    predicted = probabilities.argmax(axis=1)  # the most probable class
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (split.test.y, predicted), 1)  # rows: labels, columns: predictions
    accuracy.append(np.trace(counts) / counts.sum())
    in_cell.append(counts[{cell[0]}, {cell[1]}])
print(accuracy, in_cell)
"""


def code_without_labels(data: str, epochs: int, change: str, *, missing: bool) -> str:
    """Write what can be counted of new images, with labels and without."""
    known = "" if missing else "    accuracy.append((predicted == split.test.y).mean())\n"
    return f"""{_images(data, epochs)}
{_CHANGED[change]}
seeds = range(5)
confidence, accuracy = [], []
for seed in seeds:
    probabilities = fitted_network(seed).predict(new, verbose=0)
    predicted = probabilities.argmax(axis=1)
    print(np.bincount(predicted, minlength=10))  # how often each class was predicted
    confidence.append(probabilities.max(axis=1).mean())
{known}print(confidence, accuracy)
"""


def code_of_calibration(data: str, epochs: int) -> str:
    """Write the expected calibration error."""
    return f"""{_images(data, epochs)}
def error_of(confidence, right):
    place = np.minimum((confidence * 10).astype(int), 9)  # ten equal intervals
    bins = [place == b for b in range(10) if (place == b).any()]
    return sum(b.mean() * abs(right[b].mean() - confidence[b].mean()) for b in bins)

seeds = range(5)
calibration_error = []
for seed in seeds:
    probabilities = fitted_network(seed).predict(split.test.x, verbose=0)
    right = probabilities.argmax(axis=1) == split.test.y
    calibration_error.append(error_of(probabilities.max(axis=1).astype("float64"), right))
print(calibration_error)
"""


def code_of_thresholds(threshold: float) -> str:
    """Write a decision by threshold, its precision and its recall."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("breast_cancer"), validation=None, test=0.4, scaler="standard", seed=0)
y, malignant = (split.train.y == 0).astype("float32"), split.test.y == 0
seeds = range(5)
precision, recall = [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((30,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile("adam", "binary_crossentropy")
    model.fit(split.train.x, y, batch_size=32, epochs=10, verbose=0)
    called = model.predict(split.test.x, verbose=0)[:, 0] >= {threshold}
    precision.append((called & malignant).sum() / called.sum())
    recall.append((called & malignant).sum() / malignant.sum())
print(precision, recall)
"""


def _images(data: str, epochs: int) -> str:
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("{data}"), validation=0.1, scaler="minmax", seed=0)

def fitted_network(seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input(split.train.x.shape[1:]),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(split.train.x[:1000], split.train.y[:1000], batch_size=32, epochs={epochs}, verbose=0)
    return model
"""
