"""Layers while they learn: networks whose weights are set by hand, so that the answers are known."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import small_networks
from keras import layers
from looked_at import state_of

from handsonn.probes import layer_run_facts
from handsonn.probes.compiled_loss import loss_of
from handsonn.probes.first_steps import first_steps
from handsonn.probes.gradients import walk_of
from handsonn.probes.layer_run import seen_of

X = np.random.default_rng(0).uniform(0.1, 1.0, size=(64, 2)).astype("float32")
Y = X[:, :1] * 2


def network(*hidden: Any, optimizer: Any = "sgd", loss: Any = "mse", weights: Any = None) -> Any:
    model = keras.Sequential([keras.Input((2,)), *hidden, layers.Dense(1)])
    model.compile(optimizer, loss)
    if weights is not None:
        model.layers[0].set_weights([np.array(part, "float32") for part in weights])
    return model


@pytest.fixture(scope="module")
def silenced() -> Any:
    """Four ReLU units on positive inputs: the second and the fourth can never answer."""
    kernel = [[1.0, -1.0, 1.0, 0.0], [1.0, -1.0, 0.0, 0.0]]
    return network(layers.Dense(4, "relu"), weights=(kernel, [0.0, 0.0, 0.0, -1.0]))


def test_silent_units_are_counted_and_named(silenced: Any) -> None:
    first, last = layer_run_facts(silenced, silenced, X, Y)
    assert first.unit_silence == (False, True, False, True)
    assert (first.silent_before, first.silent_after) == (0.5, 0.5)
    assert (last.silent_after, first.moved, last.moved) == (0.0, False, False)
    assert first.deviation > 0.0


def test_what_was_silent_before_and_what_is_so_afterwards_are_told_apart(silenced: Any) -> None:
    after = network(layers.Dense(4, "relu"), weights=(np.full((2, 4), -1.0), np.zeros(4)))
    first = layer_run_facts(silenced, after, X, Y)[0]
    assert (first.silent_before, first.silent_after, first.moved) == (0.5, 1.0, True)


def test_an_activation_of_its_own_layer_is_silent_there() -> None:
    model = network(
        layers.Dense(2), layers.ReLU(), weights=([[1.0, -1.0], [1.0, -1.0]], np.zeros(2))
    )  # fmt: skip
    dense, relu, _ = layer_run_facts(model, model, X, Y)
    assert (dense.silent_after, relu.silent_after, relu.unit_silence) == (0.0, 0.5, (False, True))


def test_a_linear_unit_that_gives_zero_is_not_silent() -> None:
    assert not seen_of(np.zeros((4, 2)), "linear").silent.any()
    assert seen_of(np.zeros((4, 2)), "relu").silent.all()


def test_a_saturated_tanh_is_seen() -> None:
    large, small = (
        network(layers.Dense(3, "tanh"), weights=(np.full((2, 3), size), np.zeros(3))) for size in (50.0, 0.1)
    )
    assert layer_run_facts(large, large, X, Y)[0].saturated == 1.0
    assert layer_run_facts(small, small, X, Y)[0].saturated == 0.0


def test_one_percent_of_the_range_is_the_limit() -> None:
    assert seen_of(np.array([[0.005], [0.5], [0.995], [0.98]]), "sigmoid").saturated == 0.5


def test_the_gradient_of_a_linear_network_is_the_one_on_paper() -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    model.layers[0].set_weights([np.array([[1.0], [2.0]], "float32")])
    loss = loss_of(model)
    assert loss is not None
    walk = walk_of(model, loss)
    assert walk is not None
    stepped = walk(X, Y)
    start = np.array([[1.0], [2.0]])
    error = X @ start - Y
    slope = 2 * X.T @ error / len(X)
    assert float(stepped.loss) == pytest.approx(np.mean(error**2), rel=1e-5)
    np.testing.assert_allclose(np.asarray(stepped.slopes[0]), slope, rtol=1e-4)
    np.testing.assert_allclose(np.asarray(stepped.after[0]), start - 0.1 * slope, rtol=1e-4)
    assert model.layers[0].get_weights()[0].tolist() == [[1.0], [2.0]]


def test_the_update_of_plain_descent_is_rate_times_gradient() -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(1e-4), "mse")
    model.layers[0].set_weights([np.array([[1.0], [2.0]], "float32")])
    (facts,) = layer_run_facts(model, model, X, Y)
    size = np.sqrt(np.mean(np.array([1.0, 2.0]) ** 2))
    assert facts.update == pytest.approx(1e-4 * facts.gradient / size, rel=0.3)  # the batches differ a little


def test_the_gradient_of_deep_sigmoids_vanishes_and_that_of_relu_does_not() -> None:
    def ratio(activation: str, initializer: str) -> float:
        keras.utils.set_random_seed(1)
        hidden = [layers.Dense(8, activation, kernel_initializer=initializer) for _ in range(6)]
        model = network(*hidden)
        facts = layer_run_facts(model, model, X, Y)
        return facts[0].gradient / facts[-1].gradient

    assert ratio("sigmoid", "glorot_uniform") < 1e-3
    assert ratio("relu", "he_normal") > 1e-2


def test_a_higher_rate_makes_larger_updates_in_proportion() -> None:
    updates = []
    for rate in (1e-4, 1e-2):
        model = network(layers.Dense(4, "tanh"), optimizer=keras.optimizers.Adam(rate))
        keras.utils.set_random_seed(0)
        model.layers[0].set_weights([np.ones((2, 4)), np.zeros(4)])
        updates.append(layer_run_facts(model, model, X, Y)[0].update)
    assert updates[0] == pytest.approx(1e-4, rel=0.1)  # Adam's first steps are as large as the rate
    assert updates[1] / updates[0] == pytest.approx(100, rel=0.2)


def test_a_frozen_layer_does_not_move_and_has_no_gradient() -> None:
    model = small_networks.partly_frozen()
    x, y = small_networks.features()
    trained = keras.models.clone_model(model)
    trained.set_weights(model.get_weights())
    trained.layers[2].set_weights([weight + 1 for weight in model.layers[2].get_weights()])
    facts = layer_run_facts(model, trained, x, y)
    assert [layer.moved for layer in facts] == [False, False, True, False]
    assert facts[0].gradient == 0.0 < facts[2].gradient


def test_a_subclass_with_its_own_step_has_layers_but_no_gradients() -> None:
    model = small_networks.Variational()
    x, _ = small_networks.features()
    model.compile("adam")
    model(x[:2])
    facts = layer_run_facts(model, model, x)
    assert [layer.gradient for layer in facts] == [0.0, 0.0]
    assert all(layer.deviation > 0 for layer in facts)


@pytest.mark.parametrize("made", ["penalised", "reader", "two_of_each"])
def test_looking_while_it_learns_changes_nothing(made: str) -> None:
    model = getattr(small_networks, made)()
    data = {"reader": "sentences", "two_of_each": "named_samples"}
    x, y = getattr(small_networks, data.get(made, "features"))()
    keras.random.uniform(())
    before = state_of(model)
    facts = layer_run_facts(model, model, x, y)
    assert state_of(model) == before
    assert all(layer.gradient > 0 for layer in facts if layer.deviation > 0 and layer.update > 0)


def test_dropout_draws_nothing_from_its_own_generator() -> None:
    model = small_networks.classifier(layers.Dense(6, "relu"), layers.Dropout(0.5))
    x, y = small_networks.features()
    before = state_of(model)
    assert first_steps(model, x, y) is not None
    assert state_of(model) == before


def test_nothing_is_told_of_a_generator_or_of_another_architecture() -> None:
    model = network()
    assert layer_run_facts(model, model, iter([])) == ()
    assert layer_run_facts(model, network(layers.Dense(3)), X, Y) == ()
