"""Four kinds of data as Keras takes them: their shapes and dtypes, one sample drawn, raw beside scaled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import handsonn as hn
from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Images, Line, Picture, Table, band

Array = np.ndarray[Any, Any]
KINDS = ("table", "grey", "colour", "sequence")
WORDS = ("table (wines)", "grey images (clothes)", "colour images (two photos)", "sequence (signals)")
NAMED = {"table": "wine", "grey": "fashion_mnist_small", "sequence": "signals"}
AXES = {
    "table": "samples, features",
    "grey": "samples, height, width",
    "colour": "samples, height, width, channels",
    "sequence": "samples, steps, features",
}
TRAINED, HELD_OUT, PATCH = 1000, 400, 32


@dataclass(frozen=True)
class Kind:
    """Data of one kind, in random order. x: as it comes, shape (samples, ...); scaled: float32, same shape.

    y: whole numbers, shape (samples,). count: how many of the first samples are trained on.
    """

    name: str
    x: Array
    scaled: Array
    y: Array
    count: int
    classes: tuple[str, ...]
    features: tuple[str, ...] = ()


@cache
def data_of(name: str) -> Kind:
    """Read the data of one kind: at most TRAINED samples to train on and HELD_OUT to validate with."""
    x, y, classes, features = _photos() if name == "colour" else _loaded(NAMED[name])
    if name == "sequence":
        x = x[..., np.newaxis]
    order = np.random.default_rng(0).permutation(len(x))[: TRAINED + HELD_OUT]
    x, y = x[order], y[order]
    count = min(TRAINED, int(0.8 * len(x)))
    if x.dtype == np.uint8:
        scaled = (x / 255).astype("float32")
    else:
        mean, deviation = x[:count].mean(axis=0), x[:count].std(axis=0)
        scaled = ((x - mean) / deviation).astype("float32")
    return Kind(name, x, scaled, y, count, classes, features)


def _loaded(name: str) -> tuple[Array, Array, tuple[str, ...], tuple[str, ...]]:
    data = hn.load(name)
    assert data.y is not None  # each of NAMED has labels
    return data.x, data.y, tuple(data.class_names), tuple(data.feature_names)


def _photos() -> tuple[Array, Array, tuple[str, ...], tuple[str, ...]]:
    """Cut scikit-learn's two photos into patches of 32 x 32 pixels; the label is the photo."""
    from sklearn.datasets import load_sample_images

    patches = [_patches(photo) for photo in load_sample_images().images]
    labels = np.repeat(np.arange(2), [len(one) for one in patches])
    return np.concatenate(patches), labels, ("temple", "flower"), ()


def _patches(photo: Array) -> Array:
    rows, columns = photo.shape[0] // PATCH, photo.shape[1] // PATCH
    cut = photo[: rows * PATCH, : columns * PATCH].reshape(rows, PATCH, columns, PATCH, 3)
    return cut.swapaxes(1, 2).reshape(-1, PATCH, PATCH, 3)


def facts_table(kind: Kind, output_shape: tuple[int | None, ...], without_batch: str) -> Table:
    """List what Keras sees. output_shape: of the network. without_batch: what Keras says to one bare sample."""
    x, y = kind.x, kind.y
    rows = (
        ("x.shape", str(x.shape), AXES[kind.name]),
        ("x.dtype", str(x.dtype), f"from {x.min():.4g} to {x.max():.4g}"),
        ("y.shape", str(y.shape), f"one label for each sample: {y.dtype}, from {y.min()} to {y.max()}"),
        ("keras.Input", str(x.shape[1:]), "one sample, without the axis of samples"),
        ("model(x[:1])", str((1, *output_shape[1:])), "a batch of one sample: one row"),
        ("model(x[0])", without_batch, "one sample without the batch axis"),
    )
    return Table(
        title="What Keras sees", columns=("what", "here", "meaning"), rows=rows, span=8, height=228,
        highlighted=(3,),
    )  # fmt: skip


def sample_picture(kind: Kind, index: int) -> Picture:
    """Draw one sample as what it is."""
    title = f"x[{index}], its label y[{index}] = {kind.y[index]} ({kind.classes[kind.y[index]]})"
    look: dict[str, Any] = {"title": title, "span": 4, "height": 215}
    x = kind.x[index]
    if kind.name in {"grey", "colour"}:
        return Images(pixels=x[np.newaxis], columns=1, ink=kind.name == "grey", **look)
    if kind.name == "table":
        rows = tuple((name, float(value)) for name, value in zip(kind.features, x, strict=True))
        return Table(columns=("feature", "value"), rows=rows, **look)
    steps = np.arange(len(x))
    lines = (Line("signal", steps, x[:, 0]),)
    return Curves(
        x=Axis("step"),
        y=Axis("value", low=float(kind.x.min()), high=float(kind.x.max())),
        lines=lines,
        **look,
    )


