"""Models share a key exactly when one compiled program serves both."""

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, optimizers, regularizers
from small_networks import Penalising, classifier, compiled, normalized, two_of_each

from handsonn.training.architecture_key import architecture_key


def built(model: Any) -> Any:
    """Let Keras build the optimizer, as fit does before it asks for the key."""
    model.optimizer.build(model.trainable_variables)
    return model


def key(model: Any, *, live: Any = False) -> Any:
    return architecture_key(built(model), live=live)


def dense(**options: Any) -> Any:
    return classifier(layers.Dense(6, **{"activation": "relu", **options}), optimizer=optimizers.SGD(0.1))


def by(optimizer: Any) -> Any:
    return classifier(optimizer=optimizer)


SHARED = {
    "another learning rate": (lambda: by(optimizers.SGD(0.1)), lambda: by(optimizers.SGD(0.01))),
    "other initial weights": (dense, lambda: dense(kernel_initializer="zeros")),
    "another seed of Dropout": (
        lambda: classifier(layers.Dropout(0.2, seed=1)), lambda: classifier(layers.Dropout(0.2, seed=2)),
    ),
    "names counted up": (dense, dense),
    "several outputs of the same names": (two_of_each, two_of_each),
    "Normalization of the same moments": (normalized, normalized),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SHARED.values(), ids=SHARED)
def test_what_is_state_is_not_in_the_key(one: Any, other: Any) -> None:
    first = key(one())
    assert first is not None
    assert first == key(other())


def scheduled(end: Any) -> Any:
    return by(optimizers.SGD(optimizers.schedules.CosineDecay(0.1, end)))


APART = {
    "activation": (dense, lambda: dense(activation="tanh")),
    "bias": (dense, lambda: dense(use_bias=False)),
    "L2": (
        lambda: dense(kernel_regularizer=regularizers.L2(0.1)),
        lambda: dense(kernel_regularizer=regularizers.L2(0.2)),
    ),
    "L1 and L2": (
        lambda: dense(kernel_regularizer=regularizers.L1(0.1)),
        lambda: dense(kernel_regularizer=regularizers.L2(0.1)),
    ),
    "dropout rate": (lambda: classifier(layers.Dropout(0.2)), lambda: classifier(layers.Dropout(0.3))),
    "loss": (classifier, lambda: classifier(loss="mse")),
    "loss option": (
        lambda: classifier(loss=keras.losses.SparseCategoricalCrossentropy()),
        lambda: classifier(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)),
    ),
    "metrics": (classifier, lambda: classifier(metrics=())),
    "momentum": (lambda: by(optimizers.SGD(0.1)), lambda: by(optimizers.SGD(0.1, momentum=0.5))),
    "nesterov": (
        lambda: by(optimizers.SGD(0.1, momentum=0.5)),
        lambda: by(optimizers.SGD(0.1, momentum=0.5, nesterov=True)),
    ),
    "kind of optimizer": (lambda: by(optimizers.Adam(0.1)), lambda: by(optimizers.Nadam(0.1))),
    "epsilon": (lambda: by(optimizers.Adam(0.1)), lambda: by(optimizers.Adam(0.1, epsilon=1e-3))),
    "clipping": (lambda: by(optimizers.SGD(clipnorm=1.0)), lambda: by(optimizers.SGD(clipnorm=2.0))),
    "schedule": (lambda: scheduled(10), lambda: scheduled(20)),
    "frozen layer": (dense, lambda: dense(trainable=False)),
    "Normalization's moments": (lambda: normalized(mean=5.0), lambda: normalized(mean=6.0)),
    "constraint": (dense, lambda: dense(kernel_constraint="non_neg")),
    "batch normalization's momentum": (
        lambda: classifier(layers.BatchNormalization()),
        lambda: classifier(layers.BatchNormalization(momentum=0.5)),
    ),
    "precision": (dense, lambda: dense(dtype="mixed_bfloat16")),
    "loss weights": (two_of_each, lambda: reweighted(2.0)),
}


def reweighted(weight: Any) -> Any:
    model = two_of_each()
    loss = {"kind": keras.losses.SparseCategoricalCrossentropy(from_logits=True), "size": "mse"}
    model.compile(
        "adam",
        loss,
        loss_weights={"kind": weight, "size": 0.5},
        metrics=model.get_compile_config()["metrics"],
    )
    return model


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_what_is_computed_differently_has_another_key(one: Any, other: Any) -> None:
    assert key(one()) != key(other())


@pytest.mark.parametrize("make", [pytest.param(pair[0], id=name) for name, pair in APART.items()])
def test_the_same_model_made_twice_has_the_same_key(make: Any) -> None:
    assert key(make()) == key(make()) is not None


def test_a_layer_frozen_after_it_was_made_changes_the_key() -> None:
    model = dense()
    before = key(model)
    model.layers[0].trainable = False
    assert key(model) != before


def own_loss(y_true: Any, y_pred: Any) -> Any:
    return keras.ops.mean((y_true - y_pred) ** 2)


class OwnLayer(layers.Layer):
    def call(self, x: Any) -> Any:
        return x * 2.0


@keras.saving.register_keras_serializable("tests")
class RegisteredLayer(layers.Layer):
    def call(self, x: Any) -> Any:
        return x * 3.0


UNKNOWN = {
    "a subclass": lambda: compiled(Penalising()),
    "a Lambda layer": lambda: classifier(layers.Lambda(lambda x: x + 1.0)),
    "a loss of the learner": lambda: classifier(loss=own_loss),
    "a layer of the learner": lambda: classifier(OwnLayer()),
    "a registered layer": lambda: classifier(RegisteredLayer()),
    "an activation of the learner": lambda: dense(activation=lambda x: x * 2.0),
}


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
def test_what_only_the_model_itself_determines_has_no_key(make: Any) -> None:
    model = make()
    model(np.zeros((2, 8), "float32"))
    assert key(model) is None
