"""Networks that do not learn, each with one fault, and a healthy one: ordinary Keras on real data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import handsonn as hn
from handsonn.experiments.diagnosing import Case, case_of

Array = Any
SEEDS = tuple(range(5))
BATCH_SIZE = 32


@dataclass(frozen=True)
class SickNetwork:
    """A network and how it is trained. title: the model's name. told: what its owner says of it.

    data: a name for hn.load. scaler: as for hn.split; "none" leaves the features as they are. hidden: units of each
    hidden layer. last: units and activation of the last layer. bias: the constant of the first biases.
    is_sorted: the rows come sorted by label, and fit sets the last fifth of them apart for validation.
    """

    title: str
    told: str
    data: str = "digits"
    scaler: str = "minmax"
    hidden: tuple[int, ...] = (32, 32)
    activation: str = "relu"
    initializer: str = "glorot_uniform"
    bias: float = 0.0
    last: tuple[int, str] = (10, "softmax")
    loss: str = "sparse_categorical_crossentropy"
    learning_rate: float = 0.001
    epochs: int = 20
    batch_size: int = BATCH_SIZE
    is_sorted: bool = False


@dataclass(frozen=True, eq=False)
class Samples:
    """x: shape (samples, features), y: shape (samples,). new: x and y that no training sees."""

    x: Array
    y: Array
    validation: tuple[Array, Array] | None
    new: tuple[Array, Array]


SICK = {
    "still": SickNetwork("deep_network", "Digits, 10 hidden layers", hidden=(32,) * 10, activation="sigmoid"),
    "jumps": SickNetwork("fast_network", "Digits, 2 hidden layers", learning_rate=0.3),
    "wine": SickNetwork("wine_network", "Wine, 2 hidden layers", "wine", "none", last=(3, "softmax"), epochs=30),
    "tumours": SickNetwork(
        "tumour_network", "Breast cancer, 1 hidden layer", "breast_cancer", "standard", hidden=(16,),
        last=(1, "softmax"), loss="binary_crossentropy",
    ),
    "late_rows": SickNetwork("rows_network", "Digits, validation_split", is_sorted=True),
    "flat": SickNetwork("flat_network", "Digits, own first weights", initializer="zeros"),
    "silent": SickNetwork("silent_network", "Digits, own first biases", bias=-8.0),
    "well": SickNetwork("plain_network", "Digits, nothing special"),
}  # fmt: skip
"""By what their owners would tell first. The last one is healthy."""


@cache
def samples(data: str, scaler: str, *, is_sorted: bool) -> Samples:
    """Load and split a set; the scaler is fitted on the training rows."""
    split = hn.split(hn.load(data), validation=0.2, test=0.2, scaler=scaler, seed=0)
    train, validation, new = split.train, split.validation, split.test
    assert validation is not None
    assert new is not None
    x, y = _flat(train.x), train.y
    assert y is not None
    if is_sorted:
        order = y.argsort(kind="stable")
        x, y = x[order], y[order]
    return Samples(x, y, None if is_sorted else (_flat(validation.x), validation.y), (_flat(new.x), new.y))


def _flat(x: Array) -> Array:
    return x.reshape(len(x), -1)


def make(sick: SickNetwork, inputs: int) -> Any:
    """Make the compiled network, of so many inputs."""
    import keras

    model = keras.Sequential([keras.Input((inputs,))], name=sick.title)
    for number, units in enumerate(sick.hidden, 1):
        model.add(
            keras.layers.Dense(
                units,
                activation=sick.activation,
                kernel_initializer=sick.initializer,
                bias_initializer=keras.initializers.Constant(sick.bias) if sick.bias else "zeros",
                name=f"hidden_{number}",
            )
        )
    model.add(keras.layers.Dense(sick.last[0], activation=sick.last[1], name="output"))
    model.compile(keras.optimizers.Adam(sick.learning_rate), sick.loss, metrics=["accuracy"])
    return model


def case(sick: SickNetwork) -> Case:
    """Give its training as a diagnosis takes it; the new samples are held out."""
    given = samples(sick.data, sick.scaler, is_sorted=sick.is_sorted)
    validation: dict[str, Any] = (
        {"validation_split": 0.2} if given.validation is None else {"validation_data": given.validation}
    )
    model = make(sick, given.x.shape[1])
    asked = case_of(model, given.x, given.y, batch_size=sick.batch_size, epochs=sick.epochs, **validation)
    return replace(asked, held_out=given.new)
