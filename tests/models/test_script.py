"""The written script, run on its own, ends with the weights that Keras ends with, bit for bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from handsonn.errors import ModelError
from handsonn.models.bring_in import bring_in
from handsonn.models.build import build, compile_model
from handsonn.models.own_source import own_source
from handsonn.models.script import npz_lines, sequential_code, write_script

SEED = 11
OWN = '''
"""My network."""
from __future__ import annotations

import keras
from my_sizes import UNITS


def make_model():
    start = keras.Input((4,))
    late = keras.layers.Dense(UNITS, activation="tanh")
    early = keras.layers.Dense(UNITS)
    model = keras.Model(start, keras.layers.Dense(1)(keras.layers.Add()([early(start), late(start)])))
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "mse", metrics=["mae"])
    return model


if __name__ == "__main__":
    raise SystemExit("only when it is run itself")
'''


def simple() -> Any:
    return compile_model(build((4,), "regression", layers=(6, 5)), "regression", learning_rate=0.01)


def elaborate() -> Any:
    model = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Reshape((4, 1)),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.Flatten(),
            layers.Dense(6, kernel_regularizer=keras.regularizers.L2(1e-3), kernel_initializer="he_normal"),
            layers.BatchNormalization(momentum=0.9),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dropout(0.25),
            layers.Dense(1),
        ]
    )
    schedule = keras.optimizers.schedules.ExponentialDecay(0.01, 10, 0.9)
    model.compile(
        keras.optimizers.AdamW(schedule, beta_1=0.8), keras.losses.Huber(delta=0.5), metrics=["mae"]
    )
    return model


def data() -> dict[str, Any]:
    generator = np.random.default_rng(2)
    parts = {}
    for part, count in (("train", 50), ("validation", 10), ("test", 10)):
        x = generator.normal(0, 1, (count, 4)).astype("float32")
        parts |= {f"x_{part}": x, f"y_{part}": x.sum(axis=1)}
    return parts


def trained(make: Any, **more: Any) -> Any:
    """Train as a run does: seed, model, fit."""
    split = data()
    keras.utils.set_random_seed(SEED)
    model = make()
    given = (split["x_validation"], split["y_validation"])
    model.fit(split["x_train"], split["y_train"], 16, 3, validation_data=given, verbose=0, **more)
    return model


def run(script: str, folder: Path) -> list[Any]:
    """Run the script in a process of its own and return the weights that it ends with."""
    np.savez(folder / "split.npz", **data())
    path = folder / "run.py"
    path.write_text(script + 'np.savez(FOLDER / "end.npz", *model.get_weights())\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    with np.load(folder / "end.npz") as end:
        return [end[name] for name in end.files]


def written(model: Any, **more: Any) -> str:
    return write_script(model, data_lines=npz_lines("split.npz"), seed=SEED, batch_size=16, epochs=3, **more)


@pytest.mark.parametrize("make", [simple, elaborate])
def test_the_script_of_a_sequential_ends_with_the_same_weights(make: Any, tmp_path: Path) -> None:
    script = written(make())
    assert "handsonn" not in script.split('"""')[2]
    expected = trained(make).get_weights()
    found = run(script, tmp_path)
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_the_script_of_the_learners_own_function_ends_with_the_same_weights(tmp_path: Path) -> None:
    (tmp_path / "my_sizes.py").write_text("UNITS = 5\n", encoding="utf-8")
    (tmp_path / "mine.py").write_text(OWN, encoding="utf-8")
    reference = f"{tmp_path / 'mine.py'}:make_model"
    make = bring_in(reference)
    stop = "keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)"
    script = written(make(), own=own_source(reference), callbacks=[stop])
    callback = keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)
    expected = trained(make, callbacks=[callback]).get_weights()
    found = run(script, tmp_path)
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_a_functional_model_starts_from_its_saved_weights(tmp_path: Path) -> None:
    def make() -> Any:
        start = keras.Input((4,))
        hidden = layers.Dense(3, activation="relu")(start)
        model = keras.Model(start, layers.Dense(1)(layers.Concatenate()([start, hidden])))
        model.compile("sgd", "mse")
        return model

    keras.utils.set_random_seed(SEED)
    start = make()
    start.save_weights(tmp_path / "initial.weights.h5")
    expected = trained(make).get_weights()
    found = run(written(start, initial_weights="initial.weights.h5"), tmp_path)
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_layers_are_written_as_a_learner_would_write_them() -> None:
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(300, activation="relu"),
            layers.Dropout(0.5, seed=3),
            layers.Dense(10, activation="softmax", name="digit"),
        ]
    )
    assert sequential_code(model) == (
        "keras.Sequential([\n"
        "    keras.Input(shape=(8, 8, 1)),\n"
        '    keras.layers.Conv2D(4, kernel_size=(3, 3), activation="relu"),\n'
        "    keras.layers.Flatten(),\n"
        '    keras.layers.Dense(300, activation="relu"),\n'
        "    keras.layers.Dropout(0.5, seed=3),\n"
        '    keras.layers.Dense(10, activation="softmax", name="digit"),\n'
        "])"
    )


def test_whole_numbers_enter_as_such() -> None:
    model = keras.Sequential([keras.Input((5,), dtype="int32"), layers.Embedding(9, 2)])
    assert 'keras.Input(shape=(5,), dtype="int32")' in str(sequential_code(model))


def test_fit_arguments_with_plain_values_are_written() -> None:
    script = written(simple(), fit_arguments={"shuffle": False, "class_weight": {0: 1.0, 1: 2.5}}, test=False)
    assert "    shuffle=False,\n    class_weight={0: 1.0, 1: 2.5},\n    verbose=2,\n" in script
    assert "evaluate" not in script


def test_without_validation_none_is_written() -> None:
    assert "validation_data" not in written(simple(), validation=False)


def test_a_fit_argument_that_is_no_text_is_a_sentence() -> None:
    with pytest.raises(ModelError, match="fit's argument sample_weight is a ndarray"):
        written(simple(), fit_arguments={"sample_weight": np.ones(3)})


def test_a_model_that_is_not_compiled_cannot_be_trained_again() -> None:
    with pytest.raises(ModelError, match="is not compiled, so no script can train it"):
        written(build((4,), "regression"))


def test_a_loss_without_a_plain_form_says_what_to_do() -> None:
    def mine(y: Any, predicted: Any) -> Any:
        return keras.ops.mean(keras.ops.abs(y - predicted))

    model = build((4,), "regression")
    model.compile("adam", mine)
    with pytest.raises(
        ModelError, match=r"the loss of the model .* has no plain form in Keras; put the model into"
    ):
        written(model)


def test_a_title_cannot_break_out_of_its_quotes() -> None:
    script = written(simple(), title='a """ b \\ c')
    compile(script, "script", "exec")


def test_a_file_that_is_no_python_cannot_be_carried(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def make_model(:", encoding="utf-8")
    with pytest.raises(ModelError, match="so no script can carry it"):
        own_source(f"{tmp_path / 'mine.py'}:make_model")