def range_picture(kind: Kind) -> Bars:
    """Count the values of x, raw: where they lie decides how training starts."""
    values, edges = np.histogram(kind.x[: kind.count].astype(np.float64), bins=32)
    return Bars(
        title="All values of x, as they come", x=Axis("value"), y=Axis("how many", low=0), edges=edges,
        sets=(BarSet(values.astype(np.float64)),), span=4, height=150,
    )  # fmt: skip


def training_picture(raw: Array, scaled: Array, epochs: int, words: str) -> Curves:
    """Draw the validation accuracy of both; raw, scaled: shape (seeds, epochs)."""
    numbers = np.arange(1, epochs + 1)
    return Curves(
        title="Validation accuracy of the same network, trained on both",
        caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
        x=Axis("epoch", low=1, high=max(2, epochs)),
        y=Axis("accuracy", low=0, high=1),
        lines=(
            band(words, numbers, scaled),
            band("as they come", numbers, raw, colour="orange", style="dashed"),
        ),
        span=8,
        height=150,
    )


def scaled_words(kind: Kind) -> str:
    """Name what scaling did to this kind."""
    return "x / 255" if kind.x.dtype == np.uint8 else "mean 0, deviation 1"


def which_is_better(raw: Array, scaled: Array) -> int:
    """Say which it is: 0 raw, 1 scaled, 2 the ranges over the seeds overlap. raw, scaled: shape (seeds,)."""
    if raw.min() > scaled.max():
        return 0
    return 1 if scaled.min() > raw.max() else 2


def kind_notice(kind: Kind, raw: Array, scaled: Array, by_dtype: float) -> tuple[str, ...]:
    """Say what the pictures show. raw, scaled: validation accuracy, shape (seeds, epochs)."""
    first, last = raw[:, -1], scaled[:, -1]
    verdict = (
        "as they come is better", "scaled is better", "these cannot be told apart: the ranges over the seeds overlap",
    )[which_is_better(first, last)]  # fmt: skip
    sample = "numbers" if len(kind.x.shape) > 2 else "features"
    same = "exactly the same output" if by_dtype == 0 else f"outputs that differ by up to {by_dtype:.2g}"
    return (
        (
            f"One sample has the shape {kind.x.shape[1:]}: {int(np.prod(kind.x.shape[1:])):,} {sample}. keras.Input takes "
            f"this shape; the number of samples ({len(kind.x):,}) is not in it."
        ),
        (
            f"After {raw.shape[1]} epochs the validation accuracy is {np.median(first):.0%} as they come (seeds: "
            f"{first.min():.0%} to {first.max():.0%}) and {np.median(last):.0%} with {scaled_words(kind)} "
            f"({last.min():.0%} to {last.max():.0%}): {verdict}."
        ),
        (
            f"The dtype by itself matters little: Keras makes float32 of what comes in. {kind.x.dtype} and the same values "
            f"as float32 give the network {same}."
        ),
    )


def kind_code(kind: Kind, epochs: int) -> str:
    """Write the code of exactly this experiment."""
    scaling = (
        'scaled = (x / 255).astype("float32")'
        if kind.x.dtype == np.uint8
        else 'scaled = ((x - x[:count].mean(axis=0)) / x[:count].std(axis=0)).astype("float32")'
    )
    return f"""import handsonn as hn  # reads the data; the rest is plain Keras
import keras
import numpy as np
{_reading(kind.name)}
order = np.random.default_rng(0).permutation(len(x))[:{TRAINED + HELD_OUT}]
x, y, count = x[order], y[order], {kind.count}
{scaling}
print(x.shape, x.dtype, y.shape, y.dtype)
seeds = range(5)
val_accuracy = {{"raw": [], "scaled": []}}
for name, inputs in (("raw", x), ("scaled", scaled)):
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([
            keras.Input({kind.x.shape[1:]!r}),  # one sample
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense({len(kind.classes)}, activation="softmax"),
        ])
        model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
        history = model.fit(inputs[:count], y[:count], batch_size=32, epochs={epochs},
                            validation_data=(inputs[count:], y[count:]), verbose=0)
        val_accuracy[name].append(history.history["val_accuracy"][-1])
raw, scaled_accuracy = val_accuracy["raw"], val_accuracy["scaled"]
print(raw, scaled_accuracy)
"""


def _reading(name: str) -> str:
    if name != "colour":
        steps = "[..., np.newaxis]" if name == "sequence" else ""
        return f'\ndata = hn.load("{NAMED[name]}")\nx, y = data.x{steps}, data.y'
    return f"""from sklearn.datasets import load_sample_images

patches = [
    photo[:{PATCH} * (photo.shape[0] // {PATCH}), :{PATCH} * (photo.shape[1] // {PATCH})]
    .reshape(photo.shape[0] // {PATCH}, {PATCH}, photo.shape[1] // {PATCH}, {PATCH}, 3).swapaxes(1, 2).reshape(-1, {PATCH}, {PATCH}, 3)
    for photo in load_sample_images().images
]
x, y = np.concatenate(patches), np.repeat([0, 1], [len(one) for one in patches])"""
