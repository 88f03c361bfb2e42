"""An autoencoder as a plain Keras script: builds, trains and judges it as handsonn did, without handsonn."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from typing import Any

from handsonn.errors import ModelError
from handsonn.models.autoencoders.autoencoder import Autoencoder
from handsonn.models.backend import backend_name, load_keras
from handsonn.models.layer_code import object_code
from handsonn.models.script import compile_code

_HEADER = '''"""{title}."""

import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "{backend}")

import keras
import numpy as np

FOLDER = pathlib.Path(__file__).parent'''

_FIT = """history = model.fit(
    x_train,
    x_train,
    batch_size={batch_size},
    epochs={epochs},
    validation_data=(x_test, x_test),
    verbose=2,
)"""

_ENDING = """codes = encoder.predict(x_test, batch_size=1024, verbose=0)
error = np.mean((model.predict(x_test, batch_size=1024, verbose=0) - x_test) ** 2, dtype="float64")
print({"mean squared error": float(error)})

encoder.save(FOLDER / "encoder.keras")
decoder.save(FOLDER / "decoder.keras")"""


def autoencoder_script(
    autoencoder: Autoencoder,
    *,
    data_lines: Sequence[str],
    seed: int,
    batch_size: int,
    epochs: int,
    title: str = "An autoencoder as plain Keras",
) -> str:
    """Write a script that trains this autoencoder from the same first weights to the same numbers.

    data_lines: code that makes x_train and x_test, scaled; keras, np and FOLDER (the script's own folder, a
    Path) are there. Raises ModelError for parts that the learner brought in, whose own code makes them.
    """
    if autoencoder.body == "own":
        raise ModelError(
            "the encoder and the decoder are your own, with the weights that they came with, so the script "
            "that makes them is yours as well."
        )
    parts = [
        _HEADER.format(title=title.replace("\\", "/").replace('"', "'"), backend=backend_name()),
        "\n".join(data_lines),
        _sampling(autoencoder),
        f"# Weights and the order of samples are drawn from here on.\nkeras.utils.set_random_seed({seed})",
        *_models(autoencoder),
        compile_code(autoencoder.model),
        _FIT.format(batch_size=batch_size, epochs=epochs),
        _ENDING,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sampling(autoencoder: Autoencoder) -> str:
    if autoencoder.moments is None:
        return ""
    from handsonn.models.autoencoders.sampling import Sampling

    tree = ast.parse(inspect.getsource(Sampling))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
    return f"{ast.unparse(tree)}\n"


def _models(autoencoder: Autoencoder) -> list[str]:
    variational = autoencoder.moments is not None
    encoder = _moments(autoencoder) if variational else _chain(autoencoder.encoder, "encoder", "code")
    return [encoder, _chain(autoencoder.decoder, "decoder", "outputs"), _whole(autoencoder)]


def _chain(model: Any, name: str, last: str) -> str:
    """Write a model whose layers follow one another: a line for each."""
    lines = _steps(model.layers[1:], last)
    return "\n".join(
        [_input(model, "inputs"), *lines, f'{name} = keras.Model(inputs, {last}, name="{name}")']
    )


def _moments(autoencoder: Autoencoder) -> str:
    *hidden, mean, log_variance = autoencoder.moments.layers[1:]
    before = "x" if hidden else "inputs"
    return "\n".join(
        [
            _input(autoencoder.moments, "inputs"),
            *_steps(hidden, "x"),
            f"mean = {_code(mean)}({before})",
            f"log_variance = {_code(log_variance)}({before})",
            'moments = keras.Model(inputs, [mean, log_variance], name="moments")',
            'encoder = keras.Model(inputs, mean, name="encoder")',
        ]
    )


def _whole(autoencoder: Autoencoder) -> str:
    keras, model = load_keras(), autoencoder.model
    code = "encoder(start)"
    for layer in model.layers:
        if type(layer) is keras.layers.GaussianNoise:
            code = f"encoder({_code(layer)}(start))"
        elif autoencoder.moments is not None and layer.name == "draw":
            config = layer.get_config()
            code = f'Sampling({config["kl_weight"]!r}, name="draw")(moments(start))'
    return "\n".join(
        [_input(model, "start"), f'model = keras.Model(start, decoder({code}), name="autoencoder")']
    )


def _steps(layers: Sequence[Any], last: str) -> list[str]:
    names = ["x"] * (len(layers) - 1) + [last] if layers else []
    sources = ["inputs", *["x"] * (len(layers) - 1)]
    return [
        f"{name} = {_code(layer)}({source})"
        for name, layer, source in zip(names, layers, sources, strict=False)
    ]


def _input(model: Any, name: str) -> str:
    return f"{name} = keras.Input(shape={tuple(model.input_shape[1:])})"


def _code(layer: Any) -> str:
    return str(object_code(load_keras().saving.serialize_keras_object(layer)))
