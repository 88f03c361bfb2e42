"""hn.fit against model.fit on the same seed, for every optimizer and its options: the same bits."""

from typing import Any

import keras
import pytest
from against_keras import assert_same_bits, compiled_and_plain
from keras import optimizers
from small_networks import classifier, compiled, features, linear

OPTIMIZERS = {
    "SGD": lambda: optimizers.SGD(0.05),
    "SGD with momentum": lambda: optimizers.SGD(0.05, momentum=0.9),
    "SGD with Nesterov momentum": lambda: optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "Adam": lambda: optimizers.Adam(0.01),
    "Adam amsgrad with averaged weights": lambda: optimizers.Adam(
        0.01, amsgrad=True, use_ema=True, ema_overwrite_frequency=2
    ),
    "Adam with averaged weights put in at the end": lambda: optimizers.Adam(0.01, use_ema=True),
    "AdamW": lambda: optimizers.AdamW(0.01, weight_decay=0.1),
    "RMSprop": lambda: optimizers.RMSprop(0.01),
    "centered RMSprop with momentum": lambda: optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "Adagrad": lambda: optimizers.Adagrad(0.05),
    "Adadelta": lambda: optimizers.Adadelta(1.0),
    "Adamax": lambda: optimizers.Adamax(0.01),
    "Nadam": lambda: optimizers.Nadam(0.01),
    "Ftrl": lambda: optimizers.Ftrl(0.05),
    "Lion": lambda: optimizers.Lion(0.01),
    "Lamb": lambda: optimizers.Lamb(0.01),
    "Muon": lambda: optimizers.Muon(0.01),
    "clipnorm": lambda: optimizers.SGD(0.5, clipnorm=0.1),
    "global_clipnorm": lambda: optimizers.SGD(0.5, global_clipnorm=0.1),
    "clipvalue and weight decay": lambda: optimizers.Adam(0.01, clipvalue=0.01, weight_decay=0.01),
    "gradient accumulation": lambda: optimizers.Adam(0.01, gradient_accumulation_steps=2),
    "loss scaling": lambda: optimizers.LossScaleOptimizer(optimizers.SGD(0.05), dynamic_growth_steps=2),
    "fixed loss scale": lambda: optimizers.SGD(0.05, loss_scale_factor=64.0),
    "cosine schedule": lambda: optimizers.SGD(optimizers.schedules.CosineDecay(0.1, 6)),
    "piecewise schedule": lambda: optimizers.Adam(
        optimizers.schedules.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01])
    ),
    "exponential schedule": lambda: optimizers.RMSprop(optimizers.schedules.ExponentialDecay(0.01, 2, 0.5)),
}


@pytest.mark.parametrize("make_optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_weights_and_optimizer_variables_have_the_same_bits(make_optimizer: Any) -> None:
    def make() -> Any:
        return linear(make_optimizer())

    assert_same_bits(*compiled_and_plain(make, *features(64)))


def test_a_partial_batch_and_several_layers_give_the_same_bits_too() -> None:
    assert_same_bits(*compiled_and_plain(lambda: classifier(optimizer="sgd"), *features()))


def test_adafactor_has_the_same_bits() -> None:
    # Adafactor divides by the weights' size, and makes NaN of biases that start at 0; so none here.
    def make() -> Any:
        dense = keras.layers.Dense(3, activation="softmax", use_bias=False)
        return compiled(keras.Sequential([keras.Input((8,)), dense]), optimizers.Adafactor(0.05))

    ours, theirs = compiled_and_plain(make, *features())
    assert all(loss < 10 for loss in theirs.history.history["loss"])
    assert_same_bits(ours, theirs)
