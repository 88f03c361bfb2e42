"""A watched fit does what fit does, to the bit, and what was asked of it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from handsonn.experiments.watching.fit_calls import FitCalls, WatchedCall

HERE = Path(__file__).resolve()


def xor() -> tuple[Any, Any]:
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32).repeat(8, axis=0)
    return x, (x.sum(axis=1) == 1).astype("int32")


def compiled() -> Any:
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, "tanh"), keras.layers.Dropout(0.2)])
    model.add(keras.layers.Dense(1, "sigmoid"))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


@pytest.fixture
def calls() -> Iterator[FitCalls]:
    watching = FitCalls(HERE)
    watching.watch(keras)
    yield watching
    watching.unwatch()


def test_history_and_weights_are_those_of_an_unwatched_fit() -> None:
    x, y = xor()
    plain = compiled()
    expected = plain.fit(x, y, epochs=3, batch_size=8, verbose=0).history
    watching = FitCalls(HERE)
    watching.watch(keras)
    try:
        watched = compiled()
        found = watched.fit(x, y, epochs=3, batch_size=8, verbose=0).history
    finally:
        watching.unwatch()
    assert found == expected
    for mine, theirs in zip(watched.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_call_is_written_down_with_line_arguments_and_history(calls: FitCalls) -> None:
    x, y = xor()
    model = compiled()
    model.fit(x, y, 16, epochs=2, verbose=0, validation_split=0.25)
    (call,) = calls.calls
    assert call.model is model
    assert call.arguments == {"batch_size": 16, "epochs": 2, "verbose": 0, "validation_split": 0.25}
    assert (len(call.history["loss"]), len(call.history["val_accuracy"])) == (2, 2)
    assert "model.fit(x, y, 16" in HERE.read_text().splitlines()[call.line - 1]
    assert calls.compiled == [model]


def test_arrays_are_kept_as_they_were_at_the_call(calls: FitCalls) -> None:
    x, y = xor()
    compiled().fit(x, y, epochs=1, verbose=0)
    x += 100
    assert calls.calls[0].x.max() == 1


def test_what_fit_raises_reaches_the_script_and_is_written_down(calls: FitCalls) -> None:
    x, _ = xor()
    with pytest.raises(ValueError, match=r"rank|shape"):
        compiled().fit(x, np.zeros((32, 3, 3)), epochs=1, verbose=0)
    raised = calls.calls[0].raised
    assert raised is not None
    assert (raised.kind, raised.during) == ("ValueError", "fit")
    assert "compiled().fit(x, np.zeros" in raised.code


def test_a_call_that_keras_cannot_take_is_keras_own_error(calls: FitCalls) -> None:
    x, y = xor()
    with pytest.raises(TypeError, match="nb_epoch"):
        compiled().fit(x, y, nb_epoch=3)
    assert calls.calls[0].raised is not None


def test_it_is_told_before_the_first_step_and_at_each_epoch() -> None:
    heard: list[Any] = []
    watching = FitCalls(
        HERE,
        began=lambda call: heard.append(("began", call.number, dict(call.history))),
        epoch=lambda _call, done, of, logs: heard.append((done, of, set(logs))),
    )
    watching.watch(keras)
    try:
        x, y = xor()
        compiled().fit(x, y, epochs=2, verbose=0)
    finally:
        watching.unwatch()
    assert heard == [("began", 1, {}), (1, 2, {"loss", "accuracy"}), (2, 2, {"loss", "accuracy"})]


def test_fit_inside_a_models_own_fit_is_one_call(calls: FitCalls) -> None:
    @keras.saving.register_keras_serializable()
    class Twice(keras.Sequential):
        def fit(self, *args: Any, **kwargs: Any) -> Any:
            super().fit(*args, **kwargs)
            return super().fit(*args, **kwargs)

    model = Twice([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(*xor(), epochs=1, verbose=0)
    # Its own fit is the learner's code; each of Keras' inside it is a training of its own.
    assert [call.number for call in calls.calls] == [1, 2]


def test_the_learners_callbacks_are_called_as_ever(calls: FitCalls) -> None:
    seen: list[int] = []
    own = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, _logs: seen.append(epoch))
    x, y = xor()
    compiled().fit(x, y, epochs=2, verbose=0, callbacks=[own])
    model = compiled()
    whole = keras.callbacks.CallbackList([own], add_history=True, model=model)
    model.fit(x, y, epochs=2, verbose=0, callbacks=whole)
    assert seen == [0, 1, 0, 1]
    assert isinstance(calls.calls[0], WatchedCall)


def test_calls_with_the_same_samples_share_one_copy_and_changed_samples_get_their_own(
    calls: FitCalls,
) -> None:
    x, y = xor()
    sides = [keras.Input((2,)), keras.Input((2,))]
    model = keras.Model(sides, keras.layers.Dense(1)(keras.layers.add(sides)))
    model.compile("sgd", "mse")
    for flips in (False, False, True):
        y[:] = 1 - y if flips else y
        model.fit([x, x], y, epochs=1, verbose=0)
    first, second, third = calls.calls
    assert first.x[1] is second.x[1] is third.x[1] is not x
    assert first.y is second.y
    np.testing.assert_array_equal(third.y, 1 - first.y)
