"""What a network is: read from every kind of model, and nothing of it changed by the reading."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import keras
import numpy as np
import pytest
import small_networks
from keras import layers, losses, metrics, optimizers

from handsonn.probes import model_facts
from handsonn.probes.losses import loss_words, metric_name
from handsonn.probes.optimizer import optimizer_facts
from handsonn.probes.spelling import object_word, snake_case
from handsonn.records import OutputFacts


def ending(*last: Any, inputs: int = 4) -> OutputFacts:
    """What the output of 4 features through the given layers is read as."""
    return model_facts(keras.Sequential([keras.Input((inputs,)), *last])).outputs[0]


def own_error(truth: Any, answer: Any) -> Any:
    return keras.ops.mean((truth - answer) ** 2)


def test_a_sequential_is_read_layer_by_layer() -> None:
    facts = model_facts(small_networks.classifier(layers.Dense(6, "relu"), layers.Dropout(0.25)))
    assert (facts.kind, facts.built, facts.compiled) == ("Sequential", True, True)
    hidden, dropout, last = facts.layers
    assert (hidden.kind, hidden.units, hidden.activation, hidden.parameters) == ("Dense", 6, "relu", 54)
    assert (hidden.input_shape, hidden.output_shape, hidden.inbound) == ((8,), (6,), ())
    assert hidden.settings["kernel_initializer"] == "glorot_uniform"
    assert (dropout.units, dropout.activation, dropout.settings["rate"]) == (0, "", 0.25)
    assert last.inbound == (dropout.name,)
    assert (facts.parameters, facts.trainable_parameters, facts.inputs) == (75, 75, ((8,),))
    (output,) = facts.outputs
    assert (output.layer, output.width, output.activation) == (last.name, 3, "softmax")
    assert (output.loss, output.metrics) == ("sparse_categorical_crossentropy", ("accuracy",))


def test_a_model_not_built_yet_has_no_shapes_until_samples_tell_them() -> None:
    model = small_networks.unbuilt()
    facts = model_facts(model)
    assert not facts.built
    assert [layer.units for layer in facts.layers] == [6, 0, 3]
    assert facts.outputs[0].activation == "softmax"
    assert facts.outputs[0].layer == facts.layers[2].name
    assert facts.outputs[0].before == ""
    shaped = model_facts(model, np.zeros((5, 8)))
    assert shaped.built
    assert (shaped.parameters, shaped.outputs[0].shape, shaped.inputs) == (75, (3,), ((8,),))
    assert not model.built


def test_several_inputs_and_outputs_keep_their_own_losses() -> None:
    facts = model_facts(small_networks.two_of_each())
    kind, size = facts.outputs
    assert (kind.name, kind.loss, kind.from_logits) == ("kind", "sparse_categorical_crossentropy", True)
    assert (kind.activation, kind.metrics) == ("linear", ("accuracy",))
    assert (size.name, size.loss, size.metrics) == ("size", "mean_squared_error", ("mean_absolute_error",))
    assert len(facts.inputs) == 2


def test_losses_in_a_list_go_to_the_outputs_in_order() -> None:
    inputs = keras.Input((4,))
    model = keras.Model(inputs, [layers.Dense(1, name="a")(inputs), layers.Dense(1, name="b")(inputs)])
    model.compile("sgd", ["mae", "mse"], metrics=[["mae"], None])
    first, second = model_facts(model).outputs
    assert (first.loss, second.loss) == ("mean_absolute_error", "mean_squared_error")
    assert (first.metrics, second.metrics) == (("mean_absolute_error",), ())
    model.compile("sgd", "mse")
    assert [output.loss for output in model_facts(model).outputs] == ["mean_squared_error"] * 2


def test_nested_models_are_opened_and_their_layers_wired_to_those_around() -> None:
    facts = model_facts(small_networks.autoencoder())
    inside, outside = facts.layers
    assert inside.name.endswith("/" + inside.name.split("/")[1])
    assert outside.inbound == (inside.name,)
    assert facts.outputs[0].layer == outside.name


def test_a_shared_layer_is_one_layer_with_all_that_feeds_it() -> None:
    one, two = keras.Input((4,)), keras.Input((4,))
    first, second = layers.Dense(4, name="first")(one), layers.Dense(4, name="second")(two)
    shared = layers.Dense(2, name="shared")
    both = layers.Concatenate(name="both")([shared(first), shared(second)])
    facts = model_facts(keras.Model([one, two], layers.Dense(1)(both + 1.0)))
    by_name = {layer.name: layer for layer in facts.layers}
    assert set(by_name["shared"].inbound) == {"first", "second"}
    assert by_name["both"].inbound == ("shared",)
    assert facts.layers[-1].inbound == ("both",)  # the sum between them is no layer
    assert facts.parameters == 20 + 20 + 10 + 5


def test_a_subclass_tells_its_layers_and_when_built_its_shapes_and_its_end() -> None:
    model = small_networks.Penalising()
    model.compile("sgd", losses.SparseCategoricalCrossentropy())
    unbuilt = model_facts(model)
    assert (unbuilt.kind, unbuilt.built, unbuilt.outputs[0].activation) == ("subclass", False, "")
    model(np.zeros((2, 8), "float32"))
    facts = model_facts(model)
    assert [layer.output_shape for layer in facts.layers] == [(5,), (3,)]
    (output,) = facts.outputs
    assert (output.layer, output.activation, output.shape) == (facts.layers[1].name, "softmax", (3,))
    assert all("call" not in vars(layer) for layer in model.layers)


@pytest.mark.parametrize(
    ("last", "activation", "before"),
    [
        ([layers.Dense(3, "softmax")], "softmax", ""),
        ([layers.Dense(3), layers.Softmax()], "softmax", ""),
        ([layers.Dense(3), layers.Activation("sigmoid")], "sigmoid", ""),
        ([layers.Dense(3, "relu"), layers.Activation("softmax")], "softmax", "relu"),
        ([layers.Dense(3, "softmax"), layers.Softmax()], "softmax", "softmax"),
        ([layers.Dense(3, "relu"), layers.Dropout(0.5), layers.Flatten()], "relu", ""),
        ([layers.Dense(3), layers.LeakyReLU()], "leaky_relu", ""),
        ([layers.Dense(3, layers.LeakyReLU())], "leaky_relu", ""),
        ([layers.Dense(3), layers.ReLU(), layers.Reshape((3, 1))], "relu", ""),
        ([layers.Dense(3)], "linear", ""),
        ([layers.Dense(3), layers.Rescaling(100.0)], "linear", ""),
        ([layers.Dense(3, "sigmoid"), layers.Rescaling(100.0)], "", ""),
        ([layers.Dense(3), layers.Lambda(lambda x: x * 2)], "", ""),
    ],
)  # fmt: skip
def test_the_activation_that_acts_on_the_output_is_found(last: Any, activation: str, before: str) -> None:
    output = ending(*last)
    assert (output.activation, output.before) == (activation, before)


def test_the_output_belongs_to_the_layer_with_weights() -> None:
    assert ending(layers.Dense(3, name="scores"), layers.Softmax()).layer == "scores"
    assert ending(layers.Dense(3, name="s"), layers.BatchNormalization(), layers.Softmax()).layer == "s"


def test_a_bare_operation_at_the_end_is_an_activation_too() -> None:
    inputs = keras.Input((4,))
    scores = layers.Dense(2, name="scores")(inputs)
    output = model_facts(keras.Model(inputs, keras.ops.sigmoid(scores))).outputs[0]
    assert (output.layer, output.activation) == ("scores", "sigmoid")


@pytest.mark.parametrize(
    ("given", "name", "from_logits", "own"),
    [
        ("mse", "mean_squared_error", False, False),
        ("MeanSquaredError", "mean_squared_error", False, False),
        (losses.Huber(), "huber", False, False),
        (losses.mean_absolute_error, "mean_absolute_error", False, False),
        (losses.BinaryCrossentropy(True, label_smoothing=0.1), "binary_crossentropy", True, False),
        (partial(losses.binary_crossentropy, from_logits=True), "binary_crossentropy", True, False),
        (losses.CategoricalCrossentropy, "categorical_crossentropy", False, False),
        (own_error, "own_error", False, True),
        (lambda truth, answer: abs(truth - answer), "<lambda>", False, True),
        ("no_such_loss", "no_such_loss", False, False),
        (None, "", False, False),
    ],
)  # fmt: skip
def test_every_way_to_write_a_loss_has_one_name(given: Any, name: str, from_logits: bool, own: bool) -> None:
    words = loss_words(given)
    assert (words.name, words.from_logits, words.own) == (name, from_logits, own)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("acc", "accuracy"), ("accuracy", "accuracy"), ("mae", "mean_absolute_error"),
        (metrics.MeanAbsoluteError(), "mean_absolute_error"), (metrics.Accuracy(), "Accuracy"),
        (metrics.AUC(), "auc"), (metrics.BinaryAccuracy(name="right"), "binary_accuracy"),
        (own_error, "own_error"), ("no_such_metric", "no_such_metric"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_metric_has_one_name(given: Any, name: str) -> None:
    assert metric_name(given) == name


def test_optimizers_tell_their_first_rate_and_what_else_matters() -> None:
    plain = optimizer_facts(optimizers.SGD(0.1, momentum=0.9, nesterov=True))
    assert (plain.name, plain.learning_rate, plain.momentum, plain.clips) == ("SGD", 0.1, 0.9, False)
    falling = optimizer_facts(
        optimizers.Adam(optimizers.schedules.ExponentialDecay(0.01, 10, 0.5), clipnorm=1)
    )
    assert (falling.learning_rate, falling.schedule, falling.clips) == (0.01, "ExponentialDecay", True)
    inside = optimizer_facts(optimizers.LossScaleOptimizer(optimizers.AdamW(2e-3)))
    assert (inside.name, inside.learning_rate, inside.weight_decay) == ("AdamW", 2e-3, 0.004)


def test_arguments_are_spelt_as_keras_spells_them() -> None:
    assert object_word(keras.initializers.RandomNormal(stddev=1.0)) == "random_normal(stddev=1.0)"
    assert object_word(keras.initializers.HeNormal(seed=3)) == "he_normal"
    assert object_word(keras.regularizers.L2(0.01)) == "l2(0.01)"
    assert object_word(keras.regularizers.L1L2(0.1, 0.2)) == "l1_l2(0.1, 0.2)"
    assert object_word(None) == ""
    assert snake_case("SparseTopKCategoricalAccuracy") == "sparse_top_k_categorical_accuracy"


def test_a_normalization_tells_whether_it_knows_the_data() -> None:
    facts = model_facts(small_networks.normalized())
    assert facts.layers[0].settings["adapted"] is True
    fresh = keras.Sequential([keras.Input((8,)), layers.Normalization(), layers.Dense(1)])
    assert model_facts(fresh).layers[0].settings["adapted"] is False


def test_layers_inside_a_wrapper_speak_for_it() -> None:
    model = keras.Sequential([keras.Input((6, 3)), layers.TimeDistributed(layers.Dense(4, "tanh"))])
    (layer,) = model_facts(model).layers
    assert (layer.kind, layer.units, layer.activation, layer.settings["layer"]) == (
        "TimeDistributed", 4, "tanh", "Dense",
    )  # fmt: skip


def test_looking_changes_neither_the_model_nor_any_generator() -> None:
    model, x = small_networks.unbuilt(), np.zeros((4, 8))
    keras.random.uniform(())  # so that Keras' own generator exists
    keras.utils.clear_session()
    before = random.getstate(), np.random.get_state()[1].tolist()
    model_facts(model, x)
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before
    assert layers.Dense(1).name == "dense"  # no automatic name was used up
    assert not model.built
    assert not model.optimizer.built
