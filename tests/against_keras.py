"""Train the same network twice, with hn.fit and with model.fit, and compare what came out."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any
from unittest.mock import patch

import keras
import numpy as np

import handsonn as hn

fit_module = import_module("handsonn.training.fit")  # handsonn.training.fit is the function


@dataclass(frozen=True)
class Outcome:
    """What one training left behind."""

    model: Any
    history: Any
    weights: list[np.ndarray]
    optimizer: list[np.ndarray]
    next_draw: float


def outcome_of(
    trainer: Any, make_model: Any, x: Any, y: Any = None, *, seed: Any = 3, arguments: Any = dict
) -> Any:
    """Train a new model; `arguments` makes the fit arguments anew, since callbacks keep state."""
    keras.utils.set_random_seed(seed)
    model = make_model()
    given = {"batch_size": 32, "epochs": 2, "verbose": 0, **arguments()}
    history = trainer(model, x, y, **given)
    return outcome(model, history)


def outcome(model: Any, history: Any) -> Any:
    """Copy what a model has become."""
    optimizer = [np.array(variable.value) for variable in model.optimizer.variables]
    weights = [np.array(variable.value) for variable in model.variables]
    return Outcome(model, history, weights, optimizer, float(np.random.random()))


def fit_compiled(model: Any, x: Any, y: Any = None, **arguments: Any) -> Any:
    """hn.fit, which must not fall back to model.fit here."""
    said = AssertionError("hn.fit fell back to model.fit")
    with patch.object(fit_module.logger, "warning", side_effect=said):
        return hn.fit(model, x, y, **arguments)


def compiled_and_plain(
    make_model: Any, x: Any, y: Any = None, *, seed: Any = 3, arguments: Any = dict
) -> Any:
    """Return the outcomes of hn.fit and of model.fit on the same seed."""
    ours = outcome_of(fit_compiled, make_model, x, y, seed=seed, arguments=arguments)
    theirs = outcome_of(keras.Model.fit, make_model, x, y, seed=seed, arguments=arguments)
    return ours, theirs


LAST_BIT = 2.4e-7  # two units in a float32's last place: XLA adds up the losses of an epoch in another order


def assert_same_bits(ours: Any, theirs: Any) -> None:
    """Every weight and optimizer variable has the same bits; the history agrees to its last bits."""
    assert_equal_arrays(ours.weights, theirs.weights)
    assert_equal_arrays(ours.optimizer, theirs.optimizer)
    assert_near(ours, theirs, history=LAST_BIT)


def assert_near(ours: Any, theirs: Any, *, weights: Any = 0.0, history: Any = 0.0) -> None:
    """As assert_same_bits, with these absolute and relative tolerances."""
    for one, other in zip(
        [*ours.weights, *ours.optimizer], [*theirs.weights, *theirs.optimizer], strict=True
    ):
        if np.issubdtype(one.dtype, np.floating):
            np.testing.assert_allclose(one, other, rtol=weights, atol=weights)
        else:
            np.testing.assert_array_equal(one, other)
    assert set(ours.history.history) == set(theirs.history.history)
    for name, values in theirs.history.history.items():
        np.testing.assert_allclose(ours.history.history[name], values, rtol=history, atol=history)
    assert_same_form(ours, theirs)


def assert_same_form(ours: Any, theirs: Any) -> None:
    """The History has the same names in the same order and the same epochs; both drew as often."""
    assert list(ours.history.history) == list(theirs.history.history)
    assert ours.history.epoch == theirs.history.epoch
    assert ours.next_draw == theirs.next_draw


def assert_equal_arrays(ours: Any, theirs: Any) -> None:
    """Equal shapes, types and bits (NaN equals NaN)."""
    assert [array.dtype for array in ours] == [array.dtype for array in theirs]
    differing = [
        number for number, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a.tobytes() != b.tobytes()
    ]
    assert not differing, f"arrays {differing} differ"
