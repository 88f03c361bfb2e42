"""Which classes and functions a saved model may name: Keras' public building blocks, and nothing else.

Keras builds whatever its file names. Its own guard (safe_mode) has been passed by several known files:
a function of Keras that writes or downloads in place of an activation (CVE-2025-8747), a module imported by
name (CVE-2025-1550), code in a Lambda layer (CVE-2024-3660), a PyTorch pickle (CVE-2025-49655), a
vocabulary that is a path or an address (CVE-2025-12058). So the whole tree is checked here first.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.backend import load_keras

# Layers that run code or read files that come with the model.
_RUNS_CODE = ("Lambda", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "TFSMLayer")
_NAMESPACES = (
    "layers",
    "models",
    "initializers",
    "regularizers",
    "constraints",
    "losses",
    "metrics",
    "optimizers",
    "optimizers.schedules",
    "dtype_policies",
    "random",
)
_FUNCTION_NAMESPACES = ("activations", "losses", "metrics", "initializers", "regularizers", "constraints")
_NOT_FOR_FILES = {"get", "serialize", "deserialize"}
# Arithmetic on tensors in a functional model; "core" is left out: its loops and maps call functions.
_OPERATION_MODULES = tuple(f"keras.src.ops.{name}" for name in ("numpy", "nn", "math", "linalg", "image"))
_MODEL_MODULES = ("keras.src.models.functional", "keras.src.models.sequential", "keras.src.models.model")
_VALUES = {"__keras_tensor__", "__bytes__", "__ellipsis__", "__slice__"}
_ARRAYS = {"__tensor__", "__numpy__"}
# handsonn's own layers register themselves when this module is imported.
_OWN_PACKAGE, _OWN_LAYERS = "handsonn>", "handsonn.models.autoencoders.sampling"
_NUMBER_TYPE = re.compile(r"^(bool|b?float\d+|u?int\d+|complex\d+)$")


def check_objects(tree: Any, source: str, allow: tuple[str, ...] = ()) -> bool:
    """Check each class and function that the tree names; True if a Lambda layer's code was allowed by name.

    allow: names of Lambda layers (and other layers that run code) that the learner trusts.
    Raises FormatError, naming the layer, for anything outside Keras' public building blocks.
    """
    runs_code = False
    pending: list[tuple[Any, str, bool]] = [(tree, "the model", False)]
    while pending:
        value, owner, trusted = pending.pop()
        if isinstance(value, list):
            pending.extend((item, owner, trusted) for item in value)
        if not isinstance(value, dict):
            continue
        if "class_name" in value:
            owner = _name_of(value, owner)
            trusted = _check_object(value, owner, source, allow, trusted)
            runs_code = runs_code or trusted
        if not isinstance(value.get("vocabulary", []), (list, type(None))):
            raise FormatError(
                f"{source}: layer {owner!r} reads its vocabulary from {str(value['vocabulary'])[:80]!r}; a "
                "model "
                "from a file may open no other file, so keep the vocabulary in the model as a list."
            )
        _check_calls(value, owner, source)
        pending.extend((item, owner, trusted) for item in value.values())
    return runs_code


def _check_calls(value: dict[str, Any], owner: str, source: str) -> None:
    """Refuse a call without a tensor of the model: Keras would compute it, at any size, while it loads."""
    calls = value.get("inbound_nodes")
    for call in calls if isinstance(calls, list) else []:
        if isinstance(call, dict) and not _holds_tensor(call):
            raise FormatError(
                f"{source}: {owner!r} is called on fixed numbers instead of a layer's output; no model that "
                "Keras "
                "saved does that."
            )


def _holds_tensor(tree: Any) -> bool:
    if isinstance(tree, dict):
        return tree.get("class_name") == "__keras_tensor__" or any(map(_holds_tensor, tree.values()))
    return isinstance(tree, list) and any(map(_holds_tensor, tree))


def _name_of(value: dict[str, Any], owner: str) -> str:
    config = value.get("config")
    name = config.get("name") if isinstance(config, dict) else None
    return name if isinstance(name, str) else owner


def _check_object(
    value: dict[str, Any], owner: str, source: str, allow: tuple[str, ...], trusted: bool
) -> bool:
    """Check one named object; True if what lies inside it may be code that the learner trusts."""
    name, module = value["class_name"], value.get("module")
    if not isinstance(name, str) or "config" not in value or not isinstance(module, (str, type(None))):
        raise FormatError(f"{source}: {owner!r} has a class_name without a config, or one that is not text.")
    if name in _VALUES or (name in _ARRAYS and _is_numeric(value["config"])):
        return trusted
    if name in _RUNS_CODE:
        if owner not in allow:
            raise FormatError(
                f"{source}: layer {owner!r} is a {name} layer, which runs code that comes with the file; if "
                "you "
                f"trust who made it, load it with allow=({owner!r},)."
            )
        return True
    if trusted and name == "__lambda__":
        return True
    if name == "function":
        _check_function(value, owner, source)
        return trusted
    if not (_is_registered(value) or is_building_block(module, name)):
        full = f"{module}.{name}" if module else name
        raise FormatError(
            f"{source}: {owner!r} is a {full!r}, which is not one of Keras' own building blocks; if it is "
            "your "
            "class, decorate it with @keras.saving.register_keras_serializable() and import it before you "
            "load."
        )
    return trusted


def _is_numeric(config: Any) -> bool:
    kind = config.get("dtype") if isinstance(config, dict) else None
    return isinstance(kind, str) and _NUMBER_TYPE.match(kind) is not None


def _is_registered(value: dict[str, Any]) -> bool:
    """Whether the learner's own program, or handsonn, registered the class or function under this name."""
    registered = value.get("registered_name") or value["class_name"]
    if not isinstance(registered, str):
        return False
    if registered.startswith(_OWN_PACKAGE):
        import_module(_OWN_LAYERS)
    return load_keras().saving.get_registered_object(registered) is not None


