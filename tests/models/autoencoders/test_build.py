"""Autoencoders are ordinary Keras models: they train compiled, save apart, and refuse what makes no sense."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import assert_same_bits, compiled_and_plain
from hypothesis import given, settings
from hypothesis import strategies as st

from handsonn.errors import UnknownName, UsageError
from handsonn.models.autoencoders import KINDS, build_autoencoder
from handsonn.models.autoencoders.build import choose_body
from handsonn.models.autoencoders.convolutional import decoder_layers
from handsonn.models.formats import FORMATS, load_model, save

GREY = (6, 5)


def small(kind: str, shape: tuple[int, ...] = GREY, **settings: Any) -> Any:
    sizes = (3, 4) if "convolutional" in (kind, settings.get("body")) else (7,)
    return build_autoencoder(shape, 2, kind, layers=sizes, output="sigmoid", **settings)


def images(count: int = 40, shape: tuple[int, ...] = GREY) -> Any:
    return np.random.default_rng(0).random((count, *shape)).astype("float32")


@pytest.mark.parametrize(("kind", "shape"), [*((kind, GREY) for kind in KINDS), ("convolutional", (4, 4, 3))])
def test_codes_have_latent_dim_numbers_and_decode_to_the_shape_of_a_sample(
    kind: str, shape: tuple[int, ...]
) -> None:
    parts = small(kind, shape)
    assert parts.encoder.output_shape == (None, 2)
    assert parts.decoder.output_shape == (None, *shape)
    assert parts.model.output_shape == (None, *shape)
    assert (parts.moments is not None) == (kind == "variational")


def test_training_is_compiled_and_equals_keras_with_its_draws() -> None:
    x = images()
    ours, theirs = compiled_and_plain(
        lambda: small("variational").model, x, x, arguments=lambda: {"validation_data": (x[:9], x[:9])}
    )
    assert_same_bits(ours, theirs)


def test_the_parts_share_their_layers_with_the_model_that_was_trained() -> None:
    parts, x = small("dense"), images()
    before = parts.encoder.predict(x, verbose=0)
    parts.model.fit(x, x, verbose=0)
    assert not np.array_equal(parts.encoder.predict(x, verbose=0), before)
    whole = parts.model.predict(x, verbose=0)
    np.testing.assert_allclose(parts.decoder(parts.encoder(x)), whole, atol=1e-6)


@pytest.mark.parametrize(("kind", "body"), [("variational", "dense"), ("convolutional", None)])
def test_each_part_comes_back_from_every_format_with_its_numbers(
    kind: str, body: str | None, tmp_path: Path
) -> None:
    import onnxruntime

    parts = small(kind, body=body)
    codes = np.random.default_rng(1).normal(size=(5, 2)).astype("float32")
    for name, x in (("encoder", images(5)), ("decoder", codes)):
        model = getattr(parts, name)
        expected = model.predict(x, verbose=0)
        save(model, tmp_path / name, list(FORMATS))
        for suffix in (".json", ".yaml"):
            again = load_model(tmp_path / f"{name}{suffix}", weights=tmp_path / f"{name}.weights.h5")
            np.testing.assert_allclose(again.predict(x, verbose=0), expected, atol=1e-6)
        again = load_model(tmp_path / f"{name}.keras")
        np.testing.assert_allclose(again.predict(x, verbose=0), expected, atol=1e-6)
        session = onnxruntime.InferenceSession(tmp_path / f"{name}.onnx", providers=["CPUExecutionProvider"])
        found = session.run(None, {session.get_inputs()[0].name: x})[0]
        np.testing.assert_allclose(found, expected, atol=2e-6)


def test_a_variational_autoencoder_is_read_by_a_program_that_has_not_seen_its_layer(tmp_path: Path) -> None:
    parts, x = small("variational"), images(4)
    save(parts.model, tmp_path / "whole", "keras")
    np.save(tmp_path / "x.npy", x)
    program = (
        "import sys, numpy as np, handsonn as hn\n"
        "model = hn.load_model(sys.argv[1] + '/whole.keras')\n"
        "x = np.load(sys.argv[1] + '/x.npy')\n"
        "np.save(sys.argv[1] + '/found.npy', model.predict(x, verbose=0))\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    expected = parts.model.predict(x, verbose=0)
    np.testing.assert_allclose(np.load(tmp_path / "found.npy"), expected, atol=1e-6)


def test_the_encoder_of_a_variational_one_gives_the_mean_of_its_moments() -> None:
    parts, x = small("variational"), images()
    mean, _log_variance = parts.moments.predict(x, verbose=0)
    np.testing.assert_array_equal(parts.encoder.predict(x, verbose=0), mean)


def test_noise_and_draws_are_there_in_training_only() -> None:
    x = images()
    for kind in ("denoising", "variational"):
        model = small(kind).model
        np.testing.assert_array_equal(model(x, training=False), model(x, training=False))
        assert not np.array_equal(model(x, training=True), model(x, training=True))


def test_two_variational_autoencoders_share_a_compiled_program() -> None:
    from handsonn.training.architecture_key import architecture_key

    def key(**settings: Any) -> str | None:
        model = small("variational", **settings).model
        model.optimizer.build(model.trainable_variables)
        return architecture_key(model)

    assert key() is not None
    assert key() == key()
    assert key() != key(kl_weight=0.5)


def test_the_divergence_is_that_of_two_normal_distributions_known_by_hand() -> None:
    from handsonn.models.autoencoders.sampling import Sampling

    layer = Sampling(kl_weight=2.0)
    mean = np.array([[1.0, 0.0], [0.0, 0.0]], "float32")
    log_variance = np.array([[0.0, np.log(4.0)], [0.0, 0.0]], "float32")
    np.testing.assert_array_equal(layer([mean, log_variance]), mean)
    # KL(N(1, 1) | N(0, 1)) = 1/2; KL(N(0, 4) | N(0, 1)) = (4 - 1 - ln 4) / 2; the second sample has none.
    by_hand = (0.5 + (3 - np.log(4)) / 2) / 2
    assert float(layer.losses[0]) == pytest.approx(2 * by_hand, rel=1e-6)
    draws = layer([np.zeros((20_000, 1)), np.full((20_000, 1), np.log(9.0))], training=True)
    assert float(np.std(draws)) == pytest.approx(3.0, rel=0.03)
    assert Sampling.from_config(layer.get_config()).kl_weight == 2.0


@settings(max_examples=5)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([(), (1,), (3,)]), st.integers(1, 3))
def test_convolutions_give_back_images_of_any_size(
    height: int, width: int, channels: tuple[int, ...], levels: int
) -> None:
    shape = (height, width, *channels)
    output = keras.Input((2,))
    for layer in decoder_layers(shape, (2,) * levels, "relu", "linear"):
        output = layer(output)
    assert output.shape == (None, *shape)


def test_the_learning_rate_falls_to_nothing_where_asked() -> None:
    parts = small("dense", learning_rate=0.01, decay_steps=10)
    assert float(parts.model.optimizer.learning_rate) == pytest.approx(0.01)
    parts.model.fit(images(), images(), batch_size=20, epochs=5, verbose=0)
    assert float(parts.model.optimizer.learning_rate) == pytest.approx(0.0, abs=1e-8)
    assert float(small("dense").model.optimizer.learning_rate) == pytest.approx(0.001)


def test_large_images_get_convolutions_and_small_ones_dense_layers() -> None:
    assert choose_body((32, 32, 3)) == "convolutional"
    assert [choose_body(shape) for shape in ((28, 28), (5_000,))] == ["dense", "dense"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"latent_dim": 0}, "latent_dim is 0; give a whole number from 1 to 64"),
    ({"latent_dim": 65, "sample_shape": (100,)}, "latent_dim is 65; give a whole number from 1 to 64"),
    ({"latent_dim": 2.5}, "latent_dim is 2.5; it counts"),
    ({"latent_dim": 6}, "latent_dim is 6, but a sample has only 5 numbers"),
    ({"sample_shape": ()}, "needs at least one number"),
    ({"kind": "convolutional"}, r"needs images, .* these samples have the shape \(5,\)"),
    ({"kind": "convolutional", "sample_shape": (4, 4), "layers": ()}, "at least one layer"),
    ({"noise": -1.0}, "noise is -1.0; give a number of at least 0"),
    ({"kl_weight": float("inf")}, "kl_weight is inf"),
]


@pytest.mark.parametrize(("wrong", "sentence"), REFUSED)
def test_what_makes_no_autoencoder_is_refused_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        build_autoencoder(**{"sample_shape": (5,), "latent_dim": 2, **wrong})


@pytest.mark.parametrize("name", ["kind", "body", "activation", "output", "loss"])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownName, match=r"there is no .* called 'dens'; .*known: "):
        build_autoencoder((5,), 2, **{"kind": "denoising", name: "dens"})
