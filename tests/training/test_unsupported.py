"""What the compiled trainer does not take goes to model.fit, with one line that says why."""

import logging
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import assert_same_bits, outcome_of
from keras import callbacks, layers
from small_networks import classifier, convolutional, features, images, linear, named_samples, two_of_each

import handsonn as hn
from handsonn.training import unsupported


class OwnFit(keras.Sequential):
    def fit(self, *arguments: Any, **options: Any) -> Any:
        return super().fit(*arguments, **options)


class OwnEvaluate(keras.Sequential):
    def evaluate(self, *arguments: Any, **options: Any) -> Any:
        return super().evaluate(*arguments, **options)


class OwnLoop(keras.Sequential):
    def make_train_function(self, force: Any = False) -> Any:
        return super().make_train_function(force)


class EachBatch(callbacks.Callback):
    def on_train_batch_end(self, batch: Any, logs: Any = None) -> None:
        pass


class EachTestBatch(callbacks.Callback):
    def on_test_batch_begin(self, batch: Any, logs: Any = None) -> None:
        pass


class NoCallback:
    """Something that only looks like a callback."""

    def __getattr__(self, name: Any) -> Any:
        if name.startswith(("on_", "set_")):
            return lambda *_, **__: None
        raise AttributeError(name)


class Batches(keras.utils.PyDataset):
    def __len__(self) -> int:
        return 2

    def __getitem__(self, number: Any) -> Any:
        x, y = features()
        return x[number * 32 : (number + 1) * 32], y[number * 32 : (number + 1) * 32]