def is_building_block(module: str | None, name: str) -> bool:
    """Whether module.name is a public Keras class that makes part of a model."""
    if not module or name in _RUNS_CODE:
        return False
    if module in _OPERATION_MODULES:
        return _is_class(vars(sys.modules.get(module, object)).get(name), (load_keras().Operation,))
    if module in _MODEL_MODULES:
        return name in {"Functional", "Sequential"}
    return _is_class(public_object(module, name), _bases())


def public_object(module: str, name: str) -> Any:
    """Find keras.<module>.<name> among the modules that hold building blocks, or None."""
    home = load_keras()
    path = module.removeprefix("keras").removeprefix(".")
    if module != "keras" and (not module.startswith("keras.") or path not in _NAMESPACES):
        return None
    for part in filter(None, path.split(".")):
        home = getattr(home, part, None)
    return vars(home).get(name) if home is not None else None


def namespace_of(name: str) -> str | None:
    """Name the public module that holds a class of this name, such as "keras.layers" for "Dense"."""
    modules = [f"keras.{namespace}" for namespace in _NAMESPACES]
    return next((module for module in modules if is_building_block(module, name)), None)


def _is_class(found: Any, bases: tuple[Any, ...]) -> bool:
    return isinstance(found, type) and issubclass(found, bases)


def _bases() -> tuple[Any, ...]:
    keras = load_keras()
    return (
        keras.Layer,
        keras.initializers.Initializer,
        keras.regularizers.Regularizer,
        keras.constraints.Constraint,
        keras.losses.Loss,
        keras.metrics.Metric,
        keras.optimizers.Optimizer,
        keras.optimizers.schedules.LearningRateSchedule,
        keras.dtype_policies.DTypePolicy,
        keras.random.SeedGenerator,
    )


def _check_function(value: dict[str, Any], owner: str, source: str) -> None:
    name, module = value["config"], value.get("module")
    keras = load_keras()
    if isinstance(name, str):
        if keras.saving.get_registered_object(name) is not None:
            return
        homes = [getattr(keras, home) for home in _FUNCTION_NAMESPACES]
        public = module in {"builtins", *(f"keras.{home}" for home in _FUNCTION_NAMESPACES)}
        known = name not in _NOT_FOR_FILES and any(callable(vars(home).get(name)) for home in homes)
        if public and known:
            return
    raise FormatError(
        f"{source}: {owner!r} calls the function {str(module)[:60] + '.' + str(name)[:60]!r}, which is no "
        "activation, loss or metric of Keras; if it is yours, decorate it with "
        "@keras.saving.register_keras_serializable() and import it before you load."
    )
