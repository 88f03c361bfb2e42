"""On the TensorFlow backend everything goes through model.fit: train, stop, judge, save, load.

Runs where TensorFlow is the backend: KERAS_BACKEND=tensorflow uv run --extra tensorflow pytest
tests/tensorflow_backend
"""

from __future__ import annotations

import os
from pathlib import Path

import keras
import numpy as np
import pytest

import handsonn as hn
from handsonn.training import run_session

if keras.config.backend() != "tensorflow":
    # CI sets the variable, so that there a missing TensorFlow fails instead of passing by.
    assert not os.environ.get("HANDSONN_ON_TENSORFLOW")
    pytest.skip("the backend is not TensorFlow", allow_module_level=True)


@pytest.fixture(scope="module")
def run() -> hn.Run:
    return hn.Experiment("digits", layers=(32,), epochs=4).run(seed=0)


def test_an_experiment_learns_and_says_that_model_fit_trained_it(run: hn.Run) -> None:
    assert run.engine.startswith("model.fit: the backend is tensorflow")
    assert run.report is not None
    accuracy = run.report.scores[0]
    assert accuracy.value > 0.8 > accuracy.baseline
    assert len(run.history["val_loss"]) == 4


@pytest.mark.parametrize("name", ["keras", "json", "yaml", "weights"])
def test_every_format_is_written_and_read_back(run: hn.Run, tmp_path: Path, name: str) -> None:
    architecture, weights = {"json": "json", "yaml": "yaml"}.get(name, "json"), "weights"
    formats = ["keras"] if name == "keras" else [architecture, weights]
    paths = hn.save(run.model, tmp_path / "digits", formats=formats)
    loaded = hn.load_model(paths[0], weights=None if name == "keras" else paths[1])
    x = run.data.split.test.x[:50]
    np.testing.assert_allclose(loaded.predict(x, verbose=0), run.model.predict(x, verbose=0), atol=1e-6)


def test_fit_gives_a_history_through_model_fit() -> None:
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    flowers = hn.load("iris")
    history = hn.fit(model, flowers.x, flowers.y, epochs=3, validation_split=0.2, verbose=0)
    assert history.history["loss"][-1] < history.history["loss"][0]


def test_a_session_stops_and_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    def session(*, stop: bool) -> tuple[int, str]:
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy")
        flowers = hn.load("iris")
        result = run_session(
            model, flowers.x, flowers.y, epochs=4, checkpoint=tmp_path, should_stop=lambda: stop
        )
        return len(result.history["loss"]), result.ended

    assert session(stop=True) == (1, "interrupted")
    assert session(stop=False) == (4, "all epochs")
