"""Walks from one digit to another through the codes, beside mixing their pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.pictures import Axis, Cloud, Curves, Images, Line, band
from handsonn.latent import interpolation, paths
from handsonn.latent.neighbours import nearest
from handsonn.latent.placing import place_exactly
from handsonn.latent.projection import projection

Array = np.ndarray[Any, Any]
Model = Callable[[Array], Array]
WAYS = {"straight": interpolation.straight, "spherical": interpolation.spherical}
STEPS = 9
PAIRS = 300  # of digits, whose middles are measured


@dataclass(frozen=True, eq=False)
class Halfway:
    """What lies halfway between many pairs of digits of different classes, for one autoencoder.

    straight, spherical: median round trips of the middles of these walks. ends: of the digits' own codes.
    walk, mix: median distance from the decoded middle of the straight walk, and from the mean of the two
    images, to the nearest training digit, in units of the spacing of real digits. bend: how far the decoded
    middle is from the mean of the decoded ends, as a share of the distance between these.
    """

    straight: float
    spherical: float
    ends: float
    walk: float
    mix: float
    bend: float


def code_spread(codes: Array) -> float:
    """Give the root mean squared distance of the codes from their centre."""
    return float(np.sqrt(np.square(codes - codes.mean(axis=0)).sum(axis=1).mean()))


def round_trips(encode: Model, samples: Array, codes: Array, spread: float) -> Array:
    """Tell how far encoding the decoded samples leads away from their codes, as a share of the spread."""
    return np.asarray(np.linalg.norm(encode(samples) - codes, axis=1) / spread)


def flat(images: Array) -> Array:
    """Give each image as a row."""
    return images.reshape(len(images), -1)


def real_distances(samples: Array, train: Array) -> Array:
    """Give the root mean squared difference per pixel to the nearest training image, one per sample."""
    pixels = train[0].size
    return np.asarray(nearest(flat(train), 1, flat(samples)).distances[:, 0] / np.sqrt(pixels))


def spacing(split: Any) -> float:
    """Give the median of this distance for a split's validation images, which no network has seen."""
    return float(np.median(real_distances(split.validation.x, split.train.x)))


def pairs_between_classes(labels: Any, count: int = PAIRS) -> tuple[Array, Array]:
    """Draw pairs of samples of different classes: two arrays of rows."""
    first, second = np.random.default_rng(0).integers(0, len(labels), (2, 2 * count))
    differ = labels[first] != labels[second]
    return first[differ][:count], second[differ][:count]


def measure_halfway(  # noqa: PLR0917 - a network, its data, what to ask
    encode: Model, decode: Model, images: Array, codes: Array, pairs: tuple[Array, Array], typical: float
) -> Halfway:
    """Decode the middles of the walks between these pairs. typical: the spacing of real images."""
    first, second = pairs
    size = code_spread(codes)
    middles = {
        name: np.array([way(codes[a], codes[b], 3)[1] for a, b in zip(first, second, strict=True)])
        for name, way in WAYS.items()
    }
    decoded = {name: decode(middle) for name, middle in middles.items()}
    ends = decode(codes[first]), decode(codes[second])
    bent = flat(decoded["straight"] - (ends[0] + ends[1]) / 2)
    apart = np.linalg.norm(flat(ends[0] - ends[1]), axis=1)
    trips = {name: round_trips(encode, decoded[name], middles[name], size) for name in WAYS}
    mixed = (images[first] + images[second]) / 2
    return Halfway(
        straight=float(np.median(trips["straight"])),
        spherical=float(np.median(trips["spherical"])),
        ends=float(np.median(round_trips(encode, ends[0], codes[first], size))),
        walk=float(np.median(real_distances(decoded["straight"], images))) / typical,
        mix=float(np.median(real_distances(mixed, images))) / typical,
        bend=float(np.median(np.linalg.norm(bent, axis=1) / apart)),
    )


def pixel_mixes(start: Array, end: Array, steps: int = STEPS) -> Array:
    """Fade from one image to another pixel by pixel: shape (steps, height, width)."""
    shares = np.linspace(0, 1, steps)[:, None, None]
    return np.asarray(start + shares * (end - start), np.float32)


