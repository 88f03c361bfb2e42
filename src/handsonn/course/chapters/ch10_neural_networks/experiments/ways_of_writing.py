"""One network written three ways: what is drawn and said of the comparison, and the code of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.first_updates import counted
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in_all
from handsonn.course.pictures import Axis, Curves, Picture, Table, band
from handsonn.course.pictures.table import Entry

Array = np.ndarray[Any, Any]
WAYS = ("sequential", "functional", "subclassed")
LOOKS = {"sequential": ("blue", "solid"), "functional": ("orange", "dashed"), "subclassed": ("green", "dots")}
WRITING = {
    "sequential": """def make_network():
    return keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
""",
    "functional": """def make_network():
    inputs = keras.Input((8, 8))
    hidden = keras.layers.Flatten()(inputs)
    hidden = keras.layers.Dense(64, activation="relu")(hidden)
    hidden = keras.layers.Dense(32, activation="relu")(hidden)
    outputs = keras.layers.Dense(10, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)
""",
    "subclassed": """class DigitsNetwork(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden1 = keras.layers.Dense(64, activation="relu")
        self.hidden2 = keras.layers.Dense(32, activation="relu")
        self.digits = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        hidden = self.hidden1(self.flatten(inputs))
        return self.digits(self.hidden2(hidden))


make_network = DigitsNetwork
""",
}


def largest_differences(weights: dict[str, list[list[Array]]]) -> tuple[float, ...]:
    """Compare the weights of the three ways: the largest difference of any weight, for each seed.

    weights: by way; for each seed the arrays of get_weights().
    """
    first, *others = (weights[way] for way in WAYS)
    return tuple(
        max(
            float(np.abs(a - b).max())
            for other in others
            for a, b in zip(first[seed], other[seed], strict=True)
        )
        for seed in range(len(first))
    )


def way_pictures(
    accuracy: dict[str, Array],
    apart: tuple[float, ...],
    known: tuple[tuple[str, str], ...],
    chosen: str,
) -> dict[str, Picture]:
    """Draw the curves, the table of seeds, and what Keras knows of each.

    accuracy: by way, on the validation samples, shape (seeds, epochs). known: for each way, the parameters
    before data came, and whether its JSON gives the network back.
    """
    epochs = accuracy[WAYS[0]].shape[1]
    numbers = np.arange(1, epochs + 1)
    seeds: list[tuple[Entry, ...]] = [
        (str(seed), *(f"{accuracy[way][seed, -1]:.6f}" for way in WAYS), difference)
        for seed, difference in enumerate(apart)
    ]
    return {
        "curves": Curves(
            title="Three trainings, drawn in one place",
            caption="Median of 5 seeds; bands from the lowest to the highest seed.",
            x=Axis("epoch", low=1, high=max(2, epochs)),
            y=Axis("validation accuracy", low=0, high=1),
            lines=tuple(
                band(way, numbers, accuracy[way], colour=LOOKS[way][0], style=LOOKS[way][1]) for way in WAYS
            ),
            span=6,
            height=205,
        ),
        "seeds": Table(
            title=f"Validation accuracy after {counted(epochs, 'epoch')}",
            caption="Apart: by how much the weights of the three differ, at most.",
            columns=("seed", *WAYS, "apart"),
            rows=tuple(seeds),
            span=6,
            height=205,
        ),
        "known": Table(
            title="What Keras knows of each before it has seen data",
            columns=("written as", "parameters", "its JSON alone gives the network back"),
            rows=tuple((way, *facts) for way, facts in zip(WAYS, known, strict=True)),
            highlighted=(WAYS.index(chosen),),
            span=12,
            height=132,
        ),
    }


def way_notice(accuracy: dict[str, Array], apart: tuple[float, ...]) -> tuple[str, ...]:
    """Say how far the three are apart, beside how far the seeds are apart."""
    last = {way: accuracy[way][:, -1] for way in WAYS}
    spread = last[WAYS[0]].max() - last[WAYS[0]].min()
    between = max(np.abs(last[way] - last[WAYS[0]]).max() for way in WAYS)
    return (
        (
            f"After {counted(accuracy[WAYS[0]].shape[1], 'epoch')} from the same seed, the weights of the three "
            f"{_apart_words(max(apart))}. Between seeds the accuracy differs by up to "
            f"{100 * spread:.1f} percentage points, between the ways of writing by "
            f"{100 * between:.1f}."
        ),
        (
            "So choose by what you need: Sequential for one layer after another, functional for branches or several "
            "inputs, a class for a call of your own."
        ),
        "Of a class, Keras does not know the shapes before data comes, and without your code it cannot build it.",
    )


def _apart_words(apart: float) -> str:
    return "are exactly the same" if apart == 0 else f"differ by at most {apart:g}"


def which_is_best(accuracy: dict[str, Array], apart: tuple[float, ...]) -> int:
    """Say which it is: 0 the same numbers, 1 nearly the same, from every seed 2 functional is better, or 3 subclassed."""
    if max(apart) == 0:
        return 0
    first = accuracy[WAYS[0]][:, -1]
    better = [index for index, way in enumerate(WAYS) if lower_in_all(first, accuracy[way][:, -1])]
    return better[0] + 1 if better else 1


def way_code(way: str, epochs: int) -> str:
    """Write the code of exactly this experiment."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)


{WRITING[way]}

seeds = range(5)
val_accuracy = []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    model = make_network()
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(split.train.x, split.train.y, batch_size=32, epochs={epochs},
                        validation_data=split.validation, verbose=0)
    val_accuracy.append(history.history["val_accuracy"][-1])
print(val_accuracy)
"""
