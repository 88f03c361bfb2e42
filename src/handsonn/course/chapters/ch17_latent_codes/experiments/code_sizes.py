"""How the error falls with the size of the code: pictures, words, and where the fall ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Bars, BarSet, Curves, Images, Line, Mark
from handsonn.data.datasets import hidden9

Array = np.ndarray[Any, Any]
STEEP, FLAT = 2.0, 1.5  # how many times smaller the error becomes: one more number helps much, or hardly


def noise_floor(split: Any) -> float:
    """Give the error that a code of nine numbers leaves at best of the standardised features of hidden9.

    The code says where on the surface of nine dimensions a sample is, and the decoder gives that place. Of the
    noise stays what is across the surface, in 10 of the 19 directions; what is along it moves the place.
    """
    across = hidden9.NOISE**2 * (hidden9.FEATURES - hidden9.FACTORS) / hidden9.FEATURES
    return float(across * np.mean(np.square(split.preparation.multiply)))


def held_out_errors(rebuilt: Sequence[Array], samples: Array) -> Array:
    """Give the mean squared error of what each seed's network rebuilds: shape (seeds,)."""
    return np.array([np.mean((each - samples) ** 2, dtype=np.float64) for each in rebuilt])


def pca_errors(train: Array, held_out: Array, sizes: tuple[int, ...]) -> Array:
    """Give the held-out mean squared error of PCA with each number of components: shape (sizes,)."""
    flat, new = (part.reshape(len(part), -1).astype(np.float64) for part in (train, held_out))
    centre = flat.mean(axis=0)
    axes = np.linalg.svd(flat - centre, full_matrices=False)[2]
    apart = new - centre
    return np.array([np.mean((apart - apart @ axes[:size].T @ axes[:size]) ** 2) for size in sizes])


def error_curves(
    errors: Mapping[int, Array], sizes: tuple[int, ...], pca: Array, chosen: int, floor: float | None
) -> Curves:
    """Draw the errors measured so far, shape (seeds,) for each size, beside PCA's and the noise floor."""
    known = sorted(errors)
    median, low, high = (np.array([of(errors[size]) for size in known]) for of in (np.median, np.min, np.max))
    measured = Line("autoencoder, 5 seeds", np.array(known), median, low, high, "blue")
    lines = [measured, Line("PCA, as many components", np.array(sizes), pca, colour="orange", style="dashed")]
    if floor is not None:
        ends = np.array([sizes[0], sizes[-1]])
        lines.append(Line("noise floor", ends, np.full(2, floor), colour="quiet", style="dashed"))
    return Curves(
        title="Error by the size of the code",
        x=Axis("numbers in the code (latent_dim)"),
        y=Axis("held-out mean squared error", logarithmic=True),
        lines=tuple(lines),
        marks=(Mark(chosen, f"{chosen}"),),
        sets="latent_dim",
        span=7,
        height=350,
        caption="Measured so far. Line: median of 5 seeds; band: lowest to highest. Click to choose a size.",
    )


def share_bars(errors: Array, pca: float, floor: float, size: int) -> Bars:
    """Draw what is lost of the standardised features, next to PCA and to the noise."""
    middle = np.array([pca, np.median(errors), floor])
    low, high = middle.copy(), middle.copy()
    low[1], high[1] = errors.min(), errors.max()
    return Bars(
        title=f"What {size} {'number loses' if size == 1 else 'numbers lose'}",
        x=Axis("how"),
        y=Axis("share of the variance lost", low=0),
        names=("PCA", "autoencoder", "noise floor"),
        sets=(BarSet(middle, low, high),),
        span=5,
        height=350,
        caption=f"PCA {pca:.2g}, autoencoder {np.median(errors):.2g}, noise floor {floor:.2g}. Whisker: lowest to "
        "highest of 5 seeds.",
    )


def rebuilt_images(samples: Array, rebuilt: Array, pca: Array, seed: int) -> Images:
    """Show held-out images above what the autoencoder and what PCA make of them; each (images, h, w)."""
    count = len(samples)
    captions = (
        "original",
        *[""] * (count - 1),
        "rebuilt",
        *[""] * (count - 1),
        "by PCA",
        *[""] * (count - 1),
    )
    return Images(
        title=f"Held-out digits, rebuilt (seed {seed})",
        pixels=np.concatenate([samples, rebuilt, pca]),
        captions=captions,
        columns=count,
        span=5,
        height=350,
    )


def pca_rebuilt(train: Array, samples: Array, size: int) -> Array:
    """Project samples on the first components of the training samples, and back: the samples' shape."""
    flat = train.reshape(len(train), -1)
    centre = flat.mean(axis=0)
    axes = np.linalg.svd(flat - centre, full_matrices=False)[2][:size]
    return np.asarray((samples.reshape(len(samples), -1) - centre) @ axes.T @ axes + centre).reshape(
        samples.shape
    )


def beside(size: int, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """List the stops before and after a size, as far as there are."""
    place = sizes.index(size)
    return (*sizes[max(place - 1, 0) : place], *sizes[place + 1 : place + 2])


def folds(errors: Mapping[int, Array], size: int, sizes: tuple[int, ...]) -> tuple[float, float]:
    """Tell how many times smaller the median error becomes up to this size, and after it; NaN where unknown."""
    place = sizes.index(size)
    before = errors.get(sizes[place - 1]) if place else None
    after = errors.get(sizes[place + 1]) if place + 1 < len(sizes) else None
    here = float(np.median(errors[size]))
    return (
        float("nan") if before is None else float(np.median(before)) / here,
        float("nan") if after is None else here / float(np.median(after)),
    )


def knee_answer(before: float, after: float) -> int | None:
    """Find where the steep fall ends: before this size, at it, or after it."""
    if not np.isfinite([before, after]).all():
        return None
    if before < STEEP:
        return 0
    return 1 if after < FLAT else 2


def pca_words(size: int, errors: Array, pca: float, said: str) -> str:
    """Hold the autoencoder's errors, one per seed, against PCA's. said: the errors in words."""
    times = pca / float(np.median(errors))
    numbers = f"{size} {'number' if size == 1 else 'numbers'}"
    first = (
        f"With a code of {numbers} the autoencoder's held-out error is {said}; PCA with as many: {pca:.3g}"
    )
    if errors.max() < pca:
        return f"{first}, {times:.1f} times as much."
    if errors.min() > pca:
        return f"{first}, less than any seed's."
    return f"{first}, which is within the range over the seeds."


def fold_words(errors: Mapping[int, Array], size: int, sizes: tuple[int, ...]) -> str:
    """Say what the numbers before and after this size are worth."""
    place = sizes.index(size)
    before, after = folds(errors, size, sizes)
    told = []
    if np.isfinite(before):
        told.append(f"from {sizes[place - 1]} to {size} numbers {_fold(before)}")
    if np.isfinite(after):
        told.append(f"from {size} to {sizes[place + 1]} {_fold(after)}")
    if not told:
        return ""
    knee = " This is the knee." if knee_answer(before, after) == 1 else ""
    return f"The error changes {' and '.join(told)}.{knee}"


def _fold(times: float) -> str:
    return f"by a factor of {1 / times:.2f}"


def floor_words(errors: Array, floor: float, epochs: int) -> str:
    """Say how far the median error is above the noise that no code of nine numbers can rebuild.

    The floor: noise across the surface, in 10 of the 19 directions. epochs: of the training.
    """
    times = float(np.median(errors)) / floor
    return (
        f"The floor, {floor:.2g}, is what the true surface of 9 factors leaves of the noise; this error is "
        f"{times:.1f} times that, after {epochs} epochs."
    )
