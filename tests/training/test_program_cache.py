"""Nothing is compiled twice, and models that share a program keep their own numbers."""

import gc
import weakref
from typing import Any

import jax
import keras
import numpy as np
import pytest
from against_keras import assert_equal_arrays, fit_compiled, outcome
from keras import layers, optimizers
from small_networks import (
    Penalising,
    classifier,
    compiled,
    convolutional,
    features,
    images,
    linear,
    normalized,
)

from handsonn.training import compile_engine, program_cache


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The names of the programs that had to be compiled, in order."""
    program_cache.forget_programs()
    names = []

    def counting(model: Any, architecture: Any, key: Any, compile_: Any) -> Any:
        def compile_and_note() -> Any:
            names.append(key[0])
            return compile_()

        return program_cache.program(model, architecture, key, compile_and_note)

    monkeypatch.setattr(compile_engine, "program", counting)
    yield names
    program_cache.forget_programs()


def train(model: Any, data: Any = None, seed: Any = 0, **arguments: Any) -> Any:
    """Train on a seed, after the model's own initial weights were drawn."""
    keras.utils.set_random_seed(seed)
    history = fit_compiled(
        model, *(data or features(64)), **{"batch_size": 32, "epochs": 2, "verbose": 0, **arguments}
    )
    return outcome(model, history)


def train_plainly(model: Any, data: Any = None, seed: Any = 0, **arguments: Any) -> Any:
    """The same with model.fit."""
    keras.utils.set_random_seed(seed)
    history = model.fit(*(data or features(64)), **{"batch_size": 32, "epochs": 2, "verbose": 0, **arguments})
    return outcome(model, history)


def with_rate(rate: Any) -> Any:
    return linear(optimizers.SGD(rate))


CHANGES = {
    "learning rate": (lambda: with_rate(0.5), {}),
    "seed": (lambda: with_rate(0.1), {"seed": 9}),
    "epochs": (lambda: with_rate(0.1), {"epochs": 7}),
    "other data of the same shape": (lambda: with_rate(0.1), {"data": features(64, seed=5)}),
    "order of the samples": (lambda: with_rate(0.1), {"shuffle": False}),
    "initial epoch": (lambda: with_rate(0.1), {"initial_epoch": 1}),
    "a callback": (lambda: with_rate(0.1), {"callbacks": [keras.callbacks.Callback()]}),
}


@pytest.mark.parametrize(("make", "arguments"), CHANGES.values(), ids=CHANGES)
def test_a_second_model_compiles_nothing_and_learns_its_own_weights(
    make: Any, arguments: Any, compilations: Any
) -> None:
    train(with_rate(0.1))
    assert compilations == ["epochs", "run"]
    keras.utils.set_random_seed(1)
    ours = train(make(), **arguments)
    assert compilations == ["epochs", "run"]
    keras.utils.set_random_seed(1)
    theirs = train_plainly(make(), **arguments)
    assert_equal_arrays(ours.weights, theirs.weights)


def test_training_the_same_model_again_compiles_nothing(compilations: Any) -> None:
    model = classifier(layers.Dense(4), layers.BatchNormalization(), optimizer="adam")
    for _ in range(3):
        train(model)
    assert compilations == ["epochs", "run"]


def test_xla_compiles_nothing_when_the_learning_rate_changes() -> None:
    train(with_rate(0.1))
    train(with_rate(0.2))
    seconds = []

    def listen(event: Any, duration: Any, **_: Any) -> None:
        if event == "/jax/core/compile/backend_compile_duration":
            seconds.append(duration)

    model = with_rate(0.3)
    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        train(model)
    finally:
        jax.monitoring.unregister_event_duration_listener(listen)
    assert seconds == []


MEANT_TO_DIFFER = {
    "activation": (lambda: classifier(layers.Dense(4, "relu")), lambda: classifier(layers.Dense(4, "tanh"))),
    "dropout rate": (lambda: classifier(layers.Dropout(0.1)), lambda: classifier(layers.Dropout(0.4))),
    "L2": (lambda: regularised(0.01), lambda: regularised(0.1)),
    "loss": (linear, lambda: linear(loss=of_logits())),
    "momentum": (lambda: linear(optimizers.SGD(0.1, 0.5)), lambda: linear(optimizers.SGD(0.1, 0.9))),
    "moments of Normalization": (lambda: normalized(mean=5.0), lambda: normalized(mean=1.0)),
}


