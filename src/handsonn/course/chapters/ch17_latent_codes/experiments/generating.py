"""New digits from drawn codes, four ways: how they are drawn, and whether they are digits or copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch17_latent_codes.experiments.walks import (
    Model,
    code_spread,
    flat,
    real_distances,
    round_trips,
)
from handsonn.course.pictures import Axis, Bars, Images, spread
from handsonn.latent.density import fit_density
from handsonn.latent.neighbours import nearest

Array = np.ndarray[Any, Any]
DRAWN = 200
SHOWN = 9
COPY_NOISE = 0.05  # of the codes' spread: how far a "copy" is moved from a real digit's code
WAYS = {
    "bell": "each number alone",
    "density": "fitted density",
    "prior": "variational, prior",
    "copies": "copies",
}
CHOICES = (
    "Each number from its own bell curve",
    "From a fitted density",
    "Variational, from its prior",
    "Copies: real codes, moved a little",
)
BARS = {"bell": "alone", "density": "density", "prior": "prior", "copies": "copies"}
NEAR, FAR = 0.8, 1.25  # times the spacing of real digits


@dataclass(frozen=True, eq=False)
class Drawn:
    """Digits drawn in one way with one autoencoder.

    samples: decoded, (DRAWN, height, width). trips: their round trips. real: the round trips of held-out
    digits. far: distances to the nearest training digit, in units of the spacing of real digits.
    """

    samples: Array
    trips: Array
    real: Array
    far: Array


def draw_codes(way: str, codes: Array, count: int = DRAWN) -> Array:
    """Draw codes, float32, shape (count, latent_dim); codes: the training samples'."""
    generator = np.random.default_rng(0)
    shape = (count, codes.shape[1])
    if way == "density":
        return fit_density(codes).sample(count, seed=0)
    if way == "prior":
        return generator.normal(size=shape).astype(np.float32)
    if way == "bell":
        drawn = codes.mean(axis=0) + codes.std(axis=0) * generator.normal(size=shape)
        return np.asarray(drawn, np.float32)
    moved = COPY_NOISE * code_spread(codes) / np.sqrt(codes.shape[1]) * generator.normal(size=shape)
    return np.asarray(codes[generator.integers(0, len(codes), count)] + moved, np.float32)


def draw(  # noqa: PLR0917 - a way, a network, its data
    way: str, encode: Model, decode: Model, train: Array, held_out: Array, typical: float
) -> Drawn:
    """Draw codes one way, decode them, and judge what came out. typical: the spacing of real digits."""
    codes, new = encode(train), encode(held_out)
    size = code_spread(codes)
    drawn = draw_codes(way, codes)
    samples = decode(drawn)
    return Drawn(
        samples,
        round_trips(encode, samples, drawn, size),
        round_trips(encode, decode(new), new, size),
        real_distances(samples, train) / typical,
    )


def drawn_picture(drawn: Drawn, train: Array, way: str, seed: int) -> Images:
    """Show drawn digits above the training digits that are nearest to them."""
    some = drawn.samples[:SHOWN]
    rows = nearest(flat(train), 1, flat(some)).indices[:, 0]
    captions = (*(f"{each:.2f}" for each in drawn.far[:SHOWN]), *[""] * SHOWN)
    return Images(
        title=f"Above: drawn ({WAYS[way]}, seed {seed}). Below: the nearest real digits",
        pixels=np.concatenate([some, train[rows]]),
        captions=captions,
        columns=SHOWN,
        span=12,
        height=180,
    )


def way_bars(values: Mapping[str, Array], title: str, axis: str, chosen: str, **look: Any) -> Bars:
    """Draw one bar for each way; values: one per seed."""
    return Bars(
        title=title,
        x=Axis("how the codes are drawn"),
        y=Axis(axis, low=0),
        names=tuple(BARS[way] for way in values),
        sets=(spread(np.array(list(values.values())).T),),
        highlighted=list(values).index(chosen),
        **look,
    )


def far_answer(far: float) -> int:
    """Find the option: nearer than real digits are to each other (0), as far (1), farther (2)."""
    return 0 if far < NEAR else 1 if far <= FAR else 2


def far_words(way: str, far: Array, said: str) -> str:
    """Say how far the drawn digits are from real ones. far: a median per seed. said: the same in words."""
    middle = float(np.median(far))
    meaning = (
        "they lie nearer to one training digit than unseen real digits do: copying",
        "about as near as unseen real digits (within a quarter)",
        "farther than unseen real digits are",
    )[far_answer(middle)]
    return f"{WAYS[way].capitalize()}: the drawn digits are {said} times the spacing of real digits from the nearest one, {meaning}."


def nearest_words(far: Mapping[str, Array]) -> str:
    """Rank the ways that make something new by distance to the nearest real digit; one median per seed."""
    new = {way: values for way, values in far.items() if way != "copies"}
    ranked = sorted(new, key=lambda way: float(np.median(new[way])))
    first, second = ranked[:2]
    sure = (new[first] < new[second]).all()
    return (
        f"Of the ways that copy nothing, {WAYS[first]} comes nearest ({np.median(new[first]):.2f}), then "
        f"{WAYS[second]} ({np.median(new[second]):.2f}){', from every seed' if sure else '; not from every seed'}; "
        f"{WAYS[ranked[2]]} is at {np.median(new[ranked[2]]):.2f}."
    )


def trip_words(trips: Array, real: Array) -> str:
    """Say how far the drawn codes stray, next to those of held-out digits; one median per seed each."""
    return (
        f"Their round trip is {np.median(trips):.2f} of the codes' spread; with the same encoder, that of unseen real "
        f"digits is {np.median(real):.2f}."
    )
