"""Each Keras layer in ONNX gives what it gives in Keras, run by a runtime that knows nothing of Keras."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import onnxruntime
import pytest
from keras import layers

from handsonn.errors import FormatError
from handsonn.models.formats.onnx import to_onnx
from handsonn.models.formats.onnx_layers.activations import ACTIVATIONS


def through_onnx(model: Any, *x: Any) -> list[Any]:
    session = onnxruntime.InferenceSession(
        to_onnx(model).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return session.run(None, dict(zip([entry.name for entry in session.get_inputs()], x, strict=True)))


def agrees(shape: tuple[int, ...], *stack: Any, positive: bool = False) -> None:
    """Compare a stack of layers, with weights away from their initial values, on three samples."""
    generator = np.random.default_rng(1)
    model = keras.Sequential([keras.Input(shape), *stack])
    model.set_weights([np.abs(generator.normal(0.3, 0.3, item.shape)) + 0.1 for item in model.get_weights()])
    x = generator.normal(0, 1, (3, *shape)).astype("float32")
    x = np.abs(x) + 0.1 if positive else x
    expected = np.asarray(model(x, training=False))
    (found,) = through_onnx(model, x)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, atol=3e-6, rtol=2e-5)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_activation(name: str) -> None:
    agrees((5,), layers.Activation(name))


VECTORS = {
    "dense without bias": [layers.Dense(3, use_bias=False)],
    "relu with slope and ceiling": [layers.ReLU(max_value=0.5, negative_slope=0.2)],
    "plain relu": [layers.ReLU()],
    "leaky relu": [layers.LeakyReLU(negative_slope=0.4)],
    "prelu": [layers.PReLU()],
    "elu": [layers.ELU(alpha=0.7)],
    "softmax": [layers.Softmax()],
    "batch normalization": [layers.BatchNormalization()],
    "batch normalization, bare": [layers.BatchNormalization(scale=False, center=False)],
    "layer normalization": [layers.LayerNormalization()],
    "layer normalization, bare": [layers.LayerNormalization(scale=False, center=False, epsilon=0.1)],
    "unit normalization": [layers.UnitNormalization()],
    "normalization": [layers.Normalization(mean=[1.0, 2, 3, 4, 5, 6], variance=[1.0, 4, 9, 1, 0, 2])],
    "rescaling": [layers.Rescaling(2.0, offset=1.0)],
    "reshape and permute": [layers.Reshape((3, 2)), layers.Permute((2, 1)), layers.Flatten()],
    "reshape with an open size": [layers.Reshape((-1, 2))],
    "repeat": [layers.RepeatVector(3)],
    "nothing outside training": [
        layers.Dropout(0.5),
        layers.GaussianDropout(0.5),
        layers.AlphaDropout(0.5),
        layers.GaussianNoise(1.0),
        layers.ActivityRegularization(0.1),
    ],
}


@pytest.mark.parametrize("name", VECTORS)
def test_layer_on_vectors(name: str) -> None:
    agrees((6,), *VECTORS[name])


IMAGES = {
    "conv": [layers.Conv2D(4, 3)],
    "conv, same, odd stride": [layers.Conv2D(4, (3, 2), strides=(2, 3), padding="same")],
    "conv, dilated": [layers.Conv2D(4, 3, dilation_rate=2, padding="same", activation="relu")],
    "conv, grouped": [layers.Conv2D(4, 3, groups=2)],
    "depthwise": [layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same")],
    "separable": [layers.SeparableConv2D(3, 3, depth_multiplier=2, strides=2, activation="tanh")],
    "transposed, valid": [layers.Conv2DTranspose(3, 3)],
    "transposed, valid, stride": [layers.Conv2DTranspose(3, 3, strides=2)],
    "transposed, same, stride": [layers.Conv2DTranspose(3, 3, strides=2, padding="same")],
    "transposed, even window": [layers.Conv2DTranspose(3, 4, strides=2, padding="same", use_bias=False)],
    "transposed, window below stride": [layers.Conv2DTranspose(3, 2, strides=3, padding="valid")],
    "transposed, same, window below stride": [layers.Conv2DTranspose(3, 2, strides=3, padding="same")],
    "max pool": [layers.MaxPooling2D(2)],
    "max pool, same": [layers.MaxPooling2D(3, strides=2, padding="same")],
    "average pool, same": [layers.AveragePooling2D(3, strides=2, padding="same")],
    "average pool": [layers.AveragePooling2D((2, 3))],
    "global average": [layers.GlobalAveragePooling2D()],
    "global max, kept": [layers.GlobalMaxPooling2D(keepdims=True)],
    "up": [layers.UpSampling2D((2, 3))],
    "padding": [layers.ZeroPadding2D(((1, 2), (0, 3)))],
    "cropping": [layers.Cropping2D(((1, 0), (2, 1)))],
    "norm on another axis": [layers.BatchNormalization(axis=1)],
    "spatial dropout": [layers.SpatialDropout2D(0.5)],
    "dense on the last axis": [layers.Dense(3, activation="gelu")],
}


@pytest.mark.parametrize("name", IMAGES)
def test_layer_on_images(name: str) -> None:
    agrees((8, 9, 4), *IMAGES[name])


SEQUENCES = {
    "conv": [layers.Conv1D(3, 4, strides=2, padding="same")],
    "conv, causal": [layers.Conv1D(3, 3, padding="causal", dilation_rate=2)],
    "depthwise": [layers.DepthwiseConv1D(3)],
    "separable": [layers.SeparableConv1D(3, 3)],
    "transposed": [layers.Conv1DTranspose(3, 3, strides=2, padding="same")],
    "pools": [layers.MaxPooling1D(2), layers.AveragePooling1D(2, padding="same")],
    "global": [layers.GlobalMaxPooling1D()],
    "up, pad, crop": [layers.UpSampling1D(2), layers.ZeroPadding1D((1, 2)), layers.Cropping1D((2, 0))],
    "simple rnn": [layers.SimpleRNN(3)],
    "simple rnn, relu, no bias": [
        layers.SimpleRNN(3, activation="relu", use_bias=False, return_sequences=True)
    ],
    "lstm": [layers.LSTM(3)],
    "lstm, sequences": [layers.LSTM(3, return_sequences=True, activation="softsign")],
    "lstm, backwards": [layers.LSTM(3, go_backwards=True, return_sequences=True)],
    "gru": [layers.GRU(3, return_sequences=True)],
    "gru, reset before": [layers.GRU(3, reset_after=False)],
    "gru, no bias": [layers.GRU(3, use_bias=False)],
    "both ways": [layers.Bidirectional(layers.LSTM(2))],
    "both ways, summed": [layers.Bidirectional(layers.GRU(2, return_sequences=True), merge_mode="sum")],
    "both ways, multiplied": [layers.Bidirectional(layers.SimpleRNN(2), merge_mode="mul")],
    "both ways, averaged": [layers.Bidirectional(layers.SimpleRNN(2), merge_mode="ave")],
    "dense on each step": [layers.TimeDistributed(layers.Dense(2, activation="tanh"))],
    "einsum": [layers.EinsumDense("abc,cd->abd", output_shape=(None, 3), bias_axes="d")],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_layer_on_sequences(name: str) -> None:
    agrees((6, 2), *SEQUENCES[name])


@pytest.mark.parametrize(
    "merge",
    [
        layers.Add,
        layers.Subtract,
        layers.Multiply,
        layers.Average,
        layers.Maximum,
        layers.Minimum,
        layers.Concatenate,
    ],
)
def test_merge(merge: Any) -> None:
    first, second = keras.Input((4,), name="first"), keras.Input((4,), name="second")
    model = keras.Model([first, second], merge()([first, second]))
    x = [np.random.default_rng(seed).normal(0, 1, (3, 4)).astype("float32") for seed in (1, 2)]
    np.testing.assert_allclose(through_onnx(model, *x)[0], model(x), atol=1e-6)


def test_arithmetic_in_a_functional_model() -> None:
    start = keras.Input((4,))
    model = keras.Model(start, 3.0 - keras.ops.exp(start / 2.0) + keras.ops.maximum(start, 0.25) ** 2)
    x = np.random.default_rng(1).normal(0, 1, (3, 4)).astype("float32")
    np.testing.assert_allclose(through_onnx(model, x)[0], model(x), rtol=1e-5)


def test_a_layer_used_twice_and_models_in_models() -> None:
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(4, activation="relu")])
    start = keras.Input((4,))
    model = keras.Model(start, [inner(inner(start)), start])
    x = np.random.default_rng(1).normal(0, 1, (3, 4)).astype("float32")
    for found, expected in zip(through_onnx(model, x), model(x), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_images_of_any_size() -> None:
    model = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            layers.Conv2D(2, 3, padding="same", strides=2),
            layers.GlobalMaxPooling2D(),
        ]
    )
    for size in (7, 8):
        x = np.random.default_rng(1).normal(0, 1, (2, size, size, 1)).astype("float32")
        np.testing.assert_allclose(through_onnx(model, x)[0], model(x), atol=1e-6)


class Mine(layers.Layer):  # type: ignore[misc]
    def call(self, x: Any) -> Any:
        return x


def own_activation(x: Any) -> Any:
    return x


REFUSED = {
    "own layer": ((4,), Mine(name="bad"), "this kind of layer has no ONNX form"),
    "own activation": (
        (4,),
        layers.Dense(2, own_activation, name="bad"),
        "activation 'own_activation' has no",
    ),
    "lambda": ((4,), layers.Lambda(own_activation, name="bad", output_shape=(4,)), "this kind of layer"),
    "threshold": ((4,), layers.ReLU(threshold=1.0, name="bad"), "only 0 is supported"),
    "axes": ((4, 4), layers.Softmax(axis=(1, 2), name="bad"), "more than one axis"),
    "norm axis": ((4, 4), layers.LayerNormalization(axis=1, name="bad"), "only the last one is supported"),
    "invert": ((1,), layers.Normalization(mean=0.0, variance=1.0, invert=True, name="bad"), "invert=True"),
    "bilinear": ((4, 4, 1), layers.UpSampling2D(interpolation="bilinear", name="bad"), "only 'nearest'"),
    "state": ((4, 2), layers.LSTM(2, activation="gelu", name="bad"), "not one that ONNX knows inside"),
    "both ways": (
        (4, 2),
        layers.Bidirectional(layers.LSTM(2), merge_mode=None, name="bad"),
        "merge_mode is None",
    ),
    "dilated back": ((4, 4, 1), layers.Conv2DTranspose(2, 2, dilation_rate=2, name="bad"), "dilation"),
    "half": ((4,), layers.Dense(2, dtype="mixed_float16", name="bad"), "computes in float16"),
    "channels": ((1, 4), layers.MaxPooling1D(data_format="channels_first", name="bad"), "'channels_first'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_form_is_refused_by_the_layers_name(name: str) -> None:
    shape, layer, why = REFUSED[name]
    start = keras.Input(shape)
    model = keras.Model(start, layer(start))
    with pytest.raises(FormatError, match=rf"layer '.*' \(\w+\) cannot be exported to ONNX: .*{why}"):
        to_onnx(model)


def test_state_that_comes_in_is_refused() -> None:
    start, state = keras.Input((4, 2)), keras.Input((3,))
    model = keras.Model([start, state], layers.SimpleRNN(3, name="bad")(start, initial_state=state))
    with pytest.raises(FormatError, match=r"layer 'bad' .* a state that comes in or goes out"):
        to_onnx(model)


def test_masks_are_refused() -> None:
    model = keras.Sequential([keras.Input((4,)), layers.Embedding(5, 2, mask_zero=True, name="bad")])
    with pytest.raises(FormatError, match=r"layer 'bad' .*mask_zero=True"):
        to_onnx(model)


def test_operations_outside_the_table_are_refused() -> None:
    start = keras.Input((4,))
    with pytest.raises(FormatError, match=r"\(Cumsum\) cannot be exported to ONNX: this operation"):
        to_onnx(keras.Model(start, keras.ops.cumsum(start)))
    with pytest.raises(FormatError, match=r"it takes a (ndarray|ArrayImpl|list|tuple)"):
        to_onnx(keras.Model(start, start + np.ones(4, "float32")))


def test_a_model_without_known_inputs_is_refused() -> None:
    with pytest.raises(FormatError, match="its inputs are not known; write it as"):
        to_onnx(keras.Sequential([layers.Dense(3)]))


def test_an_input_of_text_or_truth_values_is_refused() -> None:
    start = keras.Input((4,), dtype="bool")
    with pytest.raises(
        FormatError, match=r"its input is of the type bool; make it one of float32, int32, int64"
    ):
        to_onnx(keras.Model(start, layers.Flatten()(start)))


def test_more_than_one_file_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handsonn.models.formats.onnx._MAX_BYTES", 50)
    with pytest.raises(FormatError, match="has 60 bytes of weights; one ONNX file holds less than 2 GB"):
        to_onnx(keras.Sequential([keras.Input((4,)), layers.Dense(3)]))


def test_a_subclassed_model_inside_another_is_refused() -> None:
    class Odd(keras.Model):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x

    start = keras.Input((4,))
    with pytest.raises(FormatError, match=r"not a Sequential or functional model|inputs are not known"):
        to_onnx(keras.Model(start, Odd(name="odd")(start)))
