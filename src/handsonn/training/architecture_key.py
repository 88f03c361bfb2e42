"""When two models may share one compiled program: same architecture, loss, metrics and kind of optimizer.

The learning rate, the seed and every weight are state, so they are left out of the key. A model whose
computation its configuration does not determine (a subclass, a Lambda layer, a function of the learner's)
has no key: its programs are kept for that one model.
"""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from handsonn.models.backend import load_keras
from handsonn.training.live_settings import is_live

_NOT_COMPUTATION = ("seed", "initializer", "build_config", "compile_config", "shared_object_id")


class _NotDetermined(Exception):  # noqa: N818 - control flow inside this file
    """The configuration holds something that only the model itself knows."""


_NOT_WRITTEN = (_NotDetermined, ValueError, TypeError, KeyError, AttributeError, NotImplementedError)
"""What says that Keras cannot write a model down."""


def architecture_key(model: Any, *, live: bool = False) -> str | None:
    """Hash what determines the model's training step; None where only the model itself does.

    Layers' names count up from model to model where Keras gave them, so those are left out; the names of
    several outputs and of metrics stay, since logs carry them.
    live: leave out the values of the live settings too (they are inputs of the program).
    """
    try:
        parts = {
            "model": _layers(model),
            "compile": _computation(_quietly(model.get_compile_config), {}),
            "outputs": model.output_names if len(model.outputs) > 1 else [],
            "floatx": load_keras().config.floatx(),
        }
        _drop_state_of_optimizer(parts["compile"]["optimizer"]["config"])
        text = json.dumps([live, _without_live_values(parts) if live else parts], sort_keys=True)
    except _NOT_WRITTEN:
        return None  # Keras cannot write it down, so its configuration does not determine it
    digest = hashlib.sha256(text.encode())
    for constant in _hidden_constants(model):
        digest.update(constant)
    return digest.hexdigest()


def layers_key(model: Any) -> str:
    """Hash the layers alone, without loss and optimizer; "" where only the model itself knows them."""
    try:
        return hashlib.sha256(json.dumps(_layers(model), sort_keys=True).encode()).hexdigest()
    except _NOT_WRITTEN:
        return ""


def _layers(model: Any) -> Any:
    architecture = _quietly(lambda: load_keras().saving.serialize_keras_object(model))
    names = {name: f"#{i}" for i, name in enumerate(_automatic_names(architecture))}
    return _computation(architecture, names)


def _quietly(write_down: Callable[[], Any]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of a lambda in a saved model; nothing is saved here
        return write_down()


def _computation(value: Any, names: dict[str, str]) -> Any:
    """Copy a configuration without seeds, initializers and automatic names."""
    if isinstance(value, dict):
        _refuse_foreign(value)
        return {
            key: _computation(item, names)
            for key, item in value.items()
            if not any(word in key for word in _NOT_COMPUTATION)
        }
    if isinstance(value, (list, tuple)):
        return [_computation(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _refuse_foreign(config: dict[str, Any]) -> None:
    if set(config) == {"value"} or config.get("class_name") == "__lambda__":
        raise _NotDetermined("a lambda, whose code does not tell the values of the names in it")
    if "class_name" not in config or "module" not in config:
        return
    package = (config["module"] or "").split(".")[0]
    registered = config.get("registered_name")
    own = package == "keras" and registered in (None, config["class_name"])
    own = own or (package == "handsonn" and registered == f"handsonn>{config['class_name']}")
    if not own or config["class_name"] == "Lambda":
        raise _NotDetermined(str(config["class_name"]))


def _automatic_names(value: Any) -> Iterator[str]:
    """Find names such as "dense_3" that Keras made from the class's name."""
    if isinstance(value, dict):
        inner = value.get("config")
        name = inner.get("name") if isinstance(inner, dict) else None
        if isinstance(name, str) and isinstance(value.get("class_name"), str):
            stem = re.sub(r"_\d+$", "", name).replace("_", "")
            if stem == value["class_name"].lower():
                yield name
        for item in value.values():
            yield from _automatic_names(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _automatic_names(item)


def _drop_state_of_optimizer(optimizer: dict[str, Any]) -> None:
    """Drop the constant learning rate (a variable) and the name (it counts up from one to the next)."""
    optimizer.pop("name", None)
    if isinstance(optimizer.get("learning_rate"), (int, float)):
        del optimizer["learning_rate"]


def _without_live_values(value: Any) -> Any:
    """Replace each live setting's number by a mark, so that only whether it is 0 counts."""
    if isinstance(value, list):
        return [_without_live_values(item) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {key: _without_live_values(item) for key, item in value.items()}
    if isinstance(copy.get("config"), dict) and isinstance(copy.get("class_name"), str):
        for name, item in copy["config"].items():
            if is_live(copy["class_name"], name, item):
                copy["config"][name] = "live"
    return copy


def _hidden_constants(model: Any) -> Iterator[bytes]:
    """Arrays that layers hold outside their weights, such as the mean of an adapted Normalization."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _hidden_constants(layer)
        for name, value in sorted(vars(layer).items()):
            if type(value).__module__.split(".")[0] in ("numpy", "jaxlib", "jax") and hasattr(value, "dtype"):
                yield f"{layer.__class__.__name__}.{name}".encode() + np.asarray(value).tobytes()
