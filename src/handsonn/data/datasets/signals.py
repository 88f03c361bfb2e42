"""Ten kinds of one-dimensional signals, after the idea of MNIST-1D: a stroke, moved and scaled, in noise.

The idea is Greydanus and Kobak's, "Scaling down deep learning with MNIST-1D" (2020): ten templates of twelve
points play the digits; each sample is one of them, stretched to a random length, scaled, put at a random
place, with smooth and white noise, and a slope. The templates here are our own. As there, a linear classifier
does poorly, a dense network better, a convolution best: only it does not care where the stroke stands.
"""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.records import Array, Dataset

LENGTH = 40
_CANVAS = 72
_STROKE = (24, 36)
# Twelve heights of a pen that is lifted at both ends.
TEMPLATES = np.array(
    [
        [0, 4, 6, 7, 7, 6, 4, 2, -2, -5, -5, -2],  # one slow wave
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 0],  # a ramp that drops
        [0, 7, 7, 0, -7, -7, 0, 7, 7, 0, -7, -7],  # two waves
        [0, 8, 1, 6, 1, 4, 1, 3, 1, 2, 1, 1],  # a fading tremble
        [0, -5, -7, -5, 0, 6, 8, 6, 0, -5, -7, -5],  # one fast wave, upside down
        [0, 7, 7, 7, 7, 7, -7, -7, -7, -7, -7, 0],  # a step down
        [0, 9, 4, 2, 1, 0, 0, 1, 2, 4, 9, 0],  # a valley between two peaks
        [0, 0, 2, 6, 9, 6, 2, 0, 0, 0, 0, 0],  # one bell
        [0, 6, 6, 0, 0, 0, 0, 0, 0, 8, 8, 0],  # two blocks
        [0, 1, 1, 2, 1, 3, 1, 4, 1, 6, 1, 8],  # a growing tremble
    ],
    dtype=np.float64,
)
CLASS_NAMES = (
    "wave",
    "ramp",
    "two waves",
    "fading",
    "turned wave",
    "step",
    "valley",
    "bell",
    "two blocks",
    "growing",
)

CARD = DatasetCard(
    name="signals",
    title="One-dimensional signals",
    description="5,000 noisy signals of 40 points, of ten kinds; the last 1,000 are the test set.",
    task="classification",
    kind="signal",
    samples=5_000,
    source="generated here, after the idea of MNIST-1D (Greydanus and Kobak 2020)",
    licence="MIT (generated)",
    chapters=(10, 11, 14),
)


def load(_request: Request) -> Dataset:
    """Return the default signals: 4,000 to train and 1,000 to test, noise 0.25, seed 0."""
    return signals()


def signals(samples: int = 5_000, noise: float = 0.25, seed: int = 0) -> Dataset:
    """Return x: float32 (samples, 40), heights of about -1 to 1; y: the kind, 0 to 9, as many of each.

    noise: standard deviation of the smooth noise around the stroke; the last fifth is the test set.
    """
    generator = np.random.default_rng(seed)
    labels = generator.permutation(np.arange(samples) % len(TEMPLATES))
    heights = np.stack([_signal(TEMPLATES[label], noise, generator) for label in labels])
    return Dataset(
        name="signals",
        x=heights.astype(np.float32),
        y=labels.astype(np.int64),
        task="classification",
        kind="signal",
        class_names=CLASS_NAMES,
        target_name="kind of signal",
        test_rows=samples // 5,
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
    )


def _signal(template: Array, noise: float, generator: np.random.Generator) -> Array:
    """Draw one signal, shape (40,): the stroke on a canvas of noise, a slope, and all of it resampled."""
    length = int(generator.integers(_STROKE[0], _STROKE[1] + 1))
    stroke = np.interp(np.linspace(0, len(template) - 1, length), np.arange(len(template)), template)
    start = int(generator.integers(0, _CANVAS - length + 1))
    white = generator.normal(0.0, 1.0, _CANVAS)
    canvas = noise * _smooth(white)
    canvas[start : start + length] = stroke / 9 * generator.uniform(0.8, 1.2)
    canvas += generator.normal(0.0, 0.02, _CANVAS)
    canvas += generator.uniform(-0.4, 0.4) * np.linspace(-1, 1, _CANVAS)
    return np.asarray(np.interp(np.linspace(0, _CANVAS - 1, LENGTH), np.arange(_CANVAS), canvas))


def _smooth(white: Array) -> Array:
    """Make white noise smooth (a Gaussian of 2 points), keeping its standard deviation of 1."""
    kernel = np.exp(-0.5 * (np.arange(-6, 7) / 2.0) ** 2)
    return np.convolve(white, kernel / np.linalg.norm(kernel), mode="same")
