"""Bars: single or in groups, with whiskers for the spread between seeds, or a histogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Axis, Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class BarSet:
    """One bar per name. values: shape (bars,). low, high: the whiskers' ends, same shape, or None.

    name: what the legend calls it ("" : no legend). colour: one of curves.COLOURS.
    """

    values: Array
    low: Array | None = None
    high: Array | None = None
    name: str = ""
    colour: str = "blue"


@dataclass(frozen=True, kw_only=True)
class Bars(Picture):
    """Bars over names, or over intervals (a histogram).

    names: one per bar, below it. edges: shape (bars + 1,): the bars are the intervals between, and x has
    numbers; () names then. sets: several stand side by side; in a histogram they lie over each other.
    highlighted: the index of a bar to stand out, or None. sets_index: the setting that a click sets to the
    bar's index, or "". Raises UsageError where a set has more or fewer values than there are bars.
    """

    kind: ClassVar[str] = "bars"
    x: Axis
    y: Axis
    sets: tuple[BarSet, ...]
    names: tuple[str, ...] = ()
    edges: Array | None = None
    highlighted: int | None = None
    sets_index: str = ""

    def __post_init__(self) -> None:
        """Hold the sets against the names or the edges."""
        bars = len(self.names) if self.edges is None else len(self.edges) - 1
        for one in self.sets:
            if len(one.values) != bars:
                raise UsageError(
                    f"a set of bars has {len(one.values)} values for {bars} bars; give one value per bar."
                )


def spread(values: Array, *, name: str = "", colour: str = "blue") -> BarSet:
    """Make bars of the medians over seeds, with whiskers from the lowest to the highest seed.

    values: shape (seeds, bars).
    """
    values = np.asarray(values, dtype=np.float64)
    return BarSet(np.median(values, axis=0), values.min(axis=0), values.max(axis=0), name, colour)


def histogram(
    x: Axis, samples: Sequence[Array], *, names: Sequence[str] = ("",), bins: int = 40, **look: Any
) -> Bars:
    """Count samples in equal intervals, one set per array of samples; what is not finite is left out.

    samples: arrays of any shape. names: the sets' names; the first set is blue, the second orange.
    look: what any Picture takes.
    """
    flat = [np.asarray(one, dtype=np.float64).ravel() for one in samples]
    flat = [one[np.isfinite(one)] for one in flat]
    everything = np.concatenate(flat)
    low = x.low if x.low is not None else (everything.min() if everything.size else 0.0)
    high = x.high if x.high is not None else (everything.max() if everything.size else 1.0)
    edges = np.histogram_bin_edges([], bins=bins, range=(low, high))
    colours = ("blue", "orange", "green", "purple")
    sets = tuple(
        BarSet(np.histogram(one, edges)[0], name=name, colour=colour)
        for one, name, colour in zip(flat, names, colours, strict=False)
    )
    return Bars(x=x, y=Axis("samples", low=0), sets=sets, edges=edges, **look)
