"""hn.fit against model.fit on the same seed, for every argument of fit: the same bits."""

import inspect
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import assert_same_bits, compiled_and_plain, fit_compiled, outcome
from small_networks import classifier, features, linear, named_samples, two_of_each

import handsonn as hn

SHUFFLES = {"in the rows' order": False, "shuffled": True, "shuffled inside batches": "batch"}


class Column:
    """An array of another library: NumPy's protocol is all that it speaks."""

    def __init__(self, values: Any) -> None:
        self.values = values
        self.shape = values.shape

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        del copy
        return np.asarray(self.values, dtype)

    def __len__(self) -> int:
        return len(self.values)


def weights(samples: Any = 90) -> Any:
    return np.random.default_rng(8).uniform(0.1, 2.0, samples)


def other() -> Any:
    return features(41, seed=5)


ARGUMENTS = {
    "defaults but verbose": lambda: {"batch_size": None, "epochs": 1},
    "sample weights": lambda: {"sample_weight": weights()},
    "class weights": lambda: {"class_weight": {0: 0.5, 1: 2.0}},
    "validation split": lambda: {"validation_split": 0.25},
    "validation split and sample weights": lambda: {"validation_split": 0.2, "sample_weight": weights()},
    "validation split and class weights": lambda: {"validation_split": 0.2, "class_weight": {2: 3.0}},
    "validation data": lambda: {"validation_data": other()},
    "validation data win over the split": lambda: {"validation_data": other(), "validation_split": 0.5},
    "validation data with weights": lambda: {"validation_data": (*other(), weights(41))},
    "validation batch size": lambda: {"validation_data": other(), "validation_batch_size": 7},
    "validation batch above its data": lambda: {"validation_data": other(), "validation_batch_size": 99},
    "validation every second epoch": lambda: {
        "validation_data": other(), "validation_freq": 2, "epochs": 5,
    },
    "validation after epochs 1 and 4": lambda: {
        "validation_data": other(), "validation_freq": [1, 4], "epochs": 5,
    },
    "validation never reached": lambda: {"validation_data": other(), "validation_freq": 7},
    "batch larger than the data": lambda: {"batch_size": 128},
    "batches that divide the data": lambda: {"batch_size": 30},
    "one batch of all": lambda: {"batch_size": 90},
    "batches of one": lambda: {"batch_size": 1, "epochs": 1},
    "initial epoch": lambda: {"initial_epoch": 3, "epochs": 5},
    "no epoch at all": lambda: {"epochs": 0},
    "epochs already done": lambda: {"initial_epoch": 4, "epochs": 2},
    "more epochs than one call of the program": lambda: {"epochs": 67, "validation_data": other()},
}  # fmt: skip


@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_every_weight_has_the_same_bits(arguments: Any) -> None:
    assert_same_bits(*compiled_and_plain(linear, *features(), arguments=arguments))


@pytest.mark.parametrize("shuffle", SHUFFLES.values(), ids=SHUFFLES)
def test_the_samples_come_in_keras_order(shuffle: Any) -> None:
    def arguments() -> Any:
        return {"shuffle": shuffle, "epochs": 3, "validation_data": other()}

    assert_same_bits(*compiled_and_plain(linear, *features(), arguments=arguments))


DATA = {
    "float64 features": lambda x, y: (x.astype("float64"), y),
    "integer features": lambda x, y: ((x * 10).astype("int32"), y),
    "unsigned bytes": lambda x, y: ((x * 10 + 128).astype("uint8"), y),
    "truth values": lambda x, y: (x > 0, y),
    "float16 features": lambda x, y: (x.astype("float16"), y),
    "objects with __array__": lambda x, y: (Column(x), Column(y)),
    "JAX arrays": lambda x, y: (keras.ops.convert_to_tensor(x), keras.ops.convert_to_tensor(y)),
    "labels in a column": lambda x, y: (x, y[:, None]),
    "float labels": lambda x, y: (x, y.astype("float64")),
    "every second row, reversed": lambda x, y: (x[::-2], y[::-2]),
}


@pytest.mark.parametrize("change", DATA.values(), ids=DATA)
def test_arrays_of_every_type_train_as_in_keras(change: Any) -> None:
    assert_same_bits(*compiled_and_plain(linear, *change(*features())))


def test_one_hot_labels_train_as_in_keras_with_class_weights() -> None:
    def make() -> Any:
        return linear(loss="categorical_crossentropy")

    x, y = features()
    arguments = {"class_weight": {0: 2.0, 2: 0.25}}
    assert_same_bits(*compiled_and_plain(make, x, np.eye(3)[y], arguments=lambda: arguments))


def test_weighted_metrics_train_as_in_keras() -> None:
    def make() -> Any:
        return linear(weighted_metrics=["accuracy"])

    assert_same_bits(*compiled_and_plain(make, *features(), arguments=lambda: {"sample_weight": weights()}))


def test_several_outputs_train_as_in_keras_with_validation_and_a_split() -> None:
    assert_same_bits(
        *compiled_and_plain(two_of_each, *named_samples(), arguments=lambda: {"validation_split": 0.3})
    )


@pytest.mark.parametrize("order", ["ours first", "keras first", "ours twice"])
def test_a_model_can_be_trained_again_by_either(order: Any) -> None:
    def train_twice(first: Any, second: Any) -> Any:
        keras.utils.set_random_seed(5)
        model = classifier(keras.layers.Dropout(0.2))
        first(model, *features(), batch_size=32, epochs=2, verbose=0)
        history = second(model, *features(), batch_size=32, epochs=3, verbose=0)
        return outcome(model, history)

    plain = keras.Model.fit
    first = plain if order == "keras first" else fit_compiled
    second = plain if order == "ours first" else fit_compiled
    assert_same_bits(train_twice(first, second), train_twice(plain, plain))


def test_evaluate_and_predict_give_the_same_after_training() -> None:
    ours, theirs = compiled_and_plain(classifier, *features())
    assert ours.model.evaluate(*other(), verbose=0) == theirs.model.evaluate(*other(), verbose=0)
    np.testing.assert_array_equal(
        ours.model.predict(other()[0], verbose=0), theirs.model.predict(other()[0], verbose=0)
    )


def test_the_signature_is_that_of_model_fit() -> None:
    theirs = list(inspect.signature(keras.Model.fit).parameters.values())
    ours = list(inspect.signature(hn.fit).parameters.values())
    assert ours[0].name == "model"
    assert theirs[0].name == "self"
    assert [(p.name, p.kind, p.default) for p in ours[1:]] == [
        (p.name, p.kind, p.default) for p in theirs[1:]
    ]
