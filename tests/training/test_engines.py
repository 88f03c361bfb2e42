"""The three engines give the same weights as model.fit, and so as each other."""

from functools import cache
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import LAST_BIT, assert_equal_arrays
from keras import layers
from small_networks import classifier, features, images, named_samples, two_of_each, variational

from handsonn.training import run_session
from handsonn.training.engines import flat_logs

ENGINES = ["epoch program", "step program", "epoch program in chunks"]


def with_dropout() -> Any:
    return classifier(layers.Dense(6, activation="relu"), layers.Dropout(0.2), layers.BatchNormalization())


def alone() -> Any:
    return features(170)[0], None


CASES = {
    "dropout, metrics, a rest": (with_dropout, lambda: features(170), lambda: features(50, seed=1)),
    "no rest": (with_dropout, lambda: features(160), lambda: features(64, seed=1)),
    "less than a batch": (with_dropout, lambda: features(20), lambda: features(20, seed=1)),
    "no validation": (with_dropout, lambda: features(170), lambda: None),
    "several outputs": (two_of_each, lambda: named_samples(170), lambda: named_samples(40)),
    "a train_step of its own": (variational, alone, lambda: None),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES)
def test_each_engine_gives_the_bits_of_model_fit(engine: str, case: str, force_engine: Any) -> None:
    force_engine(engine)
    make_model, data, validation = CASES[case]
    keras.utils.set_random_seed(1)
    model = make_model()
    result = run_session(model, *data(), batch_size=32, epochs=2, validation_data=validation())
    weights, history = by_model_fit(case)
    assert result.engine == engine
    assert_equal_arrays([np.array(variable) for variable in model.variables], weights)
    assert list(result.history) == list(history)
    for name, values in history.items():
        np.testing.assert_allclose(result.history[name], values, rtol=LAST_BIT, atol=LAST_BIT)


@cache
def by_model_fit(case: str) -> tuple[list[np.ndarray], dict[str, list[float]]]:
    """The weights and the history of model.fit on the same seed."""
    make_model, data, validation = CASES[case]
    keras.utils.set_random_seed(1)
    model = make_model()
    history = model.fit(*data(), batch_size=32, epochs=2, validation_data=validation(), verbose=0).history
    return [np.array(variable) for variable in model.variables], history


def test_a_network_with_convolutions_chooses_the_step_program_by_itself() -> None:
    stack = [keras.Input((10, 10, 1)), layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(3)]
    model = keras.Sequential(stack)
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    assert run_session(model, *images(), epochs=1).engine == "step program"


def test_logs_of_several_outputs_become_one_flat_dict_in_order_of_names() -> None:
    logs = {"loss": 1.0, "kind": {"kind_mae": 2.0, "kind_acc": 3.0}}
    assert list(flat_logs(logs).items()) == [("kind_acc", 3.0), ("kind_mae", 2.0), ("loss", 1.0)]
