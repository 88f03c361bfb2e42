"""From a saved architecture to a keras.Model: checked, counted, then built."""

from __future__ import annotations

import copy
import math
import threading
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.backend import load_keras
from handsonn.models.formats.allow_list import check_objects
from handsonn.models.formats.legacy import modernise
from handsonn.models.formats.limits import MAX_PARAMETERS, check_tree

_REASON_LENGTH = 240


def checked(tree: Any, source: str, allow: tuple[str, ...] = ()) -> tuple[dict[str, Any], bool]:
    """Check an architecture without building it; returns it in today's layout, and whether it runs code.

    tree: what a JSON or YAML parser made of the text. source: how messages call it, such as the file's name.
    Raises FormatError for anything that is not an architecture made of Keras' building blocks.
    """
    config = modernise(check_tree(tree, source))
    runs_code = check_objects(config, source, allow)
    check_size(config, source, runs_code=runs_code)
    return config, runs_code


def build_model(tree: Any, source: str, allow: tuple[str, ...] = ()) -> Any:
    """Build a model from a parsed architecture; compiled, if the architecture says how.

    Raises FormatError for a tree that is hostile, too large, or not a model.
    """
    config, runs_code = checked(tree, source, allow)
    keras = load_keras()
    try:
        model = keras.saving.deserialize_keras_object(copy.deepcopy(config), safe_mode=not runs_code)
    except Exception as error:
        raise FormatError(
            f"{source} is not an architecture that Keras can build: {reason_of(error)}"
        ) from error
    return require_model(model, source)


def require_model(model: Any, source: str) -> Any:
    """Return the model. Raises FormatError if it is a layer, a loss or something else."""
    if not isinstance(model, load_keras().Model):
        raise FormatError(
            f"{source} holds a {type(model).__name__}, not a model; expected a saved keras.Model."
        )
    return model


def check_size(config: dict[str, Any], source: str, *, runs_code: bool = False) -> None:
    """Count the parameters that the architecture asks for before any memory is taken for them.

    In a StatelessScope variables know their shapes but hold no values. Keras keeps the list of such variables
    per thread, so a thread of its own leaves no trace of the count in the learner's program.
    """
    found: dict[str, Any] = {"count": 0}
    worker = threading.Thread(target=_count, args=(config, found, runs_code), name="count-parameters")
    worker.start()
    worker.join()
    if "error" in found:
        error = found["error"]
        raise FormatError(
            f"{source} is not an architecture that Keras can build: {reason_of(error)}"
        ) from error
    if found["count"] > MAX_PARAMETERS:
        raise FormatError(
            f"{source} asks for {found['count']:,} parameters; handsonn builds models from files up to "
            f"{MAX_PARAMETERS:,}, so make its layers smaller."
        )


def _count(config: dict[str, Any], found: dict[str, Any], runs_code: bool) -> None:
    keras = load_keras()
    bare = {key: value for key, value in config.items() if key != "compile_config"}
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = keras.saving.deserialize_keras_object(copy.deepcopy(bare), safe_mode=not runs_code)
            variables = getattr(model, "variables", [])
            found["count"] = sum(math.prod(variable.shape) for variable in variables)
    except Exception as error:  # noqa: BLE001 - told to the learner by the caller
        found["error"] = error


def reason_of(error: BaseException) -> str:
    """Take the sentence that matters out of Keras' many-line message."""
    text = str(error).rsplit("Exception encountered:", maxsplit=1)[-1].strip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = lines[0] if lines else type(error).__name__
    if isinstance(error, KeyError):
        reason = f"{reason} is missing"
    return reason if len(reason) <= _REASON_LENGTH else f"{reason[:_REASON_LENGTH]}..."
