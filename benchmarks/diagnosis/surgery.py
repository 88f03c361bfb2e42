"""Write a learner's network with other layers: the same kind of network, as if it had been typed so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.diagnosis.training import Network

Edit = Callable[[Any, "Place"], list[Any]]


@dataclass(frozen=True)
class Place:
    """Where a layer stands among those with weights: its rank from 0, how many there are, is it the last."""

    rank: int
    total: int
    weighted: bool

    @property
    def last(self) -> bool:
        return self.weighted and self.rank == self.total - 1

    @property
    def hidden(self) -> bool:
        return self.weighted and not self.last


def copy_of(layer: Any, **changes: Any) -> Any:
    """Make the layer again, with other arguments."""
    return type(layer).from_config({**layer.get_config(), **changes})


def edited(network: Network, edit: Edit) -> Network:
    """Put every layer through `edit`, which gives the layers to write in its place.

    The network stays Sequential, Functional or of the learner's class. A class gets an attribute of the same
    name; several layers in one place become a Sequential there, and no layer a plain pass.
    """

    def build() -> Any:
        import keras

        model = network()
        if isinstance(model, keras.Sequential):
            return _sequential(model, edit)
        if isinstance(model, keras.src.models.functional.Functional):
            return _functional(model, edit)
        return _own_class(type(model), edit)()

    return build


def layers_of(network: Network) -> list[tuple[Any, Place]]:
    """List a new network's layers in order, with their places."""
    return _placed(list(network().layers))


def _placed(layers: list[Any]) -> list[tuple[Any, Place]]:
    weighted = [layer for layer in layers if _has_weights(layer)]
    ranks = {id(layer): rank for rank, layer in enumerate(weighted)}
    return [(one, Place(ranks.get(id(one), -1), len(weighted), id(one) in ranks)) for one in layers]


def _has_weights(layer: Any) -> bool:
    """Tell by its kind, since a class' layers have no weights before they are built."""
    return hasattr(layer, "kernel_initializer") or hasattr(layer, "cell")


def _sequential(model: Any, edit: Edit) -> Any:
    import keras

    layers = [new for layer, place in _placed(list(model.layers)) for new in edit(layer, place)]
    return keras.Sequential(
        [keras.Input(batch_shape=model.input_shape, dtype=model.inputs[0].dtype), *layers]
    )


def _functional(model: Any, edit: Edit) -> Any:
    import keras

    written = {
        layer.name: edit(layer, place)
        for layer, place in _placed(list(model.layers))
        if not isinstance(layer, keras.layers.InputLayer)
    }

    def call(layer: Any, *arguments: Any, **named: Any) -> Any:
        value = arguments[0] if len(arguments) == 1 else arguments
        for one in written.get(layer.name, [layer]):
            value = one(value, **named)
        return value

    return keras.models.clone_model(model, call_function=call, clone_function=_same)


def _same(layer: Any) -> Any:
    return copy_of(layer)


def _own_class(kind: type, edit: Edit) -> type:
    """Derive a class whose constructor writes other layers, so that every network of it has them."""

    def construct(self: Any) -> None:
        kind.__init__(self)
        for layer, place in _placed(list(self.layers)):
            name = next(name for name, value in vars(self).items() if value is layer)
            delattr(self, name)
            setattr(self, name, _in_one(edit(layer, place)))

    return type(kind.__name__, (kind,), {"__init__": construct, "__module__": kind.__module__})


def _in_one(layers: list[Any]) -> Any:
    import keras

    if len(layers) == 1:
        return layers[0]
    return keras.Sequential(layers) if layers else keras.layers.Identity()