def of_logits() -> Any:
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def regularised(rate: Any) -> Any:
    return classifier(layers.Dense(4, kernel_regularizer=keras.regularizers.L2(rate)))


@pytest.mark.parametrize(("first", "second"), MEANT_TO_DIFFER.values(), ids=MEANT_TO_DIFFER)
def test_nearly_equal_networks_do_not_share_a_program(first: Any, second: Any, compilations: Any) -> None:
    train(first())
    keras.utils.set_random_seed(1)
    ours = train(second())
    assert compilations == ["epochs", "run", "epochs", "run"]
    keras.utils.set_random_seed(1)
    theirs = train_plainly(second())
    assert_equal_arrays(ours.weights, theirs.weights)


@pytest.mark.parametrize("arguments", [{"batch_size": 16}, {"data": features(96)}], ids=["batch", "samples"])
def test_other_shapes_compile_another_program(arguments: Any, compilations: Any) -> None:
    train(linear())
    train(linear(), **arguments)
    assert compilations == ["epochs", "run", "epochs", "run"]


def test_a_step_program_is_shared_too_and_keeps_numbers_apart(compilations: Any) -> None:
    train(convolutional(), images())
    keras.utils.set_random_seed(1)
    ours = train(convolutional(), images(), seed=4)
    assert compilations == ["epochs", "steps"]
    keras.utils.set_random_seed(1)
    assert_equal_arrays(ours.weights, train_plainly(convolutional(), images(), seed=4).weights)


def test_a_model_that_no_configuration_determines_keeps_its_program_to_itself(compilations: Any) -> None:
    model = compiled(Penalising())
    train(model)
    train(model)
    train(compiled(Penalising()))
    assert compilations == ["epochs", "run", "epochs", "run"]


def test_a_model_compiled_anew_with_another_loss_gets_a_program_of_its_own(compilations: Any) -> None:
    def losses(trainer: Any) -> Any:
        keras.utils.set_random_seed(1)
        model = linear(loss="sparse_categorical_crossentropy")
        first = trainer(model).history.history["loss"]
        model.compile("sgd", of_logits())
        return [*first, *trainer(model).history.history["loss"]]

    np.testing.assert_allclose(losses(train), losses(train_plainly), rtol=1e-6)
    assert compilations == ["epochs", "run", "epochs", "run"]


def test_a_subclass_compiled_anew_with_another_loss_gets_a_program_of_its_own() -> None:
    def losses(trainer: Any) -> Any:
        keras.utils.set_random_seed(1)
        model = compiled(Penalising(), loss="sparse_categorical_crossentropy", metrics=[])
        first = trainer(model).history.history["loss"]
        model.compile("adam", of_logits())
        return [*first, *trainer(model).history.history["loss"]]

    np.testing.assert_allclose(losses(train), losses(train_plainly), rtol=1e-6)


def test_a_subclass_whose_layer_is_frozen_between_trainings_stops_learning_it() -> None:
    model = compiled(Penalising())
    train(model)
    model.inner.trainable = False
    model.compile("adam", "sparse_categorical_crossentropy")
    before = np.array(model.inner.kernel)
    train(model)
    np.testing.assert_array_equal(np.array(model.inner.kernel), before)


def test_programs_do_not_keep_the_data_they_were_compiled_for(compilations: Any) -> None:
    del compilations
    x, y = features(64)
    held = weakref.ref(x)
    train(linear(), (x, y))
    del x, y
    gc.collect()
    assert held() is None


def test_the_oldest_program_gives_way_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    program_cache.forget_programs()
    monkeypatch.setattr(program_cache, "PROGRAMS_KEPT", 2)
    made = []

    def ask(key: Any) -> Any:
        return program_cache.program(None, "net", key, lambda: made.append(key) or key)

    for key in (1, 2, 1, 3, 1, 2):  # 2 was not used for longest when 3 came
        assert ask(key) == key
    assert made == [1, 2, 3, 2]
    program_cache.forget_programs()


def test_programs_go_with_a_model_that_has_no_key() -> None:
    model = compiled(Penalising())
    train(model)
    gone = weakref.ref(model)
    del model
    keras.backend.clear_session()
    gc.collect()
    assert gone() is None
