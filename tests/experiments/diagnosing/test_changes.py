"""What every kind of change promises, and what each one does: on all kinds of model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from trainings_to_diagnose import flowers, network, progression, tumours

from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing import Case, apply, case_of, change_kinds, find_change_kind, fresh
from handsonn.experiments.diagnosing.arm import train
from handsonn.experiments.diagnosing.changes.together import parts_of, together
from handsonn.experiments.diagnosing.samples import count
from handsonn.probes import undisturbed
from handsonn.records import Change

layers = keras.layers


class Classifier(keras.Model):
    """A class as learners write it: positional arguments, no get_config()."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.hidden = layers.Dense(units, activation="relu", name="hidden")
        self.rest = [layers.Dropout(0.2, name="drop"), layers.BatchNormalization(name="norm")]
        self.answer = layers.Dense(3, activation="softmax", name="answer")

    def call(self, x: Any) -> Any:
        x = self.hidden(x)
        for layer in self.rest:
            x = layer(x)
        return self.answer(x)


def stack() -> Any:
    return keras.Sequential([
        keras.Input((4,)),
        layers.Dense(8, activation="tanh", kernel_regularizer="l2", name="hidden"),
        layers.Dropout(0.2, name="drop"),
        layers.BatchNormalization(name="norm"),
        layers.Dense(3, activation="softmax", name="answer"),
    ])  # fmt: skip


def graph() -> Any:
    inputs = keras.Input((4,), name="features")
    hidden = layers.Dense(8, activation="relu", name="hidden")(inputs)
    joined = layers.Concatenate(name="joined")([hidden, inputs])
    raw = layers.Dense(3, name="answer")(joined)
    return keras.Model(inputs, layers.Activation("softmax", name="acting")(raw))


def nested() -> Any:
    inner = keras.Sequential(
        [keras.Input((4,)), layers.Dense(8, activation="relu", name="hidden")], name="base"
    )
    inner.trainable = False
    return keras.Sequential([keras.Input((4,)), inner, layers.Dense(3, activation="softmax", name="answer")])


MODELS: dict[str, Callable[[], Any]] = {
    "Sequential": stack, "functional": graph, "nested": nested, "class": lambda: Classifier(8),
}  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "output": {"units": 3, "activation": "softmax", "loss": "sparse_categorical_crossentropy"},
    "loss": {"loss": "sparse_categorical_crossentropy", "from_logits": True},
    "drop_features": {"features": (1,)},
    "width": {"layer": "hidden", "units": 5},
    "remove_layer": {"layer": "hidden"},
    "insert_layer": {"kind": "BatchNormalization", "after": "hidden"},
    "labels": {"to": "one_hot"},
    "unfreeze": {"layers": "all"},
    "together": together([Change("scale_inputs", {}), Change("batch_size", {"batch_size": 50})]).settings,
}


OF_THE_NETWORK = {
    "output", "loss", "activation", "learning_rate", "optimizer", "dropout", "penalty", "initializers",
    "width", "remove_layer", "insert_layer", "unfreeze", "batch_norm", "metric",
}  # fmt: skip


def irises(model: Any, **fit: Any) -> Case:
    x, y = flowers()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    given = {"epochs": 1, "batch_size": 150, "validation_data": (x[::5], y[::5])}
    return case_of(model, x, y, **given | fit)


@pytest.mark.parametrize(
    ("name", "kind_of_model"),
    [(name, model) for name in change_kinds() for model in MODELS if name in OF_THE_NETWORK]
    + [(name, "Sequential") for name in change_kinds() if name not in OF_THE_NETWORK],
)
def test_every_change_gives_a_network_that_answers_and_leaves_the_case_alone(
    name: str, kind_of_model: str
) -> None:
    case = irises(MODELS[kind_of_model]())
    if kind_of_model == "class":
        case.model(case.x[:1])
    weights, configuration = case.model.get_weights(), _layers_of(case.model)
    x, y = case.x.copy(), case.y.copy()
    changed = _changed_or_sentence(case, name)
    if isinstance(changed, Case):
        with undisturbed():
            model = fresh(changed, 0)
        assert np.isfinite(np.asarray(model(np.asarray(changed.x[:4], "float32")))).all()
        assert model.compiled
        _check_the_rest(case, changed, name)
    else:
        assert changed.endswith(".")
    assert all(map(np.array_equal, case.model.get_weights(), weights))
    assert _layers_of(case.model) == configuration
    np.testing.assert_array_equal(case.x, x)
    np.testing.assert_array_equal(case.y, y)


def _changed_or_sentence(case: Case, name: str) -> Case | str:
    try:
        return apply(case, Change(name, SETTINGS.get(name, {})))
    except DiagnosisError as error:
        return str(error)


def _layers_of(model: Any) -> dict[str, Any]:
    return {layer.name: repr(layer.get_config()) for layer in model.layers}


