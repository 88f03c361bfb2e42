"""A live network as a record: its layers, how they are wired, and how it was compiled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from handsonn.probes.ends import End, end_of
from handsonn.probes.layers import layer_facts
from handsonn.probes.losses import losses_of, metrics_of
from handsonn.probes.optimizer import optimizer_facts
from handsonn.probes.places import Place, Wiring, graph_of, wiring_of, without_batch
from handsonn.probes.trace import shaped_copy, traced
from handsonn.records import LayerFacts, ModelFacts, OutputFacts, Shape


def model_facts(model: Any, x: Any = None) -> ModelFacts:
    """Read what a network is and how it was compiled. The model is not changed, not even built.

    x: samples, as fit takes them. With them, the shapes of a model that is not built yet are read from a
    copy of it, where Keras can copy it.
    """
    shaped = model
    if not _has_shapes(model) and x is not None:
        copy = shaped_copy(model, x)
        shaped = model if copy is None else copy
    wiring = wiring_of(shaped)
    inputs, shapes = _sides(shaped)
    if graph_of(shaped) is None and not hasattr(shaped, "_functional"):
        wiring, inputs, shapes = traced(shaped, wiring, x)
    optimizer = getattr(model, "optimizer", None) if model.compiled else None
    return ModelFacts(
        kind=_kind(model),
        layers=_layers(wiring),
        inputs=inputs,
        outputs=_outputs(model, shaped, wiring, shapes),
        optimizer=None if optimizer is None else optimizer_facts(optimizer),
        parameters=_count(shaped.weights),
        trainable_parameters=_count(shaped.trainable_weights),
        built=bool(shapes),
        compiled=bool(model.compiled),
    )


def _has_shapes(model: Any) -> bool:
    return graph_of(model) is not None or (bool(model.built) and not hasattr(model, "_functional"))


def _kind(model: Any) -> Literal["Sequential", "Functional", "subclass"]:
    if hasattr(model, "_functional"):
        return "Sequential"
    return "Functional" if graph_of(model) is not None else "subclass"


def _count(weights: Sequence[Any]) -> int:
    return sum(math.prod(weight.shape) for weight in weights)


def _sides(model: Any) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    graph = graph_of(model)
    if graph is None:
        return (), ()
    return (
        tuple(without_batch(tensor.shape) for tensor in graph.inputs),
        tuple(without_batch(tensor.shape) for tensor in graph.outputs),
    )


def _layers(wiring: Wiring) -> tuple[LayerFacts, ...]:
    """Leave bare operations out, and bridge the gap that they leave."""
    return tuple(
        layer_facts(place, _layers_before(wiring, place)) for place in wiring.places if place.is_layer
    )


def _layers_before(wiring: Wiring, place: Place) -> tuple[str, ...]:
    names: dict[str, None] = {}
    open_names, seen = list(place.inbound), set()
    while open_names:
        name = open_names.pop(0)
        source = wiring.find(name)
        if source is None or name in seen:
            continue
        seen.add(name)
        if source.is_layer:
            names[name] = None
        else:
            open_names += source.inbound
    return tuple(names)


def _outputs(model: Any, shaped: Any, wiring: Wiring, shapes: tuple[Shape, ...]) -> tuple[OutputFacts, ...]:
    ends = wiring.ends or ("",)
    names = list(getattr(shaped, "output_names", None) or [])
    if len(names) != len(ends):
        names = [end or f"output_{place}" for place, end in enumerate(ends)]
    found = []
    for place, (name, end) in enumerate(zip(names, ends, strict=True)):
        made = end_of(wiring, end) if end else End(_last_with_weights(wiring), "")
        shape = shapes[place] if place < len(shapes) else ()
        found.append(OutputFacts(name, made.layer, shape, made.activation, made.before))
    return _with_losses(model, tuple(found), names)


def _last_with_weights(wiring: Wiring) -> str:
    return next((place.name for place in reversed(wiring.places) if place.is_layer), "")


def _with_losses(model: Any, outputs: tuple[OutputFacts, ...], names: list[str]) -> tuple[OutputFacts, ...]:
    if not model.compiled:
        return outputs
    losses, metrics = losses_of(model, names), metrics_of(model, names)
    return tuple(
        replace(output, loss=loss.name, from_logits=loss.from_logits, own_loss=loss.own, metrics=words)
        for output, loss, words in zip(outputs, losses, metrics, strict=True)
    )
