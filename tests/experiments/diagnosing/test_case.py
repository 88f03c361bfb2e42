"""What can be diagnosed: a model, a function that makes one, an experiment."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from trainings_to_diagnose import flowers, network

from handsonn import Experiment
from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing import case_of, case_of_experiment, fresh
from handsonn.probes import undisturbed


def test_a_function_is_called_for_each_network() -> None:
    made = []

    def make() -> keras.Model:
        made.append(network(4, 3, "softmax", "sparse_categorical_crossentropy"))
        return made[-1]

    case = case_of(make, *flowers(), epochs=2)
    with undisturbed():
        assert fresh(case, 1) is made[-1]
    assert len(made) == 2
    assert (case.epochs, case.batch_size) == (2, 32)


def test_first_weights_follow_the_seed() -> None:
    case = case_of(network(4, 3, "softmax", "sparse_categorical_crossentropy"), *flowers())
    with undisturbed():
        first, again, other = (fresh(case, seed).get_weights() for seed in (1, 1, 2))
    assert all(map(np.array_equal, first, again))
    assert not np.array_equal(first[0], other[0])


def test_an_experiment_brings_its_data_and_settings() -> None:
    case = case_of_experiment(Experiment("iris", layers=[5], epochs=7, batch_size=8, early_stopping=2))
    assert (case.epochs, case.batch_size, len(case.x), case.title) == (7, 8, 105, "experiment on iris")
    assert len(case.arguments["validation_data"][0]) == 15
    assert case.arguments["callbacks"][0].patience == 2


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(DiagnosisError, match="this is a str"):
        case_of("model.keras")
    with pytest.raises(UnknownName, match="no argument of fit called 'epoch'; did you mean 'epochs'"):
        case_of(network(4, 3, "softmax", "mse"), *flowers(), epoch=3)


def test_a_model_that_is_not_compiled_cannot_be_trained_for_a_comparison() -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    with undisturbed(), pytest.raises(DiagnosisError, match=r"is not compiled; call model\.compile"):
        fresh(case_of(model, *flowers()), 0)