def _check_the_rest(case: Case, changed: Case, name: str) -> None:
    """A change of the network leaves the data alone, and a change of the data the network."""
    if changed.model is case.model:
        return
    assert changed.x is case.x
    assert changed.y is case.y
    if name in ("loss", "learning_rate", "optimizer", "metric"):
        assert _layers_of(changed.model).keys() == _layers_of(case.model).keys()
    untouched = {"output": "hidden", "activation": "answer", "dropout": "answer", "width": "answer"}
    layer = untouched.get(name, "")
    if layer and layer in _layers_of(case.model):
        assert _layers_of(changed.model)[layer] == _layers_of(case.model)[layer]


def test_a_change_of_the_data_or_of_the_call_trains() -> None:
    for name in sorted(set(change_kinds()) - OF_THE_NETWORK):
        case = _fitting(name)
        changed = apply(case, Change(name, SETTINGS.get(name, {})))
        if name == "labels":
            changed = apply(changed, Change("loss", {"loss": "categorical_crossentropy"}))
        with undisturbed():
            history, _ = train(fresh(changed, 0), changed, 1)
        assert np.isfinite(history["loss"][0]), name


def _fitting(name: str) -> Case:
    case = irises(network(4, 3, "softmax", "sparse_categorical_crossentropy"))
    if name not in ("drop_missing", "fill_missing"):
        return case
    x = case.x.copy()
    x[3, 2], x[5, 0] = np.nan, np.inf
    return replace(case, x=x)


def test_an_unknown_kind_or_setting_is_named() -> None:
    with pytest.raises(UnknownName, match="no kind of change called 'ouput'; did you mean 'output'"):
        find_change_kind("ouput")
    with pytest.raises(UnknownName, match="no setting of the change 'epochs' called 'epoch'"):
        apply(tumours(), Change("epochs", {"epoch": 3}))


def test_the_output_takes_units_activation_loss_and_metric_along() -> None:
    x, y = progression()
    case = case_of(network(10, 1, "sigmoid", "binary_crossentropy"), x, y)
    changed = apply(case, Change("output", {"activation": "linear", "loss": "mean_squared_error"}))
    assert changed.model.layers[-1].activation.__name__ == "linear"
    assert changed.model.loss == "mean_squared_error"
    assert changed.model._compile_config.config["metrics"] == ["mae"]


def test_an_activation_in_a_layer_of_its_own_goes_with_the_output() -> None:
    changed = apply(irises(graph()), Change("output", {"units": 3, "activation": "sigmoid", "loss": ""}))
    assert [layer.name for layer in changed.model.layers][-1] == "answer"
    assert changed.model.layers[-1].activation.__name__ == "sigmoid"


def test_the_learning_rate_changes_and_the_optimizer_stays() -> None:
    model = network(
        30, 1, "sigmoid", "binary_crossentropy", optimizer=keras.optimizers.SGD(3.0, momentum=0.5)
    )
    changed = apply(replace(tumours(), model=model), Change("learning_rate", {"learning_rate": 0.1}))
    config = changed.model.optimizer.get_config()
    assert (config["momentum"], round(config["learning_rate"], 6)) == (0.5, 0.1)
    assert float(model.optimizer.learning_rate.numpy()) == 3.0


def test_inputs_are_scaled_by_what_the_training_rows_say() -> None:
    x = np.array([[0.0, 10.0], [2.0, 10.0], [4.0, 10.0], [6.0, 10.0]] * 5, "float32")
    case = case_of(network(2, 1, "linear", "mse"), x, x[:, 0], validation_data=(x + 100, x[:, 0]))
    changed = apply(case, Change("scale_inputs", {}))
    assert changed.x.mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert changed.x.std(axis=0) == pytest.approx([1, 0], abs=1e-6)  # a constant feature stays one
    moved = changed.arguments["validation_data"][0] - changed.x
    assert moved[0] == pytest.approx([100 / x[:, 0].std(), 100])


def test_an_embedding_is_not_scaled() -> None:
    model = keras.Sequential([layers.Embedding(9, 2), layers.Flatten(), layers.Dense(1)])
    model.compile("adam", "mse")
    case = case_of(model, np.zeros((20, 3)), np.zeros(20))
    with pytest.raises(DiagnosisError, match="an Embedding looks up whole numbers"):
        apply(case, Change("scale_inputs", {}))


