"""Two calls of fit, update by update: what is drawn and said of them, and their code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
from handsonn.course.pictures import Axis, Curves, Mark, Picture, WeightImages, band

Array = np.ndarray[Any, Any]
BATCH_SIZE = 32
NO_CALL = "\n    # fit is not called"


@dataclass(frozen=True)
class Trace:
    """One network from as it was built (entry 0) to its last update.

    loss, accuracy: on the validation samples. moved: mean change of a weight since it was built.
    first_layer: shape (updates + 1, units, height, width). by_compile: the largest change that compile made.
    parameters: how many there are; size: their mean size as built.
    """

    loss: Array
    accuracy: Array
    moved: Array
    first_layer: Array
    by_compile: float
    parameters: int
    size: float


def over_seeds(traces: Sequence[Trace], name: str) -> Array:
    """Stack one quantity of all traces: shape (seeds, updates + 1)."""
    return np.array([getattr(trace, name) for trace in traces])


def update_pictures(traces: Sequence[Trace], updates: int, one_call: int) -> dict[str, Picture]:
    """Draw what happened up to this update; one_call: how many updates one call of fit makes."""
    loss, accuracy, moved = (over_seeds(traces, name) for name in ("loss", "accuracy", "moved"))
    return {
        "loss": _curve("Loss", "validation loss", loss, updates, one_call),
        "accuracy": _curve("Accuracy", "validation accuracy", accuracy, updates, one_call, highest=1.0),
        "moved": _curve("How far the weights moved", "mean change", moved, updates, one_call, colour="blue"),
        **_weights(traces[0].first_layer, updates),
    }


def _curve(
    title: str,
    axis: str,
    values: Array,
    updates: int,
    one_call: int,
    *,
    highest: float = 0.0,
    colour: str = "orange",
) -> Curves:
    seen = slice(0, updates + 1)
    return Curves(
        title=title,
        x=Axis("updates", low=0, high=values.shape[1] - 1),
        y=Axis(axis, low=0, high=highest or float(values.max()) * 1.05),
        lines=(band("5 seeds", np.arange(values.shape[1])[seen], values[:, seen], colour=colour),),
        marks=(Mark(one_call, "fit again"),),
        sets="updates",
        span=4,
        height=150,
    )


def _weights(first: Array, updates: int) -> dict[str, Picture]:
    change = first - first[0]
    return {
        "weights": WeightImages(
            title="First layer, 16 of 64 units (seed 0)",
            weights=first[updates],
            largest=float(np.abs(first).max()),
            caption="The weights now. Blue: positive. Orange: negative.",
            columns=8,
            span=6,
            height=190,
        ),
        "change": WeightImages(
            title="The change since they were built",
            weights=change[updates],
            largest=float(np.abs(change).max()),
            unit="change",
            caption="Empty: nothing has changed.",
            columns=8,
            span=6,
            height=190,
        ),
    }


def what_a_second_fit_does(loss: Array, updates: int, one_call: int) -> int | None:
    """Say which it is: 0 it starts again, 1 it goes on, 2 it does nothing; None before it is called.

    loss: shape (seeds, updates + 1). A network that started again would have, one update into the second
    call, a loss near the one it had one update into the first.
    """
    if updates <= one_call:
        return None
    begun = loss[:, one_call + 1]
    if np.array_equal(loss[:, -1], loss[:, one_call]):
        return 2
    return 1 if (abs(begun - loss[:, one_call]) < abs(begun - loss[:, 1])).all() else 0


def counted(number: int, thing: str) -> str:
    """Say how many: "1 update", "2 updates"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def update_notice(traces: Sequence[Trace], updates: int, one_call: int) -> tuple[str, ...]:
    """Say what the pictures show, in numbers."""
    loss, accuracy, moved = (over_seeds(traces, name) for name in ("loss", "accuracy", "moved"))
    size, by_compile = np.median(over_seeds(traces, "size")), over_seeds(traces, "by_compile").max()
    by_compile_words = "none of them" if by_compile == 0 else f"the most changed of them by {by_compile:g}"
    built = (
        f"Sequential gave all {traces[0].parameters:,} weights and biases their first values (mean size "
        f"{size:.3f}). compile changed {by_compile_words}."
    )
    now = (
        f"After {counted(updates, 'update')} a weight has moved by {np.median(moved[:, updates]):.4f} on average; the "
        f"validation loss is {np.median(loss[:, updates]):.2f} and the accuracy "
        f"{percent_words(accuracy[:, updates])}; guessing among ten digits gives about 10%."
    )
    if updates <= one_call:
        return built, now
    again = (
        f"The first call of fit ended at a loss of {np.median(loss[:, one_call]):.2f}. One update into the "
        f"second call it is {np.median(loss[:, one_call + 1]):.2f}; one update into the first call it was "
        f"{np.median(loss[:, 1]):.2f}."
    )
    return built, now, again


def update_code(updates: int, optimizer: str, one_call: int, samples: int) -> str:
    """Write the code of exactly this experiment."""
    calls = _call_of_fit(min(updates, one_call), samples) + _call_of_fit(updates - one_call, samples)
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x, split.train.y  # {samples:,} digits: {one_call} batches of {BATCH_SIZE} (the last is smaller)

def make():
    model = keras.Sequential([          # makes the weights
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(                      # chooses how to train; changes no weight
        keras.optimizers.{optimizer}(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model

def train(model):{calls or NO_CALL}
    return model.evaluate(split.validation.x, split.validation.y, verbose=0)

seeds = range(5)
results = []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    results.append(train(make()))
loss, accuracy = zip(*results)
print(loss, accuracy)
"""


def _call_of_fit(updates: int, samples: int) -> str:
    """Write one call of fit that makes this many updates; "" for none.

    shuffle=False keeps the order of the rows, so that each update has a batch known beforehand.
    """
    if updates <= 0:
        return ""
    rows = updates * BATCH_SIZE
    some = "x, y" if rows >= samples else f"x[:{rows}], y[:{rows}]"
    which = "all rows" if rows >= samples else f"the first {rows:,} rows"
    return f"""
    # {which}, in their order (shuffle=False): {counted(updates, "update")}
    model.fit({some}, batch_size={BATCH_SIZE}, epochs=1, shuffle=False, verbose=0)"""
