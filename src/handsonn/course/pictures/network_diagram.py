"""A network as units and weights, its larger layers cut to what can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Array = np.ndarray[Any, Any]
MOST_UNITS = 12


@dataclass(frozen=True)
class DiagramLayer:
    """One layer of the diagram: of its `units` units, as many are drawn as the arrays have entries.

    drawn: how many. unit_names: one per drawn unit, or (). biases, activations: shape (drawn,), or None.
    fields: shape (drawn, rows, columns), uint8: what each unit gives over a plane, from lowest to highest;
    row 0 below, as in Boundary; or None.
    """

    name: str
    units: int
    drawn: int
    unit_names: tuple[str, ...] = ()
    biases: Array | None = None
    activations: Array | None = None
    fields: Array | None = None


@dataclass(frozen=True, kw_only=True)
class NetworkDiagram(Picture):
    """Layers from left to right; edges blue for positive weights, orange and dashed for negative ones.

    weights: between each layer and the next, shape (drawn units before, drawn units after).
    largest: the size of weight with the widest edge; None: the largest drawn. faint_below: weights of a
    smaller size are drawn faintly, except those of the selected unit and the selected weight.
    selected_weight: (layer, from, to), layer counted from the first weights; selected_unit: (layer, unit).
    sets_weight, sets_unit: the settings that a click sets to these as lists, or "". Made by network().
    """

    kind: ClassVar[str] = "network_diagram"
    layers: tuple[DiagramLayer, ...]
    weights: tuple[Array, ...]
    largest: float | None = None
    faint_below: float = 0.0
    selected_weight: tuple[int, int, int] | None = None
    selected_unit: tuple[int, int] | None = None
    sets_weight: str = ""
    sets_unit: str = ""
    height: int = 300

    def __post_init__(self) -> None:
        """Hold the weights against the layers."""
        drawn = [layer.drawn for layer in self.layers]
        wanted = list(pairwise(drawn))
        shapes = [array.shape for array in self.weights]
        if shapes != wanted:
            raise UsageError(
                f"layers with {drawn} drawn units need weights of shapes {wanted}, not {shapes}."
            )


def network(
    names: Sequence[str],
    weights: Sequence[Array],
    *,
    biases: Sequence[Array] | None = None,
    activations: Sequence[Array | None] = (),
    fields: Sequence[Array | None] = (),
    unit_names: Sequence[Sequence[str]] = (),
    most_units: int = MOST_UNITS,
    **look: Any,
) -> NetworkDiagram:
    """Make the diagram of a dense network; of a layer with more than most_units, its first ones are drawn.

    names: of the layers, the inputs first. weights: one (units before, units after) array per Dense layer, as
    Keras keeps them. biases: one (units,) array per Dense layer. activations: one (units,) array per
    layer, the inputs first, for one sample. fields: one (units, rows, columns) array per layer; floats are
    scaled to uint8 around zero (0 becomes 128). unit_names: per layer.
    Entries may be None, lists may end early.
    Raises UsageError where there is not one name more than arrays of weights.
    """
    if len(names) != len(weights) + 1:
        raise UsageError(
            f"{len(weights)} arrays of weights need the names of {len(weights) + 1} layers, not {len(names)}."
        )
    sizes = [weights[0].shape[0], *(array.shape[1] for array in weights)]
    drawn = [min(size, most_units) for size in sizes]
    found_biases = [None, *(biases or ())]
    layers = tuple(
        DiagramLayer(
            name,
            size,
            count,
            tuple(_of(unit_names, index) or ())[:count],
            _first(_of(found_biases, index), count),
            _first(_of(activations, index), count),
            _as_bytes(_first(_of(fields, index), count)),
        )
        for index, (name, size, count) in enumerate(zip(names, sizes, drawn, strict=True))
    )
    kept = tuple(array[: drawn[at], : drawn[at + 1]] for at, array in enumerate(weights))
    return NetworkDiagram(layers=layers, weights=kept, **look)


def _of(entries: Sequence[Any], index: int) -> Any:
    return entries[index] if index < len(entries) else None


def _first(array: Array | None, count: int) -> Array | None:
    return None if array is None else np.asarray(array)[:count]


def _as_bytes(fields: Array | None) -> Array | None:
    """Scale each unit's field so that its largest size is 0 or 255, and zero is 128."""
    if fields is None or fields.dtype == np.uint8:
        return fields
    largest = np.abs(fields).max(axis=(1, 2), keepdims=True)
    scaled = 127.5 + 127.5 * fields / np.where(largest == 0, 1.0, largest)
    return np.asarray(scaled).round().clip(0, 255).astype(np.uint8)