@pytest.mark.parametrize(
    ("given", "form", "expected"),
    [
        ([1, 2, 3, 1], "from_zero", [0, 1, 2, 0]),
        ([-1, 1, 1, -1], "zero_one", [0, 1, 1, 0]),
        (["cat", "dog", "cat", "emu"], "numbers", [0, 1, 0, 2]),
        ([[1, 0], [0, 1], [0, 1], [1, 0]], "numbers", [0, 1, 1, 0]),
        ([0, 2, 1, 0], "one_hot", [[1, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]),
    ],
)
def test_labels_take_another_form(given: list[Any], form: str, expected: list[Any]) -> None:
    case = case_of(network(2, 3, "softmax", "mse"), np.zeros((4, 2)), np.array(given))
    assert apply(case, Change("labels", {"to": form})).y.tolist() == expected


@pytest.mark.parametrize(
    ("given", "form", "sentence"),
    [
        ([0, 1, 2], "zero_one", "there are 3 different labels"),
        ([0.5, 1.0, 2.0], "one_hot", "the label 0.5 is no class number"),
    ],
)
def test_labels_that_cannot_take_the_form_are_refused(given: list[float], form: str, sentence: str) -> None:
    case = case_of(network(2, 3, "softmax", "mse"), np.zeros((3, 2)), np.array(given))
    with pytest.raises(DiagnosisError, match=sentence):
        apply(case, Change("labels", {"to": form}))


def test_balanced_class_weights_are_scikit_learns() -> None:
    x, _ = flowers()
    y = np.array([0] * 100 + [1] * 50)
    changed = apply(case_of(stack_compiled(), x, y), Change("class_weight", {}))
    assert changed.arguments["class_weight"] == {0: 0.75, 1: 1.5}


def stack_compiled() -> Any:
    model = stack()
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def test_frozen_layers_learn_again_from_the_weights_that_they_had() -> None:
    case = irises(nested())
    changed = apply(case, Change("unfreeze", {}))
    with undisturbed():
        model = fresh(changed, 7)
    assert len(model.trainable_weights) == 4
    np.testing.assert_array_equal(model.layers[0].get_weights()[0], case.model.layers[0].get_weights()[0])
    with undisturbed():
        frozen = fresh(case, 7)
    np.testing.assert_array_equal(frozen.layers[0].get_weights()[0], case.model.layers[0].get_weights()[0])
    assert not np.array_equal(frozen.get_weights()[-2], case.model.get_weights()[-2])


def test_rows_that_are_judged_on_leave_the_training() -> None:
    x = np.arange(40, dtype="float32").reshape(20, 2)
    case = case_of(
        network(2, 1, "linear", "mse"), np.concatenate([x, x[:3]]), np.arange(23.0),
        validation_data=(x[10:], np.arange(10.0)),
    )  # fmt: skip
    changed = apply(case, Change("drop_shared_rows", {}))
    assert changed.y.tolist() == list(range(10))


def test_missing_numbers_are_dropped_or_filled_in() -> None:
    x = np.array([[1.0, 2.0], [np.nan, 4.0], [3.0, np.inf], [5.0, 6.0]], "float32")
    case = case_of(network(2, 1, "linear", "mse"), x, np.arange(4.0))
    assert apply(case, Change("drop_missing", {})).y.tolist() == [0.0, 3.0]
    assert apply(case, Change("fill_missing", {})).x.tolist() == [[1, 2], [3, 4], [3, 4], [5, 6]]


def test_validation_samples_come_to_the_training_samples_scale() -> None:
    x, y = flowers()
    raw = x * np.array([3, 4, 5, 6], "float32") + 100
    case = irises(stack(), validation_data=(raw[::5], y[::5]))
    changed = apply(case, Change("same_scaling", {}))
    moved = changed.arguments["validation_data"][0]
    assert moved.mean(axis=0) == pytest.approx(x.mean(axis=0), abs=1e-4)
    assert moved.std(axis=0) == pytest.approx(x.std(axis=0), abs=1e-4)
    assert changed.x is case.x


def test_more_epochs_bring_early_stopping_unless_the_rows_are_sorted() -> None:
    sorted_rows = irises(stack(), validation_data=None)
    assert "callbacks" not in apply(sorted_rows, Change("epochs", {"epochs": 50})).arguments
    shuffled = apply(sorted_rows, Change("shuffle", {}))
    changed = apply(shuffled, Change("epochs", {"epochs": 50}))
    assert changed.arguments["callbacks"][0].patience == 5
    assert changed.validation_split == 0.1
    assert count(changed.x) == 150
    with pytest.raises(DiagnosisError, match="early stopping needs validation samples"):
        apply(sorted_rows, Change("early_stopping", {}))


def test_changes_that_are_made_together_are_each_made() -> None:
    changes = [Change("drop_features", {"features": (1, 2)}), Change("batch_size", {"batch_size": 7})]
    both = together(changes)
    assert list(parts_of(both)) == changes
    changed = apply(tumours(), both)
    assert not changed.x[:, [1, 2]].any()
    assert changed.batch_size == 7
    with pytest.raises(DiagnosisError, match="JSON with kind and settings"):
        apply(tumours(), Change("together", {"changes": ("scale",)}))
