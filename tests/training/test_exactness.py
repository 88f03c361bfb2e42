"""hn.fit against model.fit on the same seed, for every kind of layer: the same bits."""

from typing import Any

import keras
import pytest
from against_keras import assert_near, assert_same_bits, compiled_and_plain
from keras import layers
from small_networks import (
    Penalising,
    autoencoder,
    classifier,
    compiled,
    convolutional,
    features,
    forecaster,
    images,
    named_samples,
    normalized,
    partly_frozen,
    penalised,
    reader,
    sentences,
    signals,
    transformer,
    two_of_each,
    unbuilt,
    variational,
)


def rebuilding() -> Any:
    x, _ = features()
    return x, x


def alone() -> Any:
    return (features()[0],)


NETWORKS = {
    "one dense layer": (classifier, features),
    "unbuilt Sequential": (unbuilt, features),
    "BatchNormalization": (lambda: classifier(layers.Dense(6), layers.BatchNormalization()), features),
    "LayerNormalization": (lambda: classifier(layers.Dense(6), layers.LayerNormalization()), features),
    "Dropout": (lambda: classifier(layers.Dense(6), layers.Dropout(0.3)), features),
    "GaussianNoise": (lambda: classifier(layers.GaussianNoise(0.5)), features),
    "GaussianDropout": (lambda: classifier(layers.GaussianDropout(0.3)), features),
    "AlphaDropout": (lambda: classifier(layers.AlphaDropout(0.3)), features),
    "two seeded Dropouts": (lambda: classifier(layers.Dropout(0.3, seed=1), layers.Dropout(0.3)), features),
    "regularizers and constraints": (penalised, features),
    "SpectralNormalization": (
        lambda: classifier(layers.SpectralNormalization(layers.Dense(5, activation="relu"))),
        features,
    ),
    "UnitNormalization and LeakyReLU": (
        lambda: classifier(layers.UnitNormalization(), layers.Dense(5), layers.LeakyReLU(0.2)),
        features,
    ),
    "PReLU": (lambda: classifier(layers.Dense(5), layers.PReLU()), features),
    "adapted Normalization": (normalized, features),
    "frozen first layer": (partly_frozen, features),
    "LSTM": (forecaster, signals),
    "LSTM with dropout in its cells": (
        lambda: forecaster(layers.LSTM(4, dropout=0.2, recurrent_dropout=0.2)),
        signals,
    ),
    "two bidirectional GRUs": (
        lambda: forecaster(layers.Bidirectional(layers.GRU(3, return_sequences=True)), layers.GRU(3)),
        signals,
    ),
    "SimpleRNN": (lambda: forecaster(layers.SimpleRNN(4)), signals),
    "Embedding, mask and GRU": (reader, sentences),
    "transformer block": (transformer, signals),
    "two inputs and two outputs by name": (two_of_each, lambda: named_samples(64)),
    "autoencoder of two models": (autoencoder, rebuilding),
    "subclass with add_loss": (lambda: compiled(Penalising()), features),
    "variational autoencoder with its own train_step": (variational, alone),
    "convolutions": (convolutional, images),
    "convolutions and Dropout": (lambda: convolutional(layers.Dropout(0.2)), lambda: images(40)),
}


@pytest.mark.parametrize(("make_model", "make_data"), NETWORKS.values(), ids=NETWORKS)
def test_every_weight_has_the_same_bits(make_model: Any, make_data: Any) -> None:
    assert_same_bits(*compiled_and_plain(make_model, *make_data()))


def test_convolutions_with_augmentation_and_batch_normalization_agree_to_1e_5() -> None:
    def make() -> Any:
        augment = [layers.RandomFlip("horizontal"), layers.RandomContrast(0.1), layers.BatchNormalization()]
        return convolutional(*augment)

    assert_near(*compiled_and_plain(make, *images()), weights=1e-5, history=1e-5)


def test_several_stateful_metrics_agree_to_a_bit_of_the_history_and_exactly_in_the_weights() -> None:
    def make() -> Any:
        model = keras.Sequential([keras.Input((8,)), layers.Dense(4, "relu"), layers.Dense(1, "sigmoid")])
        area = keras.metrics.AUC(name="area")
        precision, recall = keras.metrics.Precision(name="precision"), keras.metrics.Recall(name="recall")
        return compiled(model, loss="binary_crossentropy", metrics=["accuracy", area, precision, recall])

    x, y = features()
    ours, theirs = compiled_and_plain(make, x, (y > 0).astype("float32"))
    assert [a.tobytes() for a in ours.optimizer] == [a.tobytes() for a in theirs.optimizer]
    assert_near(ours, theirs, history=2.4e-7)


def test_half_precision_agrees_bit_for_bit() -> None:
    keras.config.set_dtype_policy("mixed_float16")
    try:
        ours, theirs = compiled_and_plain(classifier, *features())
        assert type(ours.model.optimizer).__name__ == "LossScaleOptimizer"
        assert_same_bits(ours, theirs)
    finally:
        keras.config.set_dtype_policy("float32")


def test_a_callable_loss_and_metric_of_the_learner_agree_bit_for_bit() -> None:
    def own_loss(y_true: Any, y_pred: Any) -> Any:
        return keras.ops.mean(keras.ops.abs(y_true - y_pred) ** 1.5, axis=-1)

    def own_metric(y_true: Any, y_pred: Any) -> Any:
        return keras.ops.max(keras.ops.abs(y_true - y_pred))

    def make() -> Any:
        model = keras.Sequential([keras.Input((8,)), layers.Dense(4, "tanh"), layers.Dense(1)])
        return compiled(model, loss=own_loss, metrics=[own_metric])

    x, _ = features()
    assert_same_bits(*compiled_and_plain(make, x, x[:, :1]))
