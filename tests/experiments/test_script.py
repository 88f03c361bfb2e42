"""The script of a run, in a process that has no handsonn, gives the run's weights bit for bit."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np

from handsonn.data import load
from handsonn.experiments import Experiment
from handsonn.experiments.own_model import bring_in_model
from handsonn.experiments.script import title
from handsonn.journal import Journal

NO_HANDSONN = "raise ImportError('the script must not need handsonn')\n"
OWN_MODEL = """
import keras

LAYERS = 2


def make_model():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dropout(0.2)])
    for _ in range(LAYERS):
        model.add(keras.layers.Dense(8, activation="tanh"))
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


if __name__ == "__main__":
    raise SystemExit("this part is not the network's")
"""


def run_as_it_is(script: Path, tmp_path: Path) -> list[Any]:
    """Run a script where importing handsonn fails; return the weights that it trained."""
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "handsonn.py").write_text(NO_HANDSONN)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "shadow"), "KERAS_BACKEND": "jax"}
    subprocess.run([sys.executable, str(script)], check=True, env=environment, capture_output=True)
    return list(keras.saving.load_model(script.parent / "reproduced.keras").get_weights())


def assert_same_bits(found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(expected) > 0
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))


def test_the_script_of_a_digits_network_gives_the_same_bits(tmp_path: Path) -> None:
    run = Experiment("digits", layers=(16,), epochs=2, batch_size=64).run(seed=3)
    record = run.keep(Journal(tmp_path / "runs"), report=False)
    script = tmp_path / "runs" / record.name / "train.py"
    assert_same_bits(run_as_it_is(script, tmp_path), run.model.get_weights())


def test_the_script_of_a_regression_with_early_stopping_gives_the_same_bits(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(200, 3))
    prices = rows @ [3.0, -2.0, 0.5] + random.normal(scale=0.1, size=200)
    lines = [
        "a,b,c,price",
        *(",".join(map(str, [*row, price])) for row, price in zip(rows, prices, strict=True)),
    ]
    (tmp_path / "houses.csv").write_text("\n".join(lines))
    houses = load(str(tmp_path / "houses.csv"), target="price")
    experiment = Experiment(
        houses, layers=(16,), epochs=60, learning_rate=0.05, early_stopping=2, scaler="normalization"
    )
    run = experiment.run(seed=1)
    assert run.ended == "early stopping"
    record = run.keep(Journal(tmp_path / "runs"), report=False)
    script = tmp_path / "runs" / record.name / "train.py"
    assert_same_bits(run_as_it_is(script, tmp_path), run.model.get_weights())


def test_the_script_of_an_own_model_gives_the_same_bits_and_leaves_out_its_main_part(tmp_path: Path) -> None:
    (tmp_path / "my_model.py").write_text(OWN_MODEL)
    own = bring_in_model(f"{tmp_path / 'my_model.py'}:make_model")
    run = Experiment("iris", model=own, epochs=3, scaler="standard").run(seed=2)
    record = run.keep(Journal(tmp_path / "runs"), report=False)
    (tmp_path / "my_model.py").unlink()
    script = tmp_path / "runs" / record.name / "train.py"
    assert_same_bits(run_as_it_is(script, tmp_path), run.model.get_weights())


def test_the_title_of_a_script_without_its_samples_ends_with_a_whole_sentence() -> None:
    lines = title("digits-0001", "all epochs", data_beside=False).splitlines()
    assert "    handsonn save digits-0001 --format script --to FOLDER" in lines
    assert lines[-1] == "Run the script there, where data.npz lies beside it"
    assert title("digits-0001", "all epochs", data_beside=True).endswith("holds the run's samples")
