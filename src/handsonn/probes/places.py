"""How the layers of a network are wired: nested models opened, names and shapes made plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from handsonn.probes.spelling import is_kerass
from handsonn.records import Shape


@dataclass(frozen=True, eq=False)
class Place:
    """One layer (or operation of keras.ops) at its place in the network.

    name: "outer/inner" inside nested models. inbound: places that it takes its input from; () where they are
    the network's inputs or are not known. Shapes leave out the batch; () where they are not known.
    loose: does it lie inside a layer or model whose wiring Keras does not know?
    """

    name: str
    operation: Any
    inbound: tuple[str, ...] = ()
    input_shape: Shape = ()
    output_shape: Shape = ()
    loose: bool = False

    @property
    def is_layer(self) -> bool:
        """Whether it is a layer, not a bare operation such as x + y."""
        return hasattr(self.operation, "trainable_weights")


@dataclass(frozen=True, eq=False)
class Wiring:
    """All places in order, and the place that makes each output ("" where it is not known)."""

    places: tuple[Place, ...]
    ends: tuple[str, ...] = ()

    def find(self, name: str) -> Place | None:
        """Give the place of that name."""
        return next((place for place in self.places if place.name == name), None)


def without_batch(shape: Any) -> Shape:
    """Leave the first side of a Keras shape out."""
    return tuple(None if side is None else int(side) for side in tuple(shape)[1:])


def graph_of(model: Any) -> Any:
    """Give the Functional graph of a model, or None: of a subclass, or of a Sequential not built yet."""
    if type(model).__name__ == "Sequential" or hasattr(model, "_functional"):
        return getattr(model, "_functional", None)
    return model if hasattr(model, "_nodes_by_depth") else None


def wiring_of(model: Any) -> Wiring:
    """Read how a model is wired; of a subclass, its layers in the order that they were made."""
    graph = graph_of(model)
    if graph is not None:
        return _functional(graph, "", {})
    if hasattr(model, "_functional"):
        return _chain(model)
    return Wiring(tuple(loose_places(model, "")))


def loose_places(owner: Any, prefix: str) -> Iterator[Place]:
    """Give the layers inside a subclass, or inside a layer of the learner's own, without their wiring."""
    for layer in owner._flatten_layers(include_self=False, recursive=False):  # noqa: SLF001 - Keras has no other
        name = prefix + layer.name
        if type(layer).__name__ == "InputLayer":
            continue
        if graph_of(layer) is not None:
            yield from _functional(graph_of(layer), f"{name}/", {}).places
        elif _is_composite(layer):
            yield from loose_places(layer, f"{name}/")
        else:
            yield Place(name, layer, loose=True)


def _is_composite(layer: Any) -> bool:
    """Whether it is the learner's own layer, or a model, that holds other layers."""
    inner = layer._flatten_layers(include_self=False, recursive=False)  # noqa: SLF001
    return bool(inner) and (not is_kerass(type(layer)) or hasattr(layer, "compile"))


def _chain(model: Any) -> Wiring:
    """Give a Sequential that has no shapes yet: one layer after the other."""
    places: list[Place] = []
    for layer in model.layers:
        inbound = (places[-1].name,) if places else ()
        if hasattr(layer, "layers") and graph_of(layer) is None and hasattr(layer, "_functional"):
            inner = [replace(place, name=f"{layer.name}/{place.name}") for place in _chain(layer).places]
            places += inner
        elif graph_of(layer) is not None:
            places += _functional(graph_of(layer), f"{layer.name}/", {}).places
        elif _is_composite(layer):
            places += list(loose_places(layer, f"{layer.name}/"))
        else:
            places.append(Place(layer.name, layer, inbound))
    return Wiring(tuple(places), (places[-1].name,) if places else ())


def _functional(graph: Any, prefix: str, feeding: dict[int, str]) -> Wiring:
    """Walk a Functional graph from its inputs. feeding: id of an input tensor to the place that makes it."""
    made = dict(feeding)
    places: dict[str, Place] = {}
    by_depth = graph._nodes_by_depth  # noqa: SLF001 - Keras' own summary() reads it as well
    for depth in sorted(by_depth, reverse=True):
        for node in by_depth[depth]:
            _visit(node, prefix, made, places)
    ends = tuple(made.get(id(tensor), "") for tensor in graph.outputs)
    return Wiring(tuple(places.values()), ends)


def _visit(node: Any, prefix: str, made: dict[int, str], places: dict[str, Place]) -> None:
    operation = node.operation
    if type(operation).__name__ == "InputLayer":
        return
    name = prefix + operation.name
    inner = graph_of(operation) if hasattr(operation, "layers") else None
    sources = [made[id(tensor)] for tensor in node.input_tensors if made.get(id(tensor))]
    if inner is not None:
        _visit_nested(node, inner, name, made, places)
        return
    if hasattr(operation, "_flatten_layers") and _is_composite(operation):
        inside = {place.name: place for place in loose_places(operation, f"{name}/")}
        places.update({key: place for key, place in inside.items() if key not in places})
        made.update({id(tensor): list(inside)[-1] for tensor in node.outputs})
        return
    if name in places:
        known = places[name]
        places[name] = replace(known, inbound=tuple(dict.fromkeys((*known.inbound, *sources))))
    else:
        first = node.input_tensors[0].shape if node.input_tensors else (None,)
        shape = without_batch(node.outputs[0].shape)
        places[name] = Place(name, operation, tuple(dict.fromkeys(sources)), without_batch(first), shape)
    made.update({id(tensor): name for tensor in node.outputs})


def _visit_nested(node: Any, inner: Any, name: str, made: dict[int, str], places: dict[str, Place]) -> None:
    """Open a nested model: its layers join the graph around it. A second use adds what feeds it then."""
    feeding = {
        id(inside): made.get(id(outside), "")
        for inside, outside in zip(inner.inputs, node.input_tensors, strict=False)
    }
    opened = _functional(inner, f"{name}/", feeding)
    for place in opened.places:
        known = places.get(place.name)
        inbound = (*(known.inbound if known else ()), *place.inbound)
        places[place.name] = replace(place, inbound=tuple(dict.fromkeys(inbound)))
    made.update({id(tensor): end for tensor, end in zip(node.outputs, opened.ends, strict=False)})
