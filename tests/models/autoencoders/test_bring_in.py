"""The learner's own encoder and decoder, and any layer of a network as a code."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from handsonn.errors import ModelError
from handsonn.models.autoencoders import encoder_from_layer, join


def chain(start: tuple[int, ...], *stack: Any) -> Any:
    return keras.Sequential([keras.Input(start), *stack])


def encoder(shape: tuple[int, ...] = (4, 3)) -> Any:
    return chain(shape, layers.Flatten(), layers.Dense(2))


def decoder(code: int = 2, shape: tuple[int, ...] = (4, 3)) -> Any:
    return chain((code,), layers.Dense(int(np.prod(shape))), layers.Reshape(shape))


def test_the_joined_model_is_the_decoder_of_the_encoder() -> None:
    first, second = encoder(), decoder()
    x = np.random.default_rng(0).normal(size=(6, 4, 3)).astype("float32")
    whole = join(first, second, (4, 3)).model
    np.testing.assert_allclose(whole(x), second(first(x)), atol=1e-6)


def test_a_grey_image_fits_with_and_without_its_channel() -> None:
    assert join(encoder((4, 3, 1)), decoder(shape=(4, 3, 1)), (4, 3)).latent_dim == 2
    assert join(encoder((4, 3)), decoder(shape=(4, 3)), (4, 3, 1)).latent_dim == 2


def test_parts_that_do_not_fit_are_refused_with_their_shapes() -> None:
    with pytest.raises(ModelError, match=r"gives codes of shape \(2,\), but your decoder takes \(3,\)"):
        join(encoder(), decoder(3), (4, 3))
    with pytest.raises(ModelError, match=r"decoder gives samples of shape \(3, 4\).*takes \(4, 3\)"):
        join(encoder(), decoder(shape=(3, 4)), (4, 3))
    with pytest.raises(ModelError, match=r"takes samples of shape \(4, 3\).*has the shape \(9,\)"):
        join(encoder(), decoder(), (9,))
    with pytest.raises(ModelError, match=r"codes of shape \(4, 2\); a code is one row of numbers"):
        join(chain((4, 3), layers.Dense(2)), decoder(), (4, 3))


def test_what_is_no_part_is_refused() -> None:
    with pytest.raises(ModelError, match=r"your encoder is a str; give a keras\.Model"):
        join("encoder", decoder(), (4, 3))
    with pytest.raises(ModelError, match="your decoder 'late' needs one input of known shape"):
        join(encoder(), keras.Sequential([layers.Dense(4)], name="late"), (4, 3))


def network() -> Any:
    hidden = layers.Dense(5, activation="relu", name="hidden")
    return chain((4, 4, 1), layers.Conv2D(2, 3, name="maps"), layers.Flatten(), hidden, layers.Dense(3))


def test_any_layer_of_a_network_gives_a_code() -> None:
    model = network()
    x = np.random.default_rng(0).normal(size=(6, 4, 4, 1)).astype("float32")
    assert encoder_from_layer(model, "maps").output_shape == (None, 2 * 2 * 2)
    by_hand = model.layers[2](model.layers[1](model.layers[0](x)))
    np.testing.assert_allclose(encoder_from_layer(model, "hidden")(x), by_hand, atol=1e-6)


def test_a_layer_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ModelError, match=r"has no layer 'hiden'; did you mean 'hidden'\? it has: maps, "):
        encoder_from_layer(network(), "hiden")
    with pytest.raises(ModelError, match=r"model is a int; give a trained keras\.Model"):
        encoder_from_layer(3, "hidden")


def test_a_network_without_a_single_known_input_is_refused() -> None:
    with pytest.raises(ModelError, match="has no single input that its layers start from"):
        encoder_from_layer(keras.Sequential([layers.Dense(4, name="a")]), "a")


def test_a_layer_with_several_outputs_is_refused() -> None:
    start = keras.Input((5, 3))
    _, state = layers.SimpleRNN(2, return_state=True, name="steps")(start)
    with pytest.raises(ModelError, match="the layer 'steps' gives several outputs"):
        encoder_from_layer(keras.Model(start, state), "steps")
