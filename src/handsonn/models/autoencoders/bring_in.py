"""The learner's own encoder and decoder, and any layer of a trained network as a code."""

from __future__ import annotations

import difflib
from typing import Any

from handsonn.errors import ModelError
from handsonn.models.autoencoders.autoencoder import Autoencoder
from handsonn.models.backend import load_keras

_CODE_RANK = 2  # (samples, numbers)


def join(encoder: Any, decoder: Any, sample_shape: tuple[int, ...]) -> Autoencoder:
    """Put the learner's decoder behind their encoder; the model is not compiled yet.

    sample_shape: what one sample looks like; a grey image fits with and without its channel.
    Raises ModelError, with the shapes, for parts that do not fit each other or the samples.
    """
    check_encoder(encoder, sample_shape)
    _check_part("decoder", decoder)
    code, taken = tuple(encoder.output_shape[1:]), tuple(decoder.input_shape[1:])
    if code != taken:
        raise ModelError(
            f"your encoder gives codes of shape {code}, but your decoder takes {taken}; make the two agree."
        )
    given, made = tuple(encoder.input_shape[1:]), tuple(decoder.output_shape[1:])
    if made != given:
        raise ModelError(
            f"your decoder gives samples of shape {made}, but your encoder takes {given}; end the decoder "
            f"with the shape {given}, for example by keras.layers.Reshape({given})."
        )
    keras = load_keras()
    start = keras.Input(shape=given)
    model = keras.Model(start, decoder(encoder(start)), name="autoencoder")
    return Autoencoder(model, encoder, decoder, "own", "own")


def check_encoder(encoder: Any, sample_shape: tuple[int, ...]) -> None:
    """Raise ModelError for what is no model from such a sample to a row of numbers."""
    _check_part("encoder", encoder)
    taken = tuple(encoder.input_shape[1:])
    if not fits(taken, sample_shape):
        raise ModelError(
            f"your encoder takes samples of shape {taken}, but one sample of these data has the shape "
            f"{tuple(sample_shape)}; begin it with keras.Input(shape={tuple(sample_shape)})."
        )
    if len(encoder.output_shape) != _CODE_RANK:
        raise ModelError(
            f"your encoder gives codes of shape {tuple(encoder.output_shape[1:])}; a code is one row of "
            "numbers, so end it with keras.layers.Flatten()."
        )


def fits(taken: tuple[int | None, ...], sample_shape: tuple[int, ...]) -> bool:
    """Tell whether such a sample goes in; a grey image does with and without its channel."""
    bare = sample_shape[:-1] if len(sample_shape) > 1 and sample_shape[-1] == 1 else sample_shape
    return taken in {tuple(sample_shape), (*sample_shape, 1), bare}


def encoder_from_layer(model: Any, layer: str) -> Any:
    """Take what a layer of a trained network gives as the code: a model that ends there, flattened.

    The layers and their weights are the network's own. Raises ModelError for a network that is not made of
    connected layers, or has no layer of this name.
    """
    keras = load_keras()
    if not isinstance(model, keras.Model):
        raise ModelError(f"model is a {type(model).__name__}; give a trained keras.Model, or a run.")
    if len(getattr(model, "inputs", None) or ()) != 1:
        raise ModelError(
            f"the model {model.name!r} has no single input that its layers start from; build it with "
            "keras.Sequential, or with keras.Model(inputs, outputs) from one keras.Input."
        )
    names = [each.name for each in model.layers if not isinstance(each, keras.layers.InputLayer)]
    if layer not in names:
        near = difflib.get_close_matches(layer, names, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ModelError(
            f"the model {model.name!r} has no layer {layer!r}; {hint}it has: {', '.join(names)}."
        )
    output = model.get_layer(layer).output
    if not hasattr(output, "shape"):
        raise ModelError(
            f"the layer {layer!r} gives several outputs; take a layer that gives one array as the code."
        )
    if len(output.shape) != _CODE_RANK:
        output = keras.layers.Flatten()(output)
    return keras.Model(model.inputs[0], output, name="encoder")


def _check_part(name: str, part: Any) -> None:
    if not isinstance(part, load_keras().Model):
        raise ModelError(f"your {name} is a {type(part).__name__}; give a keras.Model.")
    if not part.built or len(getattr(part, "inputs", None) or ()) != 1 or len(part.outputs) != 1:
        raise ModelError(
            f"your {name} {part.name!r} needs one input of known shape and one output; build it with "
            "keras.Sequential([keras.Input(shape=...), ...]) or keras.Model(input, output)."
        )
