"""Four kinds of data as Keras takes them: their shapes and dtypes, one sample drawn, raw beside scaled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.first_updates import counted
from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in, lower_in_all
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
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
        sets=(BarSet(values.astype(np.float64)),), span=4, height=175,
    )  # fmt: skip


def training_picture(raw: Array, scaled: Array, softmax: Array, words: str) -> Curves:
    """Draw the validation accuracy of all three, each of shape (seeds, epochs). softmax: raw, with softmax."""
    epochs = raw.shape[1]
    numbers = np.arange(1, epochs + 1)
    return Curves(
        title="Validation accuracy of the same network",
        caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
        x=Axis("epoch", low=1, high=max(2, epochs)),
        y=Axis("accuracy", low=0, high=1),
        lines=(
            band(words, numbers, scaled),
            band("as they come", numbers, raw, colour="orange", style="dashed"),
            band("as they come, softmax before the loss", numbers, softmax, colour="green", style="dots"),
        ),
        span=8,
        height=175,
    )


def scaled_words(kind: Kind) -> str:
    """Name what scaling did to this kind."""
    return "x / 255" if kind.x.dtype == np.uint8 else "mean 0, deviation 1"


def which_is_better(raw: Array, scaled: Array) -> int:
    """Say which is better from every seed: 0 raw, 1 scaled, 2 neither. raw, scaled: shape (seeds,), paired by seed."""
    if lower_in_all(scaled, raw):
        return 0
    return 1 if lower_in_all(raw, scaled) else 2


def compared(name: str, one: Array, other_name: str, other: Array) -> str:
    """Say which accuracy is higher, judged by pairs of the same seed; the names begin no sentence."""
    higher, lower, seeds = lower_in(other, one), lower_in(one, other), len(one)
    if seeds in {higher, lower}:
        first, second = (name, other_name) if higher else (other_name, name)
        return f"From every seed, {first} is better than {second}."
    if not higher + lower:
        return f"From every seed, {name} is as good as {other_name}."
    return (
        f"{name[0].upper()}{name[1:]} and {other_name} cannot be told apart: the first is better from {higher} of {seeds} "
        f"seeds, the second from {lower}."
    )


def kind_notice(kind: Kind, raw: Array, scaled: Array, by_dtype: float) -> tuple[str, ...]:
    """Say what the pictures show. raw, scaled: validation accuracy, shape (seeds, epochs)."""
    first, last = raw[:, -1], scaled[:, -1]
    sample = "numbers" if len(kind.x.shape) > 2 else "features"
    same = "exactly the same output" if by_dtype == 0 else f"outputs that differ by up to {by_dtype:.2g}"
    guess = np.bincount(kind.y[kind.count :]).max() / len(kind.y[kind.count :])
    return (
        (
            f"One sample has the shape {kind.x.shape[1:]}: {int(np.prod(kind.x.shape[1:])):,} {sample}. keras.Input takes "
            f"this shape; the number of samples ({len(kind.x):,}) is not in it."
        ),
        (
            f"After {counted(raw.shape[1], 'epoch')} the validation accuracy is {percent_words(first)} with the values as "
            f"they come and {percent_words(last)} with {scaled_words(kind)}. "
            f"{compared('scaled data', last, 'the data as it comes', first)} Always naming the commonest class gives "
            f"{guess:.1%}."
        ),
        (
            f"The dtype by itself matters little: Keras computes in float32. x is {kind.x.dtype}; the same values as "
            f"{other_dtype(kind)} give {same}."
        ),
    )


def other_dtype(kind: Kind) -> str:
    """Name a dtype that holds the same values as x, and is another."""
    return "float64" if kind.x.dtype == np.float32 else "float32"


def softmax_notice(raw: Array, softmax: Array, sizes: Array, cut: Array) -> str:
    """Say what a softmax layer before the loss does to raw values, and why.

    raw, softmax: validation accuracy at the end, shape (seeds,). sizes, cut: before training, shape
    (2, seeds), raw first: mean size of the logits, and the share of the training samples that are cut.
    """
    size, size_scaled = np.median(sizes[0]), np.median(sizes[1])
    found = (
        f"Before training the outputs have a mean size of {size:.3g} as they come and {size_scaled:.2g} scaled. With "
        f"softmax before the loss, the raw data ends at {percent_words(softmax)}. "
        + compared("softmax before the loss", softmax, "the loss on the outputs themselves", raw)
    )
    if cut[0].max() == 0:
        return f"{found} No sample has a probability so near 0 that Keras cuts it off."
    return (
        f"{found} For {percent_words(cut[0])} of the samples softmax gives the true "
        "class less than 0.0000001 at the start. Keras cuts this off, their gradient is 0, and they teach nothing. "
        "The other two trainings give the loss the outputs themselves (from_logits=True)."
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

def make(softmax):
    model = keras.Sequential([
        keras.Input({kind.x.shape[1:]!r}),  # one sample
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense({len(kind.classes)}, activation="softmax" if softmax else None),
    ])
    # from_logits=True: the loss takes the outputs as they are, and makes probabilities of them itself.
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=not softmax)
    model.compile(keras.optimizers.Adam(), loss, metrics=["accuracy"])
    return model

def train(seed, inputs, softmax=False):
    keras.utils.set_random_seed(seed)
    history = make(softmax).fit(inputs[:count], y[:count], batch_size=32, epochs={epochs},
                                validation_data=(inputs[count:], y[count:]), verbose=0)
    return history.history["val_accuracy"][-1]

seeds = range(5)
raw = [train(seed, x) for seed in seeds]
scaled_accuracy = [train(seed, scaled) for seed in seeds]
raw_softmax = [train(seed, x, softmax=True) for seed in seeds]
print(raw, scaled_accuracy, raw_softmax)
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
