"""A session of a model that only model.fit can train is watched, stops and resumes at the ends of epochs."""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from against_keras import assert_equal_arrays
from keras import callbacks, layers, optimizers
from small_networks import classifier, features, linear
from watched_sessions import StopAt, assert_same_session, fresh, interrupted, state_of, undisturbed

from handsonn.errors import CheckpointError, NotFiniteLoss
from handsonn.records import EpochFacts
from handsonn.training import run_session


def eager() -> Any:
    """A model that asks for single steps outside a compiled program."""
    return classifier(layers.Dense(4), layers.Dropout(0.2), run_eagerly=True)


def few_epochs() -> dict[str, Any]:
    return {"epochs": 4, "validation_data": features(10, seed=2)}


def with_early_stopping() -> dict[str, Any]:
    early = callbacks.EarlyStopping("loss", patience=2, min_delta=9.0, restore_best_weights=True)
    return {"epochs": 9, "early_stopping": early}


SAMPLES = features(40)


def test_it_says_once_why_and_gives_what_model_fit_gives(caplog: pytest.LogCaptureFixture) -> None:
    facts: list[EpochFacts] = []
    with caplog.at_level(logging.WARNING, "handsonn"):
        ours = fresh(eager)
        result = run_session(ours, *SAMPLES, sink=facts.append, **few_epochs())
    lines = [record.getMessage() for record in caplog.records if record.name == "handsonn"]
    assert len(lines) == 1
    assert lines[0].startswith("handsonn trains with model.fit here: run_eagerly=True")
    assert result.engine.startswith("model.fit: run_eagerly=True")
    assert [fact.epoch for fact in facts] == [0, 1, 2, 3]
    theirs = fresh(eager)
    history = theirs.fit(*SAMPLES, verbose=0, **few_epochs()).history
    assert_equal_arrays(state_of(ours), state_of(theirs))
    assert {name: list(values) for name, values in result.history.items()} == history


@pytest.mark.parametrize("settings", [few_epochs, with_early_stopping])
def test_it_resumes_to_the_same_bits(settings: Any, tmp_path: Path) -> None:
    ours = interrupted(eager, SAMPLES, tmp_path, [1, 1] if settings is few_epochs else [1], settings)
    assert_same_session(ours, undisturbed(eager, SAMPLES, settings))


def test_a_finished_checkpoint_is_the_result_at_once(tmp_path: Path) -> None:
    first = fresh(eager)
    result = run_session(first, *SAMPLES, checkpoint=tmp_path, **few_epochs())
    again = fresh(eager, seed=4)
    facts: list[EpochFacts] = []
    assert run_session(again, *SAMPLES, checkpoint=tmp_path, sink=facts.append, **few_epochs()) == result
    assert facts == []
    assert_equal_arrays(state_of(again), state_of(first))


def test_checkpoints_are_written_between_epochs(tmp_path: Path) -> None:
    there: list[bool] = []

    def look(fact: EpochFacts) -> None:
        del fact
        there.append((tmp_path / "session.npz").exists())

    run_session(
        fresh(eager),
        *SAMPLES,
        checkpoint=tmp_path,
        sink=look,
        seconds_between_checkpoints=0.0,
        **few_epochs(),
    )
    assert there == [False, True, True, True]


def test_a_loss_that_became_nan_names_epoch_and_layer() -> None:
    def exploding() -> Any:
        return linear(optimizers.SGD(1e38), run_eagerly=True)

    model = fresh(exploding)
    with pytest.raises(NotFiniteLoss, match=r"NaN in epoch \d, first in layer 'dense.*'; lower the learning"):
        run_session(model, SAMPLES[0] * 1e3, SAMPLES[1], epochs=5)


def test_nan_in_the_labels_is_a_loss_without_a_layer() -> None:
    model = fresh(lambda: linear(optimizers.SGD(0.0), run_eagerly=True, loss="mse"))
    labels = np.zeros((40, 3), "float32")
    labels[7] = np.inf
    with pytest.raises(NotFiniteLoss, match="the loss became NaN in epoch 1"):
        run_session(model, SAMPLES[0], labels, epochs=2)


def test_a_checkpoint_of_other_data_is_refused(tmp_path: Path) -> None:
    run_session(fresh(eager), *SAMPLES, epochs=1, checkpoint=tmp_path)
    with pytest.raises(CheckpointError, match="belongs to another model, other data"):
        run_session(fresh(eager), *features(41), epochs=2, checkpoint=tmp_path)


def test_a_stop_before_the_last_epoch_is_an_interruption_and_after_it_is_none() -> None:
    assert run_session(fresh(eager), *SAMPLES, epochs=3, should_stop=StopAt(2)).ended == "interrupted"
    assert run_session(fresh(eager), *SAMPLES, epochs=3, should_stop=StopAt(3)).ended == "all epochs"
