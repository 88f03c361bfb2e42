"""Shapes of networks whose wiring Keras does not know: a subclass, or a Sequential without an input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.probes.places import Place, Wiring, without_batch
from handsonn.probes.recording import recording
from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Shape

Sides = tuple[Shape, ...]


def shaped_copy(model: Any, x: Any) -> Any:
    """Give a copy of an unbuilt model, built for samples like x; None where Keras cannot make one.

    The copy's first weights draw from the global generators, which are put back.
    """
    try:
        with undisturbed():
            copy = type(model).from_config(model.get_config())
            copy.build(_batch_shapes(x))
    except Exception:  # noqa: BLE001 - a learner's own class may raise anything here: then there is no copy
        return None
    return copy if copy.built else None


def traced(model: Any, wiring: Wiring, x: Any) -> tuple[Wiring, Sides, Sides]:
    """Run a subclass on symbols to see its shapes. Gives the wiring with shapes and ends, inputs, outputs.

    Nothing is computed and nothing is kept. Where it is not built, or its call does not work on symbols, the
    shapes are ().
    """
    symbols = _symbols(model, x) if model.built else None
    if symbols is None:
        return wiring, (), ()
    calls: dict[str, tuple[Any, Any]] = {}
    results: list[Any] = []

    def note(place: Place, given: Any, result: Any) -> None:
        calls[place.name] = (_sides(given), _sides(result))
        results.append((place.name, result))

    own = Place("", model)
    try:
        with undisturbed(), recording((*wiring.places, own), note):
            outputs = model.compute_output_spec(symbols)
    except Exception:  # noqa: BLE001 - the learner's call may raise anything; fit will tell them
        return wiring, _shapes(symbols), ()
    return _with_calls(wiring, calls, results), _shapes(symbols), _shapes(outputs)


def _with_calls(wiring: Wiring, calls: dict[str, tuple[Any, Any]], results: list[Any]) -> Wiring:
    places = tuple(
        replace(place, input_shape=calls[place.name][0], output_shape=calls[place.name][1])
        if place.name in calls
        else place
        for place in wiring.places
    )
    final = next((result for name, result in reversed(results) if not name), None)
    made = {id(result): name for name, result in results if name}
    known = {place.name: replace(place, loose=False) for place in places}
    ends = tuple(made.get(id(tensor), "") for tensor in _flat(final))
    kept = tuple(known[place.name] if place.name in ends else place for place in places)
    return Wiring(kept, ends)


def _symbols(model: Any, x: Any) -> Any:
    import keras

    shapes = getattr(model, "_build_shapes_dict", None)
    if x is not None:
        shape = _batch_shapes(x)
    elif shapes and len(shapes) == 1:
        shape = next(iter(shapes.values()))
    else:
        return None
    return _each(shape, lambda sides: keras.KerasTensor((None, *sides[1:]), dtype="float32"))


def _each(shape: Any, make: Any) -> Any:
    if isinstance(shape, dict):
        return {key: _each(value, make) for key, value in shape.items()}
    if shape and isinstance(shape[0], (tuple, list)):
        return [_each(value, make) for value in shape]
    return make(tuple(shape))


def _batch_shapes(x: Any) -> Any:
    """Give (None, sides...) of x, in the structure of x."""
    if isinstance(x, dict):
        return {key: _batch_shapes(value) for key, value in x.items()}
    if isinstance(x, (list, tuple)) and x and all(np.ndim(value) > 0 for value in x) and len(x) < _MANY:
        return [_batch_shapes(value) for value in x]
    sides = tuple(int(side) for side in np.shape(x)[1:])
    return (None, *(sides or (1,)))


_MANY = 16
"""A list of more arrays than this is a list of samples, not of inputs."""


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [item for key in sorted(value) for item in _flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [item for inner in value for item in _flat(inner)]
    return [] if value is None else [value]


def _shapes(value: Any) -> Sides:
    return tuple(without_batch(tensor.shape) for tensor in _flat(value))


def _sides(value: Any) -> Shape:
    shapes = _shapes([item for item in _flat(value) if hasattr(item, "shape")])
    return shapes[0] if shapes else ()
