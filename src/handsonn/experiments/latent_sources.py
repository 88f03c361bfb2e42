"""The three ways to a latent space: an autoencoder trained here, the learner's own, a layer of a network."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.errors import ModelError, UsageError
from handsonn.experiments.latent_data import LatentData, prepare_latent_data
from handsonn.experiments.latent_predict import predict
from handsonn.experiments.latent_settings import LatentSettings, choose_settings
from handsonn.experiments.latent_space import LatentSpace
from handsonn.experiments.latent_training import (
    Edges,
    data_of_run,
    is_run,
    network_of,
    train_autoencoder,
    train_joined,
)
from handsonn.records import Array, Dataset


def trained_space(dataset: Dataset, asked: dict[str, Any], test: float | None, edges: Edges) -> LatentSpace:
    """Build an autoencoder that fits the data, train it, and encode every sample."""
    data, settings = prepare(dataset, asked, test)
    autoencoder, result = train_autoencoder(data, settings, edges)
    return LatentSpace(
        data=data,
        encoder=autoencoder.encoder,
        decoder=autoencoder.decoder,
        codes=_codes(autoencoder.encoder, data),
        history=result.history,
        source=f"a {settings.kind} autoencoder",
        settings=settings,
        autoencoder=autoencoder,
        seconds=result.seconds,
        ended=result.ended,
        engine=result.engine,
    )


def own_parts_space(  # noqa: PLR0917 - latent_space's own, in its order
    dataset: Dataset, encoder: Any, decoder: Any, asked: dict[str, Any], test: float | None, edges: Edges
) -> LatentSpace:
    """Take the learner's encoder, trained together with their decoder unless epochs is 0."""
    from handsonn.models.autoencoders import check_encoder, join

    if encoder is None:
        raise UsageError("a decoder was given without an encoder; give the encoder that makes its codes.")
    shape = dataset.x.shape[1:]
    check_encoder(encoder, shape)
    data, settings = prepare(dataset, asked | {"latent_dim": int(encoder.output_shape[-1])}, test)
    if decoder is None:
        return LatentSpace(data, encoder, None, _codes(encoder, data), {}, "your own encoder")
    if settings.epochs == 0:
        parts = join(encoder, decoder, shape)
        return LatentSpace(
            data, encoder, decoder, _codes(encoder, data), {}, "your own encoder and decoder",
            autoencoder=parts,
        )  # fmt: skip
    autoencoder, result = train_joined(encoder, decoder, data, settings, edges)
    return LatentSpace(
        data=data,
        encoder=encoder,
        decoder=decoder,
        codes=_codes(encoder, data),
        history=result.history,
        source="your own encoder and decoder, trained here",
        settings=settings,
        autoencoder=autoencoder,
        seconds=result.seconds,
        ended=result.ended,
        engine=result.engine,
    )


def layer_space(
    dataset: Dataset | None, model: Any, layer: str | None, scaler: str, test: float | None
) -> LatentSpace:
    """Take what a layer of a trained network gives as the code; nothing is trained."""
    from handsonn.models.autoencoders import check_encoder, encoder_from_layer

    if model is None:
        raise UsageError(f"layer={layer!r} names a layer of a network; give the network as model=.")
    if layer is None:
        raise UsageError("model= needs layer=, the name of the layer whose output is the code.")
    encoder = encoder_from_layer(network_of(model), layer)
    if is_run(model):
        data = data_of_run(model, dataset)
    elif dataset is None:
        raise UsageError("no data were given; give the samples to encode: a data set, its name, or a file.")
    else:
        data = prepare_latent_data(dataset, scaler, test=test)
    check_encoder(encoder, data.samples.shape[1:])
    words = f"the layer {layer!r} of a network"
    return LatentSpace(data, encoder, None, _codes(encoder, data), {}, words, supervised=True)


def prepare(dataset: Dataset, asked: dict[str, Any], test: float | None) -> tuple[LatentData, LatentSettings]:
    """Choose the settings, then split and scale the data by them."""
    settings = choose_settings(dataset, **asked)
    return prepare_latent_data(dataset, settings.scaler, test=test), settings


def _codes(encoder: Any, data: LatentData) -> Array:
    samples = data.samples.reshape(len(data.samples), *encoder.input_shape[1:])
    codes = predict(encoder, samples).astype(np.float32)
    if not np.isfinite(codes).all():
        raise ModelError("the encoder gives codes that are not finite numbers; train it with a smaller rate.")
    return codes