def frames_picture(walked: Array, mixed: Array, far: tuple[Array, Array], way: str) -> Images:
    """Show the decoded frames above the mixed pixels. far: each frame's distance to the nearest real digit."""
    captions = tuple(f"{each:.2f}" for one in far for each in one)
    return Images(
        title=f"Above: {way} walk, decoded. Below: pixels, mixed",
        pixels=np.concatenate([walked, mixed]),
        captions=captions,
        columns=STEPS,
        span=6,
        height=170,
    )


def place_walk(method: str, path_codes: Array, codes: Array, positions: Array) -> Array:
    """Place a walk on a map of the codes: a PCA map is a projection; on others its neighbours tell."""
    if method == "pca":
        return projection(codes, positions).place(path_codes)
    return place_exactly(path_codes, codes, positions)


def walk_cloud(
    positions: Array, path: Array, labels: Array, images: Array, pair: tuple[int, ...], **look: Any
) -> tuple[Cloud, int]:
    """Draw the walk on a map, broken where it jumps; tell how often it does. path: places of its steps."""
    jumps = paths.breaks(path)
    broken = np.concatenate([[False], jumps])
    cloud = Cloud(
        points=positions,
        labels=labels,
        class_names=tuple(str(digit) for digit in range(10)),
        colour_by="class",
        images=np.round(images * 255).astype(np.uint8),
        path=path,
        breaks=broken,
        picked=pair,
        sets="pair",
        **look,
    )
    return cloud, int(jumps.sum())


def trips_picture(trips: dict[str, Array], ends: float, **look: Any) -> Curves:
    """Draw the round trip along both walks, shape (seeds, steps) each. ends: of real digits, typically."""
    x = np.linspace(0, 100, STEPS)
    colours = {"straight": "blue", "spherical": "orange"}
    lines = [band(name, x, values, colour=colours[name]) for name, values in trips.items()]
    typical = Line(
        "real digits (median)", np.array([0, 100]), np.full(2, ends), colour="quiet", style="dashed"
    )
    return Curves(
        x=Axis("share of the way", "%"),
        y=Axis("round trip, of the codes' spread", low=0),
        lines=(*lines, typical),
        **look,
    )


def way_answer(straight: Array, spherical: Array) -> int:
    """Find which way strays less from every seed: straight (0), spherical (1), or neither (2)."""
    if (straight < spherical).all():
        return 0
    return 1 if (spherical < straight).all() else 2


def way_words(straight: Array, spherical: Array, ends: float, pairs: int) -> str:
    """Say how far the middles of both walks stray, one value per seed."""
    end = ("the straight walk strays less from every seed",
           "the arc strays less from every seed",
           "which strays less depends on the seed")[way_answer(straight, spherical)]  # fmt: skip
    return (
        f"Halfway between {pairs} pairs of different digits the round trip is {np.median(straight):.2f} on the straight "
        f"walk and {np.median(spherical):.2f} on the arc ({ends:.2f} at real digits): {end}."
    )


def mix_words(walk: Array, mix: Array) -> str:
    """Say how unlike a digit the middles are, one value per seed."""
    lower = int((walk < mix).sum())
    which = "nearer to a real digit from" if 2 * lower >= len(walk) else "not nearer to a real digit from"
    count = lower if 2 * lower >= len(walk) else len(walk) - lower
    return (
        f"The straight walk's middle, over these pairs, is {np.median(walk):.2f} times the spacing of real digits away from the nearest one, "
        f"mixed pixels {np.median(mix):.2f} times: the walk is {which} {count} of {len(walk)} seeds."
    )


def bend_words(bend: Array) -> str:
    """Say that decoding is not linear: how far the middle is from the mean of the ends."""
    return (
        f"A straight walk is no fading: the decoded middle is {np.median(bend):.0%} of the ends' distance away from "
        "the mean of the decoded ends."
    )


def jump_words(jumps: int, name: str, way: str) -> str:
    """Say how often the path leaves the map's continuity. way: straight or spherical."""
    if not jumps:
        shadow = ": its steps are the shadow of those in the code" if name == "PCA" else ""
        return f"On the {name} map this walk does not jump{shadow}."
    often = "once" if jumps == 1 else f"{jumps} times"
    equal = "are equal" if way == "straight" else "hardly differ"
    return f"On the {name} map the walk jumps {often}, though its {STEPS - 1} steps in the code {equal}."
