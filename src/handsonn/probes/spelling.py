"""How Keras spells an activation, an initializer or a regularizer, as one short word."""

from __future__ import annotations

import re
from typing import Any

# Layers that are nothing but an activation.
_ACTIVATION_LAYERS = {
    "Softmax": "softmax", "LeakyReLU": "leaky_relu", "PReLU": "prelu", "ELU": "elu",
    "ThresholdedReLU": "thresholded_relu",
}  # fmt: skip
# Operations of keras.ops that are an activation too, when a Functional model uses one without a layer.
_ACTIVATION_OPERATIONS = {
    "Softmax": "softmax", "Sigmoid": "sigmoid", "Relu": "relu", "Relu6": "relu6", "Tanh": "tanh",
    "Softplus": "softplus", "Elu": "elu", "Selu": "selu", "Gelu": "gelu", "Silu": "silu",
    "LeakyRelu": "leaky_relu", "LogSoftmax": "log_softmax", "Exp": "exponential", "Softsign": "softsign",
    "HardSigmoid": "hard_sigmoid", "LogSigmoid": "log_sigmoid",
}  # fmt: skip
_RELU6 = 6.0


def is_kerass(operation: Any) -> bool:
    """Tell whether a layer or function comes with Keras, rather than being the learner's own."""
    module = getattr(operation, "__module__", None) or type(operation).__module__
    return str(module).split(".")[0] == "keras"


def snake_case(name: str) -> str:
    """Spell a class as Keras spells its function: "MeanSquaredError" is "mean_squared_error"."""
    parts = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", parts).lower()


def activation_of(operation: Any) -> str:
    """Name the activation that a layer (or an operation of keras.ops) applies; "" for none."""
    kind = type(operation).__name__
    if kind in ("TimeDistributed", "Bidirectional"):
        return activation_of(operation.layer)
    if kind == "ReLU" and is_kerass(operation):
        return _relu_name(operation)
    if is_kerass(operation):
        table = _ACTIVATION_OPERATIONS if ".ops." in type(operation).__module__ else _ACTIVATION_LAYERS
        if kind in table:
            return table[kind]
    activation = getattr(operation, "activation", None)
    return "" if activation is None else activation_name(activation)


def activation_name(activation: Any) -> str:
    """Name what was given as `activation`: a function or a layer; a function of the learner's by its name."""
    if hasattr(activation, "call") and not isinstance(activation, type):
        return activation_of(activation) or snake_case(type(activation).__name__)
    name = getattr(activation, "__name__", "") or type(activation).__name__
    return {"swish": "silu", "leaky_relu": "leaky_relu"}.get(name, name)


def _relu_name(layer: Any) -> str:
    if float(getattr(layer, "negative_slope", 0.0) or 0.0) > 0.0:
        return "leaky_relu"
    return "relu6" if getattr(layer, "max_value", None) == _RELU6 else "relu"


def object_word(given: Any) -> str:
    """Spell an initializer or regularizer: "glorot_uniform", "random_normal(stddev=1.0)", "l2(0.01)".

    Arguments are named only where they differ from what Keras takes when they are left out, except for a
    regularizer's factors, which are always told. None is "".
    """
    if given is None:
        return ""
    if isinstance(given, str):
        return snake_case(given)
    if not hasattr(given, "get_config") or isinstance(given, type):
        return str(getattr(given, "__name__", type(given).__name__))
    name = _short(type(given).__name__)
    if name in ("l1", "l2", "l1_l2"):
        factors = [float(getattr(given, factor)) for factor in name.split("_")]
        return f"{name}({', '.join(f'{factor:g}' for factor in factors)})"
    changed = ", ".join(f"{key}={value!r}" for key, value in _changed(given).items())
    return f"{name}({changed})" if changed else name


def _short(kind: str) -> str:
    return {"L1": "l1", "L2": "l2", "L1L2": "l1_l2"}.get(kind, snake_case(kind))


def _changed(given: Any) -> dict[str, Any]:
    import inspect

    parameters = inspect.signature(type(given)).parameters
    config = given.get_config()
    return {
        key: value
        for key, value in config.items()
        if key != "seed" and key in parameters and value != parameters[key].default
        and isinstance(value, (bool, int, float, str))
    }  # fmt: skip
