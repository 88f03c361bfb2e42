"""A run as a plain Keras script: what handsonn did, without handsonn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from handsonn.errors import ModelError
from handsonn.models.backend import backend_name, load_keras
from handsonn.models.layer_code import object_code, value_code
from handsonn.models.own_source import OwnSource

_CHUNK = 90
_COMPILE_DEFAULTS: dict[str, Any] = {"run_eagerly": False, "steps_per_execution": 1, "jit_compile": True}


def write_script(
    model: Any,
    *,
    data_lines: Sequence[str],
    seed: int,
    batch_size: int | None,
    epochs: int,
    validation: bool = True,
    test: bool = True,
    callbacks: Sequence[str] = (),
    fit_arguments: Mapping[str, object] | None = None,
    own: OwnSource | None = None,
    initial_weights: str = "",
    title: str = "A handsonn run as plain Keras",
) -> str:
    """Write a script that trains this network as the run did: the same seed, draws and numbers.

    model: compiled; a Sequential of Keras' own layers becomes readable code, any other its architecture.
    data_lines: code that makes x_train, y_train, and x_validation, y_validation, x_test, y_test where asked
        for; keras, np and FOLDER (the script's folder, a Path) are there. See npz_lines.
    callbacks: code of each callback, such as "keras.callbacks.EarlyStopping(patience=3)".
    fit_arguments: further arguments of model.fit with plain values, such as {"shuffle": False}.
    own: the learner's function, if it made the model; it then stands in the script as it is.
    initial_weights: name of a .weights.h5 beside the script to start from, for a model whose architecture
        does not tell in which order its weights were drawn.

    The seed is set right before the model is made, as the run did. Raises ModelError for a model that is not
    compiled, or whose settings have no plain form.
    """
    parts = [
        _header(title, own),
        _own_part(own),
        "\n".join(data_lines),
        _model_part(model, seed, own, initial_weights),
        _fit_part(batch_size, epochs, validation=validation, callbacks=callbacks, more=fit_arguments or {}),
        "print(model.evaluate(x_test, y_test, verbose=0, return_dict=True))" if test else "",
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def npz_lines(file_name: str, parts: Sequence[str] = ("train", "validation", "test")) -> list[str]:
    """Write the code that reads x_<part> and y_<part> from an .npz beside the script."""
    lines = [f"with np.load(FOLDER / {value_code(file_name)}) as split:"]
    return lines + [f'    x_{part}, y_{part} = split["x_{part}"], split["y_{part}"]' for part in parts]


def _header(title: str, own: OwnSource | None) -> str:
    future = f"\nfrom __future__ import {', '.join(own.future)}\n" if own and own.future else ""
    quoted = title.replace("\\", "/").replace('"', "'")
    return f'''"""{quoted}."""
{future}
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "{backend_name()}")

import keras
import numpy as np

FOLDER = pathlib.Path(__file__).parent'''


def _own_part(own: OwnSource | None) -> str:
    if own is None:
        return ""
    path = f"import sys\n\nsys.path.insert(0, {value_code(own.folder)})\n" if own.folder else ""
    return f"{path}# From {own.file_name}, as it was for this run:\n{own.text}# End of {own.file_name}."


def _model_part(model: Any, seed: int, own: OwnSource | None, initial_weights: str) -> str:
    lines = [
        "# Weights and the order of samples are drawn from here on.",
        f"keras.utils.set_random_seed({seed})",
    ]
    if own is not None:
        lines.append(f"model = {own.function}()")
    else:
        lines += [_architecture(model), compile_code(model)]
    if initial_weights:
        lines.append(f"model.load_weights(FOLDER / {value_code(initial_weights)})")
    return "\n".join(lines)


def _architecture(model: Any) -> str:
    code = sequential_code(model)
    if code is not None:
        return f"model = {code}"
    text = json.dumps({**json.loads(model.to_json()), "compile_config": None})
    chunks = [repr(text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK)]
    lines = "\n".join(f"    {chunk}" for chunk in chunks)
    return f"ARCHITECTURE = (\n{lines}\n)\nmodel = keras.models.model_from_json(ARCHITECTURE)"


def sequential_code(model: Any) -> str | None:
    """Write a Sequential as Keras code, a layer a line; None for any other model or layer."""
    keras = load_keras()
    if type(model) is not keras.Sequential:
        return None
    lines = []
    for layer in json.loads(model.to_json())["config"]["layers"]:
        is_input = layer["class_name"] == "InputLayer"
        code = _input_code(layer["config"]) if is_input else object_code(layer)
        if code is None:
            return None
        lines.append(f"    {code},")
    return "\n".join(["keras.Sequential([", *lines, "])"])


def _input_code(config: dict[str, Any]) -> str:
    shape = tuple(config["batch_shape"][1:])
    kind = config.get("dtype", "float32")
    return (
        f"keras.Input(shape={shape})" if kind == "float32" else f'keras.Input(shape={shape}, dtype="{kind}")'
    )


def compile_code(model: Any) -> str:
    """Write the call that compiles the model as it was. Raises ModelError for what has no plain form."""
    settings = model.get_compile_config() if model.compiled else None
    if not settings:
        raise ModelError(
            f"the model {model.name!r} is not compiled, so no script can train it as the run did."
        )
    lines = []
    for key, value in settings.items():
        if value is None or _COMPILE_DEFAULTS.get(key) == value:
            continue
        code = object_code(_with_lost_arguments(model, value) if key == "loss" else value)
        if code is None:
            raise ModelError(
                f"the {key} of the model {model.name!r} has no plain form in Keras; put the model into a "
                "function "
                "of a file and give it as file.py:function, so that the script can carry it."
            )
        lines.append(f"    {key}={code},")
    return "\n".join(["model.compile(", *lines, ")"])


def _with_lost_arguments(model: Any, serialised: Any) -> Any:
    """Put back what Keras 3.15 forgets when it serialises a loss: Huber's delta."""
    given = getattr(getattr(model, "loss", None), "_fn_kwargs", None)
    if not given or not isinstance(serialised, dict) or not isinstance(serialised.get("config"), dict):
        return serialised
    lost = {key: value for key, value in given.items() if isinstance(value, (int, float))}
    return {**serialised, "config": {**lost, **serialised["config"]}}


def _fit_part(
    batch_size: int | None,
    epochs: int,
    *,
    validation: bool,
    callbacks: Sequence[str],
    more: Mapping[str, object],
) -> str:
    lines = ["x_train", "y_train", f"batch_size={batch_size}", f"epochs={epochs}"]
    if validation:
        lines.append("validation_data=(x_validation, y_validation)")
    if callbacks:
        lines.append(f"callbacks=[{', '.join(callbacks)}]")
    lines += [f"{key}={_plain(key, value)}" for key, value in more.items()]
    return "\n".join(["history = model.fit(", *(f"    {line}," for line in lines), "    verbose=2,", ")"])


def _plain(key: str, value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name!r}: {_plain(key, item)}" for name, item in value.items()) + "}"
    code = value_code(value)
    if code is None:
        raise ModelError(
            f"fit's argument {key} is a {type(value).__name__}, which a script cannot hold as text."
        )
    return code
