"""Architectures as TensorFlow 2 wrote them, turned into the layout that Keras 3 reads.

TF 2.5's model.to_json() and to_yaml() name classes without their module, give the input's shape as
`batch_input_shape`, and carry arguments that have since gone.
"""

from __future__ import annotations

from typing import Any

from handsonn.models.formats.allow_list import namespace_of

_GONE = ("batch_input_shape", "time_major", "implementation", "experimental_run_tf_function")
_RENAMED_CLASSES = {
    "Model": "Functional",
    "Policy": "DTypePolicy",
    "BatchNormalizationV1": "BatchNormalization",
}
_RENAMED_MODULES = {"Functional": "keras.src.models.functional"}


def modernise(config: dict[str, Any]) -> dict[str, Any]:
    """Give each class of an old architecture its module; today's architectures pass through unchanged."""
    if "module" in config or not isinstance(config.get("config"), (dict, list)):
        return config
    layers = config["config"]
    if isinstance(layers, list):
        # TF 2.0 and earlier wrote a Sequential's layers without a name around them.
        config = {**config, "config": {"name": "sequential", "layers": layers}}
    renewed = _renew({key: config[key] for key in ("class_name", "config") if key in config})
    return renewed if isinstance(renewed, dict) else config


def _renew(value: Any) -> Any:
    if isinstance(value, list):
        return [_renew(item) for item in value]
    if not isinstance(value, dict):
        return value
    if not isinstance(value.get("class_name"), str) or "module" in value:
        return {key: _renew(item) for key, item in value.items()}
    return _renew_object(value)


def _renew_object(value: dict[str, Any]) -> dict[str, Any]:
    name = _RENAMED_CLASSES.get(value["class_name"], value["class_name"])
    config = value.get("config")
    if name == "Sequential" and isinstance(config, dict):
        config = _with_input_layer(config)
    if isinstance(config, dict):
        config = _renew_arguments(name, {key: _renew(item) for key, item in config.items()})
    renewed = {**value, "class_name": name, "module": _RENAMED_MODULES.get(name) or namespace_of(name)}
    return {**renewed, "config": config, "registered_name": value.get("registered_name")}


def _renew_arguments(name: str, config: dict[str, Any]) -> dict[str, Any]:
    shape = config.get("batch_input_shape")
    kept = {key: item for key, item in config.items() if key not in _GONE}
    if name == "InputLayer" and shape is not None:
        kept = {key: item for key, item in kept.items() if key not in ("sparse", "ragged")}
        return {**kept, "batch_shape": shape}
    axis = kept.get("axis")
    if name == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        kept["axis"] = axis[0]
    return kept


def _with_input_layer(config: dict[str, Any]) -> dict[str, Any]:
    """Put an InputLayer first where only the first layer's batch_input_shape tells the input's shape."""
    layers = config.get("layers")
    first = layers[0] if isinstance(layers, list) and layers else None
    inner = first.get("config") if isinstance(first, dict) else None
    shape = inner.get("batch_input_shape") if isinstance(inner, dict) else None
    if not isinstance(layers, list) or not isinstance(first, dict) or shape is None:
        return config
    if first.get("class_name") == "InputLayer":
        return config
    opening = {"class_name": "InputLayer", "config": {"batch_input_shape": shape, "name": "input"}}
    return {**config, "layers": [opening, *layers]}
