"""One picture of each kind, with what real results bring, and the page that draws them without a lab."""

from __future__ import annotations

import base64

import numpy as np
from sklearn.datasets import load_digits

from handsonn.course.live.source import script, sheet
from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    Boundary,
    Cloud,
    ConfusionMatrix,
    Curves,
    Images,
    Line,
    Magnitude,
    Picture,
    Scatter,
    Surface,
    Table,
    Text,
    Trail,
    WeightImages,
    encode,
    histogram,
    network,
    spread,
)

HARNESS = """
const settings = {}, frames = {};
window.sets = [];
window.draw = (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const pictures = FILES["message.js"].decode(new DataView(bytes.buffer));
  for (const [name, picture] of Object.entries(pictures)) {
    if (!frames[name]) {
      frames[name] = FILES["picture_frame.js"].pictureFrame(name);
      document.querySelector(".pictures").append(frames[name].element);
    }
    frames[name].put(picture);
    PICTURES[picture.kind](frames[name].host, picture, { set: (...set) => sets.push(set), settings });
  }
};
"""
DIGITS = load_digits()
PLANE = {"x": Axis("x1", low=-2, high=2), "y": Axis("x2", low=-2, high=2)}


def message(pictures: dict[str, Picture]) -> str:
    """Write pictures as the page reads them."""
    return base64.b64encode(encode(pictures)).decode()


def page_of(pictures: dict[str, Picture]) -> str:
    """Make a page with these pictures; draw(message(...)) is its next result, sets what was chosen."""
    return (
        f"<!doctype html><meta charset=utf-8><title>pictures</title><style>{sheet()}"
        "body { background: var(--paper); }</style><div class=live-lab><div class=pictures></div></div>"
        f'<script type="module">{script()}{HARNESS}draw("{message(pictures)}");</script>'
    )


def matrix(selected: tuple[int, int] | None = None, add: int = 0) -> ConfusionMatrix:
    counts = np.array([[90, 6, 4], [0, 50, 0], [1, 2, 7 + add]])
    return ConfusionMatrix(
        counts=counts, class_names=("T-shirt/top", "Trouser", "Ankle boot"), selected=selected, sets="cell"
    )


def playground(sign: float = 1.0) -> Picture:
    weights = [sign * np.array([[1.0, -2.0], [0.5, 0.0]]), sign * np.array([[3.0], [-1.0]])]
    across, up = np.meshgrid(np.linspace(-1, 1, 12), np.linspace(-1, 1, 12))
    fields = [np.stack([across, up]), np.tanh(np.stack([across, -up])), np.tanh(across)[None]]
    return network(
        ["input", "hidden", "output"],
        weights,
        biases=[np.array([0.1, -0.2]), np.array([0.3])],
        fields=fields,
        unit_names=[["x1", "x2"]],
        sets_weight="weight",
        sets_unit="unit",
    )


def scrubbed(frames: int = 4) -> Boundary:
    across, up = np.meshgrid(np.linspace(-2, 2, 40), np.linspace(-2, 2, 30))
    field = np.stack([1 / (1 + np.exp(-step * (across + up))) for step in range(1, frames + 1)])
    points = np.random.default_rng(0).uniform(-2, 2, (60, 2))
    return Boundary(
        field=field,
        frame_names=tuple(f"epoch {epoch}" for epoch in range(1, frames + 1)),
        points=points,
        labels=(points.sum(axis=1) > 0).astype(int),
        held_out=np.arange(60) % 4 == 0,
        sets="point",
        **PLANE,
    )


def gallery() -> dict[str, Picture]:
    """One of each kind, with what real results bring: gaps, infinite values, long names, many points."""
    random = np.random.default_rng(0)
    across, up = np.meshgrid(np.linspace(-2, 2, 50), np.linspace(-2, 2, 50))
    loss = (1 - across) ** 2 + 20 * (up - across**2) ** 2
    loss[:3, :3] = [np.nan, np.inf, 0]
    steps = np.linspace(-1.5, 1, 30)
    return {
        "curves": Curves(
            x=Axis("epoch"), y=Axis("loss"),
            lines=(Line("training", np.arange(4.0), np.array([2, 1, np.nan, 0.5])),),
        ),
        "bars": Bars(
            x=Axis("optimizer"), y=Axis("accuracy", low=0), names=("sgd", "adam"),
            sets=(spread(random.uniform(0.6, 0.9, (5, 2))), BarSet(np.array([0.4, np.nan]), colour="orange")),
            highlighted=1, sets_index="optimizer",
        ),
        "histogram": histogram(Axis("weight"), [random.normal(size=900), random.normal(size=900) * 2]),
        "matrix": matrix((0, 1)),
        "images": Images(
            pixels=DIGITS.images[:12] / 16, captions=tuple(f"digit {one}" for one in DIGITS.target[:12]),
            marks=("right", "wrong") * 6, selected=2, sets="image",
        ),
        "colour": Images(pixels=random.integers(0, 256, (3, 8, 8, 3), dtype=np.uint8)),
        "weights": WeightImages(
            weights=np.where(random.random((4, 8, 8)) < 0.02, np.nan, random.normal(size=(4, 8, 8))),
            sets="unit",
        ),
        "network": playground(),
        "boundary": scrubbed(),
        "values": Boundary(field=across * up, classes=(), low=-4, high=4, value="price", **PLANE),
        "digits": Scatter(
            points=DIGITS.data[:, [21, 42]], x=Axis("pixel 21"), y=Axis("pixel 42"), labels=DIGITS.target,
            class_names=tuple("0123456789"), images=(DIGITS.images * 15).astype(np.uint8), sets="sample",
        ),
        "many": Scatter(
            points=random.normal(size=(20_000, 2)), x=Axis("a"), y=Axis("b"), values=random.random(20_000)
        ),
        "cloud": Cloud(
            points=random.normal(size=(3000, 3)), labels=np.arange(3000) % 12 - 1,
            magnitudes=(Magnitude("error", random.exponential(size=3000), logarithmic=True),),
            opacity=random.random(3000), neighbours=random.integers(0, 3000, (3000, 5)),
            extra=random.normal(size=(4, 3)), path=random.normal(size=(6, 3)), breaks=np.arange(6) == 3,
            frame=2, picked=(1, 2), sets="pair",
        ),
        "surface": Surface(
            values=loss, value=Axis("loss", logarithmic=True), sets="start", **PLANE,
            trails=(
                Trail("descent", steps, steps**2),
                Trail("too fast", np.array([0, 9e5, np.inf]), np.zeros(3)),
            ),
        ),
        "table": Table(
            columns=("layer", "parameters"), rows=(("dense", 7850), ("dense_1", None)), sets="row"
        ),
        "text": Text(body='Model: "sequential"\n' + "dense (Dense)\n" * 40),
    }  # fmt: skip
