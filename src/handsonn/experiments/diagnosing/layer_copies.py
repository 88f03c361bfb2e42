"""One layer made anew, with some settings changed: new first weights, the same name."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.models.backend import load_keras

_CANNOT = (TypeError, ValueError, NotImplementedError, KeyError, AttributeError)
"""What Keras raises where a configuration does not make a layer."""


def layer_again(layer: Any, settings: dict[str, Any] | None = None, *, unsized: bool = False) -> Any:
    """Make the layer anew from its configuration, with these settings in place of its own.

    unsized: forget for which input it was built, since that may change.
    Raises DiagnosisError where Keras cannot make it so.
    """
    keras = load_keras()
    changed = settings or {}
    if type(layer) is keras.layers.Lambda and not changed:
        return keras.layers.Lambda(layer.function, arguments=layer.arguments, name=layer.name)
    try:
        with keras.saving.CustomObjectScope(own_objects(layer)):
            config = layer.get_config() | changed
            if unsized:
                config.pop("build_config", None)
            return type(layer).from_config(config)
    except _CANNOT as error:
        raise DiagnosisError(
            f"the layer {layer.name!r} ({type(layer).__name__}) cannot be made anew from its configuration: "
            f"{_first_line(error)}"
        ) from error


def own_objects(layer: Any) -> dict[str, Any]:
    """Find the learner's own classes and functions that a layer refers to, by name."""
    found: dict[str, Any] = {}
    for value in [layer, *_values(layer)]:
        kind = value if isinstance(value, (type, types.FunctionType)) else type(value)
        module = getattr(kind, "__module__", "") or ""
        if module.split(".")[0] not in ("keras", "builtins", "numpy", "jax", "jaxlib"):
            found[kind.__name__] = kind
    return found


def sublayers(layer: Any) -> Iterator[Any]:
    """Give the layers inside a layer (a wrapper's, a nested model's), outermost first."""
    keras = load_keras()
    for value in _values(layer):
        if isinstance(value, keras.layers.Layer):
            yield value
            yield from sublayers(value)


def _values(layer: Any) -> Iterator[Any]:
    for name, value in vars(layer).items():
        if name.startswith("_") and name != "_layers":
            continue
        if isinstance(value, (list, tuple)):
            yield from value
        else:
            yield value


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else 'without a message'}"