def of_class(kind: Any) -> Any:
    model = kind([keras.Input((8,)), layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def with_callback(callback: Any) -> Any:
    return lambda: {"callbacks": [callback()]}


MODELS = {
    "run_eagerly": (lambda: linear(run_eagerly=True), "run_eagerly=True"),
    "jit_compile": (lambda: linear(jit_compile=False), "jit_compile=False"),
    "a fit of its own": (lambda: of_class(OwnFit), "OwnFit has its own fit()"),
    "an evaluate of its own": (lambda: of_class(OwnEvaluate), "OwnEvaluate has its own evaluate()"),
    "a train function of its own": (lambda: of_class(OwnLoop), "OwnLoop has its own make_train_function()"),
}
ARGUMENTS = {
    "steps_per_epoch": (lambda: {"steps_per_epoch": 2, "epochs": 1}, "steps_per_epoch cuts epochs"),
    "validation_steps": (
        lambda: {"validation_steps": 1, "validation_data": features(40)}, "validation_steps cuts epochs",
    ),
    "validation batches": (lambda: {"validation_data": Batches()}, "validation_data of type Batches"),
    "a callback for batches": (with_callback(EachBatch), "EachBatch looks at every batch (on_train"),
    "a callback for test batches": (with_callback(EachTestBatch), "every batch (on_test_batch_begin)"),
    "a function for batches": (
        with_callback(lambda: callbacks.LambdaCallback(on_train_batch_begin=lambda *_, **__: None)),
        "LambdaCallback looks at every batch (on_train_batch_begin)",
    ),
    "TerminateOnNaN": (with_callback(callbacks.TerminateOnNaN), "TerminateOnNaN looks at every batch"),
}  # fmt: skip


def both(make: Any, x: Any, y: Any, arguments: Any, caplog: pytest.LogCaptureFixture) -> Any:
    """Train by hn.fit and by model.fit; return the outcomes and the lines that hn.fit logged."""
    with caplog.at_level(logging.WARNING, "handsonn"):
        ours = outcome_of(hn.fit, make, x, y, arguments=arguments)
    lines = [record.getMessage() for record in caplog.records if record.name == "handsonn"]
    return ours, outcome_of(keras.Model.fit, make, x, y, arguments=arguments), lines


def assert_fell_back(reason: Any, ours: Any, theirs: Any, lines: Any) -> None:
    assert len(lines) == 1
    assert lines[0].startswith("handsonn.fit uses model.fit here: ")
    assert lines[0].endswith(".")
    assert reason in lines[0]
    assert_same_bits(ours, theirs)


@pytest.mark.parametrize(("make", "reason"), MODELS.values(), ids=MODELS)
def test_such_a_model_is_trained_by_model_fit(
    make: Any, reason: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert_fell_back(reason, *both(make, *features(), dict, caplog))


@pytest.mark.parametrize(("arguments", "reason"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_such_arguments_are_left_to_model_fit(
    arguments: Any, reason: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert_fell_back(reason, *both(linear, *features(), arguments, caplog))


def test_a_layer_that_cannot_be_compiled_is_left_to_model_fit(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> Any:
        return convolutional(layers.RandomRotation(0.1, seed=1))

    assert_fell_back("RandomRotation", *both(make, *images(), dict, caplog))


def test_a_data_set_of_batches_is_left_to_model_fit(caplog: pytest.LogCaptureFixture) -> None:
    def arguments() -> Any:
        return {"batch_size": None, "shuffle": False}

    assert_fell_back("Batches", *both(linear, Batches(), None, arguments, caplog))


@pytest.mark.filterwarnings("ignore:Your input ran out of data")  # so Keras says of any generator that ends
def test_a_generator_is_left_to_model_fit(caplog: pytest.LogCaptureFixture) -> None:
    def batches() -> Any:
        x, y = features(64)
        yield x[:32], y[:32]
        yield x[32:], y[32:]

    def trained(trainer: Any) -> Any:
        return outcome_of(
            lambda model, _x, _y, **given: trainer(model, batches(), **given),
            linear, None, arguments=lambda: {"batch_size": None, "shuffle": False, "epochs": 1},
        )  # fmt: skip

    with caplog.at_level(logging.WARNING, "handsonn"):
        ours = trained(hn.fit)
    lines = [record.getMessage() for record in caplog.records if record.name == "handsonn"]
    assert_fell_back("builtins.generator", ours, trained(keras.Model.fit), lines)


def test_a_file_mapped_into_memory_is_left_to_model_fit(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    x, y = features()
    mapped = np.memmap(tmp_path / "x.bin", "float32", "w+", shape=x.shape)
    mapped[:] = x
    assert_fell_back("memory-mapped file", *both(linear, mapped, y, dict, caplog))


def test_an_epoch_limit_in_keras_settings_is_left_to_model_fit(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keras.config, "max_epochs", lambda: 1)
    assert_fell_back("keras.config limits", *both(linear, *features(), dict, caplog))


def test_several_devices_are_left_to_model_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.distribution, "distribution", object)
    assert "several devices" in unsupported.why_not_compiled(linear(), {})


def test_another_backend_is_left_to_model_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsupported, "backend_name", lambda: "tensorflow")
    assert unsupported.why_not_compiled(linear(), {}) == "the backend is tensorflow"


def test_something_that_is_no_callback_is_named() -> None:
    assert "NoCallback" in unsupported.why_not_compiled(linear(), {"callbacks": [NoCallback()]})


HARMLESS = {
    "early stopping": callbacks.EarlyStopping,
    "plateau": callbacks.ReduceLROnPlateau,
    "checkpoints": lambda: callbacks.ModelCheckpoint("x.weights.h5", save_weights_only=True),
    "backup": lambda: callbacks.LambdaCallback(on_epoch_end=lambda *_: None),
    "progress bar": callbacks.ProgbarLogger,
    "log": lambda: callbacks.CSVLogger("x.csv"),
}


@pytest.mark.parametrize("callback", HARMLESS.values(), ids=HARMLESS)
def test_callbacks_at_the_ends_of_epochs_are_taken(callback: Any) -> None:
    assert unsupported.why_not_compiled(linear(), {"callbacks": [callback()]}) is None


def test_a_checkpoint_every_ten_batches_is_left_to_model_fit() -> None:
    saver = callbacks.ModelCheckpoint("x.weights.h5", save_weights_only=True, save_freq=10)
    assert "save_freq" in unsupported.why_not_compiled(linear(), {"callbacks": [saver]})


WRONG = {
    "an uncompiled model": (
        lambda: keras.Sequential([keras.Input((8,)), layers.Dense(3)]), features, dict, "call `compile",
    ),
    "x and y of different lengths": (
        linear, lambda: (features()[0], features()[1][:50]), dict, "cardinality|same number of samples",
    ),
    "features of another number": (linear, lambda: (np.zeros((40, 5)), np.zeros(40)), dict, "incompatible"),
    "a validation split of all": (linear, features, lambda: {"validation_split": 0.999}, "not sufficient"),
    "two kinds of weights": (
        linear, features, lambda: {"class_weight": {0: 1.0}, "sample_weight": np.ones(90)}, "class_weight",
    ),
    "class weights for two outputs": (
        two_of_each,
        lambda: named_samples(9),
        lambda: {"class_weight": {0: 1.0}}, "class_weight",
    ),
    "a list of numbers": (linear, lambda: ([[1.0] * 8] * 9, np.zeros(9)), dict, "Unrecognized data type"),
    "words": (linear, lambda: (np.array([["a"] * 8] * 9), np.zeros(9)), dict, "."),
    "no samples": (linear, lambda: (np.zeros((0, 8)), np.zeros(0)), dict, "^$"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "data", "arguments", "message"), WRONG.values(), ids=WRONG)
def test_what_model_fit_refuses_is_refused_with_its_own_words(
    make: Any, data: Any, arguments: Any, message: Any
) -> None:
    with pytest.raises(Exception, match=message) as theirs:
        make().fit(*data(), verbose=0, **{"epochs": 1, **arguments()})
    with pytest.raises(type(theirs.value), match=message) as ours:
        hn.fit(make(), *data(), verbose=0, **{"epochs": 1, **arguments()})
    assert str(ours.value).split("'")[0] == str(theirs.value).split("'")[0]


def test_nothing_is_logged_where_nothing_falls_back(caplog: pytest.LogCaptureFixture) -> None:
    hn.fit(classifier(), *features(), verbose=0)
    assert [record for record in caplog.records if record.name == "handsonn"] == []
