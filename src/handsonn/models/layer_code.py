"""Keras objects as the readable line of Python that makes them: Dense(300, activation="relu").

Only arguments that differ from the constructor's defaults are written. What cannot be written so is None,
and the caller falls back on the architecture as JSON.
"""

from __future__ import annotations

import inspect
import math
import re
from typing import Any

import numpy as np

from handsonn.models.backend import load_keras
from handsonn.models.formats.allow_list import is_building_block

# Arguments that Keras works out again by itself, or that change nothing.
_SKIPPED = {"name", "trainable", "dtype", "quantization_config", "build_config"}
_WORKED_OUT = {"renorm_clipping", "input_shape", "batch_input_shape"}


def object_code(serialised: Any) -> str | None:
    """Write what keras.saving.serialize_keras_object gives as Python; None if that is not possible.

    serialised: a layer, optimizer, loss, metric, regularizer and so on, or a plain value.
    """
    if not isinstance(serialised, dict):
        return value_code(serialised)
    if serialised.get("class_name") == "function":
        return _function_code(serialised)
    if "class_name" not in serialised:
        return None
    module, name, config = serialised.get("module"), serialised["class_name"], serialised.get("config")
    if not isinstance(config, dict) or not is_building_block(module, name) or "keras.src" in str(module):
        return None
    arguments = _arguments(f"{module}", name, config)
    return None if arguments is None else f"{module}.{name}({arguments})"


def value_code(value: Any) -> str | None:
    """Write a plain value as Python; None for what has no literal."""
    if isinstance(value, float):
        return _number_code(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if value is None or isinstance(value, (bool, int)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        if len(value) > 1 and all(type(item) is int for item in value):
            return repr(tuple(value))
        items = [object_code(item) for item in value]
        return None if None in items else f"[{', '.join(str(item) for item in items)}]"
    return None


def _number_code(value: float) -> str:
    """Write 0.0010000000474974513, which is 0.001 in float32, as 0.001; anything else in full."""
    if not math.isfinite(value):
        return f'float("{value}")'
    short = float(str(np.float32(value)))
    return repr(short) if float(np.float32(short)) == value else repr(value)


def _function_code(serialised: dict[str, Any]) -> str | None:
    keras, name, module = load_keras(), serialised.get("config"), serialised.get("module")
    homes = (
        ["activations", "losses", "metrics"] if module == "builtins" else [str(module).removeprefix("keras.")]
    )
    home = next((home for home in homes if hasattr(getattr(keras, home, None), str(name))), None)
    return None if home is None else f"keras.{home}.{name}"


def _arguments(module: str, name: str, config: dict[str, Any]) -> str | None:
    home = load_keras()
    for part in module.split(".")[1:]:
        home = getattr(home, part)
    parameters = inspect.signature(getattr(home, name)).parameters
    order = {key: place for place, key in enumerate(parameters)}
    written: list[str] = []
    for key, value in sorted(config.items(), key=lambda item: order.get(item[0], len(order))):
        if _is_default(name, key, value, parameters):
            continue
        code = object_code(value)
        if code is None or (key not in parameters and not _takes_any(parameters)):
            return None
        written.append(code if order.get(key) == 0 else f"{key}={code}")
    return ", ".join(written)


def _takes_any(parameters: Any) -> bool:
    return any(item.kind is inspect.Parameter.VAR_KEYWORD for item in parameters.values())


def _is_default(owner: str, key: str, value: Any, parameters: Any) -> bool:
    if key == "name":
        given = parameters["name"].default if "name" in parameters else None
        return not isinstance(value, str) or value == given or _is_automatic(owner, value)
    if key == "backward_layer":
        return _inner_name(value).startswith("backward_")  # Bidirectional made it from the forward one
    if key == "activation" and value == "linear":
        return True
    if key in _SKIPPED:
        return key != "trainable" or value is True
    if key not in parameters:
        return value is None or key in _WORKED_OUT
    if key == "data_format":
        return bool(value == load_keras().config.image_data_format())
    default = parameters[key].default
    if isinstance(value, dict) and isinstance(default, str):
        # "he_normal" and HeNormal() with nothing but defaults are the same.
        return str(object_code(value)).lower().endswith(f".{default.replace('_', '')}()")
    return bool(_canonical(value) == _canonical(default))


def _inner_name(value: Any) -> str:
    config = value.get("config") if isinstance(value, dict) else None
    return str(config.get("name")) if isinstance(config, dict) else ""


def _is_automatic(owner: str, name: str) -> bool:
    """Whether Keras gave the name: "dense_3" to a Dense."""
    stem = re.sub(r"_\d+$", "", name.removeprefix("forward_"))
    return stem.replace("_", "").lower() == owner.lower()


def _canonical(value: Any) -> Any:
    """Bring (1, 1) and [1, 1] into one form."""
    return [_canonical(item) for item in value] if isinstance(value, (list, tuple)) else value
