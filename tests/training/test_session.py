"""A session tells its facts, stops where it is asked to, and resumes to the same bits."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import LAST_BIT, assert_equal_arrays
from keras import callbacks, layers, optimizers
from small_networks import classifier, convolutional, features, forecaster, images, linear, signals
from watched_sessions import StopAt, assert_same_session, fresh, interrupted, state_of, undisturbed

from handsonn.errors import CheckpointError, TrainingError
from handsonn.records import EpochFacts
from handsonn.training import run_session

ENGINES = ["epoch program", "step program", "epoch program in chunks"]


def with_dropout(activation: str = "relu") -> Any:
    hidden = layers.Dense(6, activation=activation)
    return classifier(hidden, layers.Dropout(0.2), layers.BatchNormalization())


def stopping() -> dict[str, Any]:
    """Random labels, so that validation stops improving soon."""
    held_out = features(40, seed=9)[0], np.random.default_rng(0).integers(0, 3, 40)
    early = callbacks.EarlyStopping(patience=3, min_delta=0.1, restore_best_weights=True)
    return {"epochs": 30, "validation_data": held_out, "early_stopping": early}


def quick() -> dict[str, Any]:
    return {"epochs": 4, "seconds_between_checkpoints": 0.0}


def test_the_sink_hears_of_each_epoch_what_the_history_keeps() -> None:
    facts: list[EpochFacts] = []
    result = run_session(
        fresh(with_dropout), *features(), epochs=5, validation_data=features(40), sink=facts.append
    )
    assert [fact.epoch for fact in facts] == [0, 1, 2, 3, 4]
    assert all(fact.seconds > 0 for fact in facts)
    for name, values in result.history.items():
        assert values == tuple(fact.metrics[name] for fact in facts)
    assert set(result.history) == {"accuracy", "loss", "val_accuracy", "val_loss"}
    assert result.ended == "all epochs"
    assert result.seconds > 0


def test_a_session_that_early_stopping_ends_gives_what_model_fit_gives() -> None:
    ours, result = undisturbed(with_dropout, features(), stopping)
    theirs, given = fresh(with_dropout), stopping()
    early, data = given["early_stopping"], given["validation_data"]
    history = theirs.fit(*features(), epochs=30, validation_data=data, callbacks=[early], verbose=0).history
    assert result.ended == "early stopping"
    assert 3 < len(history["loss"]) < 30
    assert_equal_arrays(state_of(ours), state_of(theirs))
    for name, values in history.items():
        np.testing.assert_allclose(result.history[name], values, rtol=LAST_BIT, atol=LAST_BIT)


def test_class_and_sample_weights_reach_the_steps() -> None:
    for weights in ({"class_weight": {0: 3.0}}, {"sample_weight": np.linspace(0.1, 2.0, 90)}):
        ours = fresh(linear)
        run_session(ours, *features(), epochs=2, **weights)
        theirs = fresh(linear)
        theirs.fit(*features(), epochs=2, verbose=0, **weights)
        assert_equal_arrays(state_of(ours), state_of(theirs))


def test_an_interrupted_session_keeps_what_was_learnt() -> None:
    ours = fresh(with_dropout)
    result = run_session(ours, *features(), epochs=50, should_stop=StopAt(2))
    theirs = fresh(with_dropout)
    theirs.fit(*features(), epochs=len(result.history["loss"]), verbose=0)
    assert result.ended == "interrupted"
    assert 1 <= len(result.history["loss"]) < 50
    assert_equal_arrays(state_of(ours), state_of(theirs))


def test_a_session_that_is_stopped_at_once_learns_nothing() -> None:
    model = fresh(linear)
    before = [np.array(weight) for weight in model.weights]
    result = run_session(model, *features(), epochs=3, should_stop=lambda: True)
    assert (result.ended, result.history) == ("interrupted", {})
    assert_equal_arrays([np.array(weight) for weight in model.weights], before)


# On the epoch program the session asks once a block, on the others once a step or a chunk: 6 steps an
# epoch there, so that 3, 8 and 2 are in the middle of one.
@pytest.mark.parametrize("engine", ENGINES)
def test_a_session_stopped_several_times_ends_with_the_same_bits(
    engine: str, force_engine: Any, tmp_path: Path
) -> None:
    force_engine(engine)
    data = features(170)
    stops = [2, 1, 2] if engine == "epoch program" else [3, 8, 2, 1]

    def settings() -> dict[str, Any]:
        return {"epochs": 60 if engine == "epoch program" else 4, "validation_data": features(40, seed=2)}

    ours = interrupted(with_dropout, data, tmp_path / "run", stops, settings)
    assert ours[1].engine == engine
    assert_same_session(ours, undisturbed(with_dropout, data, settings))


@pytest.mark.parametrize("engine", ENGINES)
def test_early_stopping_resumes_with_its_patience_and_its_best_weights(
    engine: str, force_engine: Any, tmp_path: Path
) -> None:
    force_engine(engine)
    stops = [3, 2] if engine == "epoch program" else [7, 5]
    ours = interrupted(with_dropout, features(), tmp_path, stops, stopping)
    theirs = undisturbed(with_dropout, features(), stopping)
    assert theirs[1].ended == "early stopping"
    assert_same_session(ours, theirs)


MODELS = {
    "LSTM": (lambda: forecaster(layers.LSTM(4, dropout=0.2)), signals),
    "convolutions": (lambda: convolutional(layers.Dropout(0.2)), images),
    "Adam with averaged weights": (
        lambda: linear(optimizers.Adam(0.01, use_ema=True, gradient_accumulation_steps=2)),
        features,
    ),
    "half precision": (lambda: classifier(layers.Dense(4, dtype="mixed_bfloat16")), features),
}


@pytest.mark.parametrize(("make_model", "data"), MODELS.values(), ids=MODELS)
def test_every_kind_of_state_comes_back(make_model: Any, data: Any, tmp_path: Path) -> None:
    def settings() -> dict[str, Any]:
        return {"epochs": 5}

    ours = interrupted(make_model, data(), tmp_path, [2], settings)
    assert_same_session(ours, undisturbed(make_model, data(), settings))


def test_more_epochs_after_the_end_go_on_from_it(tmp_path: Path) -> None:
    run_session(fresh(with_dropout), *features(), epochs=2, checkpoint=tmp_path)
    model = fresh(with_dropout, seed=5)
    facts: list[EpochFacts] = []
    result = run_session(model, *features(), epochs=5, checkpoint=tmp_path, sink=facts.append)
    assert [fact.epoch for fact in facts] == [2, 3, 4]
    assert_same_session((model, result), undisturbed(with_dropout, features(), lambda: {"epochs": 5}))


@pytest.mark.parametrize("settings", [quick, stopping], ids=["all epochs", "early stopping"])
def test_a_finished_checkpoint_is_the_result_at_once(settings: Any, tmp_path: Path) -> None:
    first = fresh(with_dropout)
    result = run_session(first, *features(), checkpoint=tmp_path, **settings())
    again = fresh(with_dropout, seed=7)
    facts: list[EpochFacts] = []
    found = run_session(again, *features(), checkpoint=tmp_path, sink=facts.append, **settings())
    assert facts == []
    assert found == result
    assert_equal_arrays(state_of(again), state_of(first))


def test_the_time_counts_over_all_resumptions(tmp_path: Path) -> None:
    first = run_session(fresh(linear), *features(), epochs=500, checkpoint=tmp_path, should_stop=StopAt(2))
    second = run_session(fresh(linear), *features(), epochs=500, checkpoint=tmp_path)
    assert second.seconds > first.seconds > 0


def test_an_error_in_the_sink_leaves_the_model_with_what_was_learnt() -> None:
    def refuse(fact: EpochFacts) -> None:
        if fact.epoch == 1:
            raise KeyboardInterrupt

    ours = fresh(linear)
    with pytest.raises(KeyboardInterrupt):
        run_session(ours, *features(), epochs=30, sink=refuse, early_stopping=callbacks.EarlyStopping("loss"))
    theirs = fresh(linear)
    theirs.fit(*features(), epochs=2, verbose=0)
    assert_equal_arrays([np.array(w) for w in ours.weights], [np.array(w) for w in theirs.weights])


OTHERS = {
    "other data": lambda: (with_dropout(), features(seed=8), {}),
    "other labels": lambda: (with_dropout(), (features()[0], features()[1][::-1]), {}),
    "another batch size": lambda: (with_dropout(), features(), {"batch_size": 16}),
    "another activation": lambda: (with_dropout("tanh"), features(), {}),
    "another model": lambda: (linear(), features(), {}),
    "another optimizer": lambda: (
        classifier(layers.Dense(6), layers.Dropout(0.2), layers.BatchNormalization(), optimizer="sgd"),
        features(),
        {},
    ),
    "validation that was not there": lambda: (with_dropout(), features(), {"validation_data": features(40)}),
    "sample weights that were not there": lambda: (with_dropout(), features(), {"class_weight": {0: 2.0}}),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_checkpoint_of_something_else_is_refused(other: Any, tmp_path: Path) -> None:
    run_session(fresh(with_dropout), *features(), epochs=1, checkpoint=tmp_path)
    model, data, settings = other()
    with pytest.raises(CheckpointError, match="belongs to another model, other data or another batch size"):
        run_session(model, *data, epochs=2, checkpoint=tmp_path, **settings)


def test_a_session_refuses_what_is_no_array() -> None:
    with pytest.raises(TrainingError, match=r"trains on plain arrays, not on input of type builtins\.float"):
        run_session(fresh(linear), [1.0, 2.0], [0, 1])
    words = np.array([["a"] * 8] * 4)
    with pytest.raises(TrainingError, match=r"not on values of type <U1; use hn\.fit there"):
        run_session(fresh(linear), words, np.zeros(4))


def test_no_checkpoint_folder_means_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_session(fresh(linear), *features(), **quick())
    assert list(tmp_path.iterdir()) == []


def test_checkpoints_are_written_while_training_goes_on(tmp_path: Path) -> None:
    """A kill loses at most what came after the latest checkpoint."""
    seen: list[int] = []

    def look(fact: EpochFacts) -> None:
        seen.append(len(list(tmp_path.glob("session.npz"))) and fact.epoch)

    never = callbacks.EarlyStopping("loss", patience=99)
    settings = {"epochs": 40, "seconds_between_checkpoints": 0.0, "early_stopping": never}
    run_session(fresh(linear), *features(), checkpoint=tmp_path, sink=look, **settings)
    assert any(seen), "no checkpoint before the end"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["session.npz"]


def test_the_learning_rate_of_the_checkpoint_goes_on(tmp_path: Path) -> None:
    """The learning rate is part of the optimizer's state, as in Keras' own saved models."""
    run_session(fresh(lambda: linear(optimizers.SGD(0.5))), *features(), epochs=1, checkpoint=tmp_path)
    model = fresh(lambda: linear(optimizers.SGD(0.01)))
    run_session(model, *features(), epochs=2, checkpoint=tmp_path)
    assert float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)) == pytest.approx(0.5)
