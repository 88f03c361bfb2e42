"""Answers of networks, and the loss before the first step."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
import pytest
import small_networks
from keras import layers, losses
from looked_at import state_of
from sklearn.metrics import accuracy_score, r2_score, recall_score

from handsonn.probes import expected_at_start, loss_at_start, model_facts, prediction_facts
from handsonn.probes.predictions import answers_of, is_constant
from handsonn.records import OutputFacts

X, Y = small_networks.features()
SCORES = np.random.default_rng(1).normal(size=(90, 3))


def output(**given: Any) -> OutputFacts:
    return OutputFacts("o", "o", (3,), **given)


@pytest.fixture(scope="module")
def trained() -> Any:
    keras.utils.set_random_seed(0)
    model = small_networks.classifier(layers.Dense(6, "relu", kernel_regularizer="l2"))
    model.fit(X, Y, epochs=2, verbose=0)
    return model


def test_a_classifier_is_judged_as_scikit_learn_judges_it(trained: Any) -> None:
    facts = prediction_facts(trained, X[:60], Y[:60], X[60:], Y[60:], training_loss=1.5)
    assert facts is not None
    best = trained.predict(X, verbose=0).argmax(axis=1)
    assert (facts.score_name, facts.training_loss) == ("accuracy", 1.5)
    assert facts.score == pytest.approx(accuracy_score(Y[:60], best[:60]))
    assert facts.held_out_score == pytest.approx(accuracy_score(Y[60:], best[60:]))
    recalls = recall_score(Y[60:], best[60:], average=None, labels=[0, 1, 2], zero_division=0)
    assert list(facts.recalls.values()) == pytest.approx(list(recalls))
    assert sum(facts.shares.values()) == pytest.approx(1.0)


def test_the_evaluated_loss_is_that_of_evaluate_and_the_penalty_is_known(trained: Any) -> None:
    facts = prediction_facts(trained, X, Y)
    assert facts is not None
    assert facts.evaluated_loss == pytest.approx(trained.evaluate(X, Y, verbose=0)[0], rel=1e-5)
    kernel = trained.layers[0].get_weights()[0]
    assert facts.penalty == pytest.approx(0.01 * np.sum(kernel**2), rel=1e-5)


def test_looking_at_answers_changes_nothing(trained: Any) -> None:
    before = state_of(trained)
    prediction_facts(trained, X, Y, X, Y)
    loss_at_start(trained, X, Y)
    assert state_of(trained) == before


def test_the_answers_of_raw_scores_and_probabilities_are_the_same() -> None:
    truth = SCORES.argmax(axis=1)
    for y in (truth, truth[:, None], np.eye(3)[truth]):
        answers = answers_of(SCORES, y, output())
        assert answers is not None
        assert (answers.name, answers.score()) == ("accuracy", 1.0)


def test_one_unit_is_cut_at_a_half_or_at_zero_for_raw_scores() -> None:
    y = np.array([0, 1, 1])
    outputs = np.array([[0.2], [0.4], [0.7]])
    probability = answers_of(outputs, y, output(activation="sigmoid", loss="binary_crossentropy"))
    raw = answers_of(outputs, y, output(from_logits=True, loss="binary_crossentropy"))
    assert probability is not None
    assert raw is not None
    assert probability.score() == pytest.approx(2 / 3)
    assert raw.shares() == {"1": 1.0}
    assert raw.recalls() == {"0": 0.0, "1": 1.0}


def test_numbers_are_judged_by_r2() -> None:
    y, outputs = SCORES[:, :1], SCORES[:, :1] + 0.1 * SCORES[:, 1:2]
    for form in (y, y[:, 0]):
        answers = answers_of(outputs, form, output(loss="mean_squared_error"))
        assert answers is not None
        assert answers.score() == pytest.approx(r2_score(y, outputs))
        assert answers.shares() == answers.recalls() == {}
    many = answers_of(SCORES * 0.5, SCORES, output())
    assert many is not None
    assert many.score() == pytest.approx(
        r2_score(SCORES, SCORES * 0.5, multioutput="variance_weighted"), abs=0.01
    )


def test_several_labels_are_compared_one_by_one() -> None:
    y = np.array([[1, 1, 0], [0, 1, 0]])
    answers = answers_of(np.array([[0.9, 0.2, 0.1], [0.1, 0.9, 0.4]]), y, output())
    assert answers is not None
    assert answers.score() == pytest.approx(5 / 6)


@pytest.mark.parametrize(
    ("outputs", "y"),
    [
        (SCORES, np.arange(5)), (np.full((3, 1), np.nan), np.arange(3)), (SCORES, np.array(["a"] * 90)),
        (SCORES, None), (np.zeros((4, 2, 3)), np.zeros((4, 5))), (SCORES, SCORES[:, 0]),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_has_no_score(outputs: Any, y: Any) -> None:
    assert answers_of(outputs, y, output()) is None


def test_equal_answers_are_constant_and_others_are_not() -> None:
    assert is_constant(np.full((5, 1), 0.3))
    assert is_constant(np.tile([0.1, 0.9], (5, 1)))
    assert not is_constant(np.array([[0.3], [0.301]]))
    assert not is_constant(np.array([[np.nan], [np.nan]]))
    assert not is_constant(np.array([[0.3]]))


def test_the_loss_at_the_start_of_an_unknowing_classifier_is_ln_k() -> None:
    model = small_networks.classifier()
    model.layers[-1].set_weights([np.zeros((6, 3)), np.zeros(3)])
    facts = model_facts(model)
    assert loss_at_start(model, X, Y) == pytest.approx(math.log(3), rel=1e-5)
    assert expected_at_start(facts, Y) == pytest.approx(math.log(3))


def test_the_loss_at_the_start_leaves_penalties_out() -> None:
    model = small_networks.penalised()
    loss = loss_at_start(model, X, Y)
    expected = losses.sparse_categorical_crossentropy(Y, model.predict(X, verbose=0))
    assert loss == pytest.approx(float(np.mean(expected)), rel=1e-5)


@pytest.mark.parametrize(
    ("loss", "y", "expected"),
    [
        ("binary_crossentropy", [0.0, 1.0], math.log(2)), ("mean_squared_error", [1.0, 3.0], 5.0),
        ("mean_absolute_error", [-1.0, 3.0], 2.0), ("huber", [1.0], None),
        ("mean_squared_error", ["a"], None),
    ],
)  # fmt: skip
def test_what_a_network_that_knows_nothing_would_lose(loss: str, y: Any, expected: Any) -> None:
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    model.compile("sgd", loss)
    assert expected_at_start(model_facts(model), np.array(y)) == pytest.approx(expected)


def test_losses_that_cannot_be_computed_are_none() -> None:
    model = small_networks.Variational()
    model.compile("adam")
    model(X[:2])
    assert loss_at_start(model, X, X) is None
    assert loss_at_start(small_networks.classifier(), X, np.eye(4)[Y]) is None  # four columns, three units
    assert loss_at_start(small_networks.classifier(), iter([])) is None


def test_several_outputs_have_a_loss_but_no_single_score() -> None:
    model = small_networks.two_of_each()
    x, y = small_networks.named_samples()
    assert prediction_facts(model, x, y) is None
    assert loss_at_start(model, x, y) == pytest.approx(model.evaluate(x, y, verbose=0)[0], rel=1e-4)
