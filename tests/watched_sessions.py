"""Sessions that stop where a test says so, and the outcome of one that was never stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from against_keras import assert_equal_arrays

from handsonn.training import SessionResult, run_session

Settings = Callable[[], dict[str, Any]]


class StopAt:
    """A should_stop that says yes when it is asked for the n-th time (1 is the first)."""

    def __init__(self, number: int) -> None:
        self.number, self.asked = number, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked == self.number


def fresh(make_model: Callable[[], Any], seed: int = 1) -> Any:
    """Make a model whose initial weights and order of samples the seed decides."""
    keras.utils.set_random_seed(seed)
    return make_model()


def undisturbed(
    make_model: Callable[[], Any], data: Any, settings: Settings = dict
) -> tuple[Any, SessionResult]:
    """Train without a break and without a checkpoint."""
    model = fresh(make_model)
    return model, run_session(model, *data, **settings())


def interrupted(
    make_model: Callable[[], Any], data: Any, folder: Path, stops: list[int], settings: Settings = dict
) -> tuple[Any, SessionResult]:
    """Stop at each of these questions, each time going on with a new model of another seed."""
    for number, stop in enumerate(stops):
        model = fresh(make_model, seed=1 + number)
        result = run_session(model, *data, checkpoint=folder, should_stop=StopAt(stop), **settings())
        assert result.ended == "interrupted"
    model = fresh(make_model, seed=99)
    return model, run_session(model, *data, checkpoint=folder, **settings())


def assert_same_session(ours: tuple[Any, SessionResult], theirs: tuple[Any, SessionResult]) -> None:
    """Both ended alike with the same bits in the weights, the optimizer and the history."""
    (model, result), (other, expected) = ours, theirs
    assert_equal_arrays(state_of(model), state_of(other))
    assert result.history == expected.history
    assert (result.ended, result.engine) == (expected.ended, expected.engine)


def state_of(model: Any) -> list[np.ndarray]:
    """Every weight and every optimizer variable."""
    return [np.array(variable) for variable in (*model.variables, *model.optimizer.variables)]
