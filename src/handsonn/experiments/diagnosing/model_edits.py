"""A network made anew with some of its layers changed, left out or added: an ordinary keras.Model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.layer_copies import layer_again
from handsonn.experiments.diagnosing.subclass_copies import subclass_again
from handsonn.models.backend import load_keras

Make = Callable[[], Any]


@dataclass(frozen=True)
class Edits:
    """What to change; every layer is named by its name.

    settings: of a layer, new values of its configuration. removed: layers to leave out.
    before, after: functions that make a new layer, to stand before or after a layer.
    """

    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    before: dict[str, Make] = field(default_factory=dict)
    after: dict[str, Make] = field(default_factory=dict)

    @property
    def rewire(self) -> bool:
        """Tell whether layers go or come."""
        return bool(self.removed or self.before or self.after)


NONE = Edits()


def model_again(model: Any, edits: Edits = NONE) -> Any:
    """Make the network anew, not compiled: new first weights, drawn from the global generators.

    Raises DiagnosisError where that is not possible, saying what would make it possible.
    """
    keras = load_keras()
    edits = _by_own_names(edits)
    _check_names(model, edits)
    try:
        if isinstance(model, keras.Sequential):
            return _sequential(model, edits)
        if hasattr(model, "operations") and hasattr(model, "outputs"):
            return _functional(model, edits)
        return subclass_again(model, edits)
    except (TypeError, ValueError, NotImplementedError, KeyError, AttributeError) as error:
        lines = str(error).strip().splitlines() or ["without a message"]
        raise DiagnosisError(
            f"the model {model.name!r} cannot be made anew for a fair comparison "
            f"({type(error).__name__}: {lines[0]}); give a function that makes and compiles it instead of "
            "the model."
        ) from error


def all_layers(model: Any) -> list[Any]:
    """Give the layers in the order of the network, those of nested models in their place."""
    found: list[Any] = []
    for layer in model.layers:
        found.extend(all_layers(layer) if hasattr(layer, "layers") else [layer])
    return found


def _by_own_names(edits: Edits) -> Edits:
    """Name a layer of a nested model, "outer/inner" in facts, as Keras names it: "inner"."""

    def own(name: str) -> str:
        return name.rpartition("/")[2]

    return Edits(
        {own(name): value for name, value in edits.settings.items()},
        frozenset(map(own, edits.removed)),
        {own(name): make for name, make in edits.before.items()},
        {own(name): make for name, make in edits.after.items()},
    )


def _check_names(model: Any, edits: Edits) -> None:
    names = {layer.name for layer in all_layers(model)}
    asked = {*edits.settings, *edits.removed, *edits.before, *edits.after}
    missing = sorted(asked - names)
    if missing:
        raise DiagnosisError(
            f"the model {model.name!r} has no layer {missing[0]!r}; it has: {', '.join(sorted(names))}."
        )


def _sequential(model: Any, edits: Edits) -> Any:
    keras = load_keras()
    layers: list[Any] = []
    if getattr(model, "inputs", None):
        inputs = model.inputs[0]
        layers.append(keras.Input(batch_shape=inputs.shape, dtype=inputs.dtype))
    for layer in model.layers:
        if layer.name in edits.before:
            layers.append(edits.before[layer.name]())
        if layer.name not in edits.removed:
            layers.append(_again(layer, edits))
        if layer.name in edits.after:
            layers.append(edits.after[layer.name]())
    return keras.Sequential(layers, name=model.name)


def _functional(model: Any, edits: Edits) -> Any:
    keras = load_keras()

    def call(layer: Any, *arguments: Any, **named: Any) -> Any:
        if layer.name in edits.before:
            arguments = (edits.before[layer.name]()(arguments[0]), *arguments[1:])
        result = arguments[0] if layer.name in edits.removed else layer(*arguments, **named)
        return edits.after[layer.name]()(result) if layer.name in edits.after else result

    return keras.models.clone_model(
        model,
        clone_function=lambda layer: _again(layer, edits),
        call_function=call if edits.rewire else None,
    )


def _again(layer: Any, edits: Edits) -> Any:
    if hasattr(layer, "layers"):
        return again_inside(layer, edits)
    return layer_again(layer, edits.settings.get(layer.name), unsized=True)


def again_inside(model: Any, edits: Edits) -> Any:
    """Make a network anew that stands as a layer inside another one."""
    inner = model_again(model, _inside(model, edits))
    if not model.trainable:
        inner.trainable = False
    return inner


def _inside(model: Any, edits: Edits) -> Edits:
    names = {layer.name for layer in all_layers(model)}
    return Edits(
        {name: value for name, value in edits.settings.items() if name in names},
        edits.removed & names,
        {name: make for name, make in edits.before.items() if name in names},
        {name: make for name, make in edits.after.items() if name in names},
    )
