"""Import Keras, once, on the backend that the learner chose: JAX unless KERAS_BACKEND says otherwise."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from handsonn.errors import ModelError, UnknownName
from handsonn.models.late_imports import late_imports

VARIABLE = "KERAS_BACKEND"
DEFAULT = "jax"
_HOW_TO_INSTALL = {
    "jax": "install it with: pip install jax",
    "tensorflow": "install it with: pip install 'handsonn[tensorflow]'",
    "torch": "install it with: pip install torch",
}


def load_keras() -> Any:
    """Import Keras and return the module.

    The backend is the environment's KERAS_BACKEND, else JAX. If Keras is imported already, its backend stays.

    Raises:
        UnknownName: KERAS_BACKEND names no backend that can train.
        ModelError: the backend is not installed, or does not start.

    """
    if "keras" in sys.modules:
        return sys.modules["keras"]
    name = choose_backend(os.environ.get(VARIABLE, ""))
    os.environ[VARIABLE] = name
    if name == "tensorflow":
        # TensorFlow greets with a page of hardware notes unless told, before its import, to keep to errors.
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    try:
        with late_imports():
            return import_module("keras")
    except ImportError as error:
        raise ModelError(
            f"Keras did not start on the backend {name!r} ({error}); reinstall that backend, or choose "
            f"another with the environment variable {VARIABLE}."
        ) from error


def choose_backend(wanted: str) -> str:
    """Return the name of an installed backend; an empty name means JAX.

    Raises UnknownName for a name that is no backend, ModelError for one that is not installed.
    """
    name = wanted or DEFAULT
    if name not in _HOW_TO_INSTALL:
        raise UnknownName(f"Keras backend ({VARIABLE})", name, _HOW_TO_INSTALL)
    if find_spec(name) is None:
        others = [other for other in _HOW_TO_INSTALL if other != name and find_spec(other)]
        instead = f", or set {VARIABLE}={others[0]}" if others else ""
        raise ModelError(
            f"{VARIABLE} asks for {name!r}, which is not installed; {_HOW_TO_INSTALL[name]}{instead}."
        )
    return name


def backend_name() -> str:
    """Return the backend that Keras runs on: "jax", "tensorflow" or "torch"."""
    return str(load_keras().config.backend())
