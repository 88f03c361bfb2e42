"""Four forms of labels, five output layers, four losses: which fit, which Keras refuses, which fail silently."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import handsonn as hn

Array = np.ndarray[Any, Any]
FORMS = ("integers", "one-hot", "column", "real")
FORM_WORDS = (
    "integers 0 to 9 (digits)", "one-hot rows (digits)", "a column of 0 and 1 (tumours)", "real values (diabetes)",
)  # fmt: skip
OUTPUTS = ("softmax", "linear", "sigmoid 1", "softmax 1", "linear 1")
LOSSES = (
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "binary_crossentropy",
    "mean_squared_error",
)
SHORT_LOSSES = ("sparse categorical", "categorical", "binary", "mean squared error")
FITTING = {
    "integers": ("softmax", "sparse_categorical_crossentropy"),
    "one-hot": ("softmax", "categorical_crossentropy"),
    "column": ("sigmoid 1", "binary_crossentropy"),
    "real": ("linear 1", "mean_squared_error"),
}
"""The output layer and the loss that are made for each form."""
DATA = {"integers": "digits", "one-hot": "digits", "column": "breast_cancer", "real": "diabetes"}
SAMPLES, EPOCHS, MISLEADING, BETTER = 640, 10, 0.1, 0.05


@dataclass(frozen=True)
class Labelled:
    """Training and validation samples with labels in one form. classes: how many there are (real: 2 units)."""

    x: Array
    y: Array
    validation: tuple[Array, Array]
    classes: int


@dataclass(frozen=True)
class Tried:
    """What came of one combination; `refused` and the rest exclude each other.

    refused: Keras' words, or "". warned: what Keras said while it went on, or "". loss: in training, shape
    (seeds, epochs). reported: Keras' accuracy on the validation samples, shape (seeds,). right: the share
    that is right (of real values: R squared), shape (seeds,). guess: what guessing without x gives. fitting: what the combination made for these labels reaches; None:
    this is the one.
    outputs: of the first network, for four validation samples.
    """

    refused: str = ""
    warned: str = ""
    loss: Array | None = None
    reported: Array | None = None
    right: Array | None = None
    guess: float = 0.0
    fitting: float | None = None
    outputs: Array | None = None


@cache
def labelled(form: str) -> Labelled:
    """Read the data of a form: the digits, the tumours or the diabetes patients."""
    scaler = "minmax" if DATA[form] == "digits" else "standard"
    split = hn.split(hn.load(DATA[form]), validation=0.2, test=0.2, scaler=scaler, seed=0)
    assert split.train.y is not None  # these data sets have labels, and a part was held out
    assert split.validation is not None
    y, held_out = split.train.y[:SAMPLES], np.asarray(split.validation.y)
    if form == "one-hot":
        y, held_out = np.eye(10, dtype="float32")[y], np.eye(10, dtype="float32")[held_out]
    if form == "column":
        y, held_out = y.astype("float32")[:, np.newaxis], held_out.astype("float32")[:, np.newaxis]
    if form == "real":
        mean, deviation = y.mean(), y.std()
        y, held_out = (y - mean) / deviation, (held_out - mean) / deviation
    return Labelled(
        split.train.x[:SAMPLES], y, (split.validation.x, held_out), 10 if form in FORMS[:2] else 2
    )


def share_right(form: str, outputs: Array, y: Array) -> float:
    """Judge predictions without Keras' metrics. outputs: shape (samples, units). y: in its form.

    Several units: the largest one names the class. One unit: rounded to the nearest class. Real values: R
    squared of the first unit.
    """
    if form == "real":
        return float(1 - ((outputs[:, 0] - y) ** 2).mean() / y.var())
    classes = y.argmax(axis=1) if form == "one-hot" else y.ravel()
    if outputs.shape[1] > 1:
        return float((outputs.argmax(axis=1) == classes).mean())
    said = outputs[:, 0] > 0.5 if form == "column" else np.rint(outputs[:, 0])
    return float((said == classes).mean())


def guessing(form: str, y: Array) -> float:
    """Give what one gets without looking at x: the share of the commonest class; for real values 0."""
    if form == "real":
        return 0.0
    classes = y.argmax(axis=1) if form == "one-hot" else y.ravel().astype(int)
    return float(np.bincount(classes).max() / len(classes))


def verdict(tried: Tried) -> str:
    """Judge by the numbers: "refused", "learns", "learns a little", "misleads" or "learns nothing".

    "learns" and "learns a little" beat guessing in each seed; the second gets, in the median, less than half
    of what the combination that is made for these labels gets beyond guessing.
    """
    if tried.refused or tried.right is None or tried.reported is None:
        return "refused"
    if tried.right.min() > tried.guess + BETTER:
        half = tried.guess + ((tried.fitting or tried.guess) - tried.guess) / 2
        return "learns a little" if np.median(tried.right) < half else "learns"
    if (tried.reported - tried.right).min() > MISLEADING and tried.guess > 0:
        return "misleads"
    return "learns nothing"


def code_of_output(output: str, classes: int) -> str:
    """Write the output layer."""
    activation, _, units = output.partition(" ")
    ending = "" if activation == "linear" else f', activation="{activation}"'
    return f"keras.layers.Dense({units or classes}{ending})"


def label_code(form: str, output: str, loss: str) -> str:
    """Write the code of exactly this combination; where Keras refuses it, the code shows what Keras says."""
    data = labelled(form)
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

split = hn.split(hn.load("{DATA[form]}"), validation=0.2, test=0.2,
                 scaler="{"minmax" if DATA[form] == "digits" else "standard"}", seed=0)
x, y, held_out = split.train.x[:{SAMPLES}], split.train.y[:{SAMPLES}], split.validation.y
{_LABELS[form]}

def make():
    model = keras.Sequential([
        keras.Input({data.x.shape[1:]!r}),
        keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu"),
        {code_of_output(output, data.classes)},
    ])
    model.compile(keras.optimizers.Adam(0.005), "{loss}", metrics=["accuracy"])
    return model

seeds = range(5)
loss, accuracy, refused = [], [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    try:
        history = make().fit(x, y, batch_size=32, epochs={EPOCHS},
                             validation_data=(split.validation.x, held_out), verbose=0)
    except ValueError as error:
        refused.append(True)
        print(error)
        continue
    refused.append(False)
    loss.append(history.history["loss"][-1])
    accuracy.append(history.history["val_accuracy"][-1])
print(y[:3], refused, loss, accuracy)
"""


_LABELS = {
    "integers": "# the labels stay whole numbers",
    "one-hot": 'y, held_out = np.eye(10, dtype="float32")[y], np.eye(10, dtype="float32")[held_out]',
    "column": 'y, held_out = y.astype("float32")[:, np.newaxis], held_out.astype("float32")[:, np.newaxis]',
    "real": "y, held_out = (y - y.mean()) / y.std(), (held_out - y.mean()) / y.std()",
}
