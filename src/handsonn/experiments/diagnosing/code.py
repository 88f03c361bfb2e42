"""A case as plain Keras code, and a change as the difference of two such codes."""

from __future__ import annotations

import difflib
from typing import Any

from handsonn.errors import ModelError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.functional_code import functional_code, subclass_code
from handsonn.models.backend import load_keras
from handsonn.models.layer_code import object_code, value_code
from handsonn.models.script import compile_code, sequential_code

_CONTEXT = 2
_NOT_SHOWN = ("verbose",)
_LONGEST_LINE = 100


def case_code(case: Case) -> str:
    """Write the model, compile, what is done to the data, and fit, as a learner would type them.

    x and y stand for the learner's arrays, x_val and y_val for their validation set. What has no readable
    form stands as a name with dots, so that the code shows a change; the run's own script trains anew.
    """
    parts = [_model(case.model), _compile(case.model), "\n".join(case.preparation), _fit(case)]
    return "\n\n".join(part for part in parts if part) + "\n"


def change_code(before: Case, after: Case) -> str:
    """Write what differs between two cases as a unified diff; "" where nothing of the code differs."""
    first, second = (case_code(case).splitlines() for case in (before, after))
    lines = list(difflib.unified_diff(first, second, "as it was", "with the change", "", "", _CONTEXT, ""))
    return "\n".join(lines) + "\n" if lines else ""


def _model(model: Any) -> str:
    keras = load_keras()
    if isinstance(model, keras.Sequential):
        code = sequential_code(model)
        lines = [f"model = {code}"] if code is not None else None
    elif hasattr(model, "operations") and getattr(model, "outputs", None):
        lines = functional_code(model)
    else:
        return "\n".join(subclass_code(model))
    return "\n".join(lines if lines is not None else _listed(model))


def _listed(model: Any) -> list[str]:
    """List the layers of a model that has no readable code."""
    lines = ["model = ...  # your own model, with these layers:"]
    for layer in model.layers:
        try:
            code = object_code(load_keras().saving.serialize_keras_object(layer))
        except (ValueError, TypeError, NotImplementedError):
            code = None
        lines.append(f"#     {layer.name}: {code or type(layer).__name__ + '(...)'}")
    return lines


def _compile(model: Any) -> str:
    if not getattr(model, "compiled", False):
        return ""
    try:
        return compile_code(model)
    except (ModelError, ValueError, TypeError, NotImplementedError):
        return _compile_by_names(model)


def _compile_by_names(model: Any) -> str:
    """Write compile with the learner's own functions by their names."""
    keras = load_keras()
    settings = model._compile_config.config  # noqa: SLF001 - as it was given, own functions included
    lines = []
    for name in ("optimizer", "loss", "metrics"):
        value = settings.get(name)
        if value is not None:
            lines.append(f"    {name}={_named(value, keras)},")
    return "\n".join(["model.compile(", *lines, ")"])


def _named(value: Any, keras: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_named(item, keras) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_named(item, keras)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        return f'"{value}"'
    name = getattr(value, "__name__", "")
    if name:
        return str(name)
    try:
        return object_code(keras.saving.serialize_keras_object(value)) or f"{type(value).__name__}(...)"
    except (ValueError, TypeError, NotImplementedError):
        return f"{type(value).__name__}(...)"


def _fit(case: Case) -> str:
    lines = ["    x,"] if case.y is None else ["    x,", "    y,"]
    for name, value in case.arguments.items():
        if value is not None and name not in _NOT_SHOWN:
            lines.append(f"    {name}={_argument(name, value)},")
    return "\n".join(["model.fit(", *lines, ")"])


def _argument(name: str, value: Any) -> str:
    if name == "validation_data":
        return "(x_val, y_val)"
    if name == "callbacks":
        items = value if isinstance(value, (list, tuple)) else [value]
        return f"[{', '.join(_callback(item) for item in items)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {item:.4g}" for key, item in value.items()) + "}"
    code = value_code(value)
    return code if code is not None and len(code) < _LONGEST_LINE else name


def _callback(callback: Any) -> str:
    kind = type(callback).__name__
    if kind != "EarlyStopping":
        return (
            f"keras.callbacks.{kind}(...)"
            if type(callback).__module__.startswith("keras.")
            else f"{kind}(...)"
        )
    best = ", restore_best_weights=True" if callback.restore_best_weights else ""
    return f"keras.callbacks.EarlyStopping(patience={callback.patience}{best})"
