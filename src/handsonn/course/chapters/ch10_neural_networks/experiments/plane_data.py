"""Points of two classes on a plane, drawn with as much noise as is asked for, and the code that draws them.

Batches of 20 divide every number of samples here, so no smaller last batch has to be compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

import handsonn as hn
from handsonn.data.datasets.blobs import blobs
from handsonn.data.datasets.circles import circles
from handsonn.data.datasets.moons import moons
from handsonn.data.datasets.spirals import spirals
from handsonn.records import Dataset

Array = np.ndarray[Any, Any]
BATCH_SIZE = 20
VALIDATION = 200
"""Validation samples: many, so that the score of a setting is not itself a matter of luck."""

INPUTS = {
    "plain": ("x1", "x2"),
    "product": ("x1", "x2", "x1 x2"),
    "squares": ("x1", "x2", "x1²", "x2²"),
    "all": ("x1", "x2", "x1 x2", "x1²", "x2²"),
}
"""What a network can be given: the coordinates, or also what is computed from them."""
_COLUMNS = {"x1": "a", "x2": "b", "x1 x2": "a * b", "x1²": "a**2", "x2²": "b**2"}


@dataclass(frozen=True)
class _Shape:
    """How a set is drawn.

    noise: its usual noise. arguments: what else it is drawn with. pairs: its labels are the parity of the
    class, so that four blobs become two classes that lie crosswise.
    """

    title: str
    draw: Callable[..., Dataset]
    noise: float
    arguments: tuple[tuple[str, int], ...] = ()
    pairs: bool = False


SHAPES = {
    "moons": _Shape("two moons", moons, 0.15),
    "circles": _Shape("circle within a circle", circles, 0.1),
    "spirals": _Shape("two spirals", spirals, 0.03),
    "blobs": _Shape("two blobs", blobs, 1.2, (("classes", 2),)),
    "cross": _Shape("four blobs, crosswise", blobs, 1.2, (("classes", 4),), pairs=True),
}


@dataclass(frozen=True, eq=False)
class PlaneData:
    """Points on the plane, standardised, and what the network is given of them.

    points: the training points, shape (samples, 2). x: the network's inputs, shape (samples, inputs).
    y: shape (samples,), 0 or 1. inputs: their names. reach: the plane goes from -reach to reach on both axes.
    code: the lines that make x, y, val_x and val_y.
    """

    title: str
    points: Array
    x: Array
    y: Array
    validation: tuple[Array, Array]
    inputs: tuple[str, ...]
    reach: float
    code: str

    def grid(self, size: int) -> Array:
        """Compute the inputs at size x size places of the plane, x1 running fastest; (size², inputs)."""
        line = (np.arange(size) + 0.5) / size * 2 * self.reach - self.reach
        places = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
        return features(places, self.inputs)


@lru_cache(maxsize=32)
def plane_data(name: str, samples: int = 200, noise: float = 1.0, inputs: str = "plain") -> PlaneData:
    """Draw a set by its name in SHAPES. samples: for training. noise: as a multiple of the usual noise.

    inputs: one of INPUTS.
    """
    shape = SHAPES[name]
    given = {**dict(shape.arguments), "noise": round(shape.noise * noise, 4)}
    drawn = shape.draw(samples=samples + VALIDATION, seed=0, **given)
    split = hn.split(drawn, validation=VALIDATION / len(drawn), test=0, scaler="standard", seed=0)
    train, held_out = split.train, split.validation
    assert held_out is not None
    labels = [_labels(part.y, pairs=shape.pairs) for part in (train, held_out)]
    return PlaneData(
        title=shape.title,
        points=train.x,
        x=features(train.x, INPUTS[inputs]),
        y=labels[0],
        validation=(features(held_out.x, INPUTS[inputs]), labels[1]),
        inputs=INPUTS[inputs],
        reach=float(max(2.0, np.ceil(np.abs(train.x).max() * 4) / 4)),
        code=_drawing_code(shape, samples, given) + _features_code(INPUTS[inputs]),
    )


def features(points: Array, names: tuple[str, ...]) -> Array:
    """Compute the named inputs from points of shape (n, 2); float32, shape (n, inputs)."""
    a, b = np.asarray(points, dtype=np.float32).T
    columns = {"x1": a, "x2": b, "x1 x2": a * b, "x1²": a**2, "x2²": b**2}
    return np.stack([columns[name] for name in names], axis=1)


def _labels(classes: Array | None, *, pairs: bool) -> Array:
    assert classes is not None
    return np.asarray(classes % 2 if pairs else classes)


def _drawing_code(shape: _Shape, samples: int, given: dict[str, float]) -> str:
    name = shape.draw.__name__
    arguments = "".join(f"{key}={value}, " for key, value in given.items())
    parity = "\ny, val_y = y % 2, val_y % 2  # opposite blobs are one class" if shape.pairs else ""
    return f"""from handsonn.data.datasets.{name} import {name}

points = {name}(samples={samples + VALIDATION}, {arguments}seed=0)
split = hn.split(points, validation={VALIDATION} / {samples + VALIDATION}, test=0, scaler="standard", seed=0)
x, y = split.train.x, split.train.y
val_x, val_y = split.validation.x, split.validation.y{parity}
"""


def _features_code(names: tuple[str, ...]) -> str:
    if names == INPUTS["plain"]:
        return ""
    columns = ", ".join(_COLUMNS[name] for name in names)
    return f"""
def features(points):
    a, b = points.T
    return np.stack([{columns}], axis=1)

x, val_x = features(x), features(val_x)
"""
