"""What every command keeps: help without Keras, examples that run, strict JSON, exit codes, sentences."""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_samples import write_houses
from click.testing import CliRunner, Result

from handsonn.cli.main import COMMANDS, EXAMPLES, handsonn
from handsonn.course.catalogue import find_exercise
from handsonn.course.exercise import ANSWER_FILE, SOLUTION_FILE

HEAVY = ("keras", "jax", "numpy", "sklearn", "matplotlib", "pyarrow", "PIL", "onnx", "rich")
SOLVED = ("one_neuron", "perceptron")  # "handsonn check" without a name finds one that passes
MODEL = """
import keras


def make_model():
    model = keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
"""
NETWORK = """
import keras
import numpy as np

x = np.linspace(-1, 1, 64, dtype="float32").reshape(16, 4)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, "softmax")])
model.compile("sgd", "binary_crossentropy")
model.fit(x, np.arange(16) % 2, epochs=1, verbose=0)
"""


def all_commands() -> dict[str, click.Command]:
    context = click.Context(handsonn)
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = handsonn.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": item for sub, item in command.commands.items()}
        else:
            found[name] = command
    return found


ALL = all_commands()
WITH_JSON = [name for name in ALL if name != "completion"]
EVERY_EXAMPLE = list(dict.fromkeys([*EXAMPLES, *(line for item in ALL.values() for line in item.examples)]))


def invoke(line: str) -> Result:
    return CliRunner().invoke(handsonn, shlex.split(line))


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner's repository in which the examples of --help make sense."""
    folder = tmp_path_factory.mktemp("learner")
    write_houses(folder / "houses.csv")
    write_houses(folder / "houses_of_2025.csv", seed=1)
    write_houses(folder / "new_houses.csv", price=False, seed=2)
    (folder / "my_model.py").write_text(MODEL)
    (folder / "my_network.py").write_text(NETWORK)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("init . --no-git").exit_code == 0
        for name in SOLVED:
            exercise = find_exercise(name)
            shutil.copy(exercise.folder / SOLUTION_FILE, folder / exercise.place / ANSWER_FILE)
        for line in ("train houses.csv --target price", "train digits", "train digits"):
            assert invoke(f"{line} --epochs 1 --layers 8 --no-report").exit_code == 0
    return folder


def test_help_imports_nothing_heavy() -> None:
    lines = ["", *COMMANDS, *(name for name in ALL if " " in name)]
    program = f"""
import sys
from click.testing import CliRunner
from handsonn.__main__ import main
from handsonn.cli.main import handsonn
for line in {lines!r}:
    result = CliRunner().invoke(handsonn, [*line.split(), "--help"])
    assert result.exit_code == 0 and "Examples:" in result.output, (line, result.output)
    loaded = [name for name in {HEAVY!r} if name in sys.modules]
    assert not loaded, (line, loaded)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", ALL)
def test_help_has_two_or_more_examples_and_a_summary_that_is_not_cut(name: str) -> None:
    assert len(ALL[name].examples) >= 2
    assert all(line.startswith(f"handsonn {name}") for line in ALL[name].examples)
    assert not ALL[name].get_short_help_str(60).endswith("...")


def test_the_sections_of_train_name_options_that_exist() -> None:
    names = [name for section in ALL["train"].sections.values() for name in section]
    assert len(names) == len(set(names))
    assert set(names) <= {parameter.name for parameter in ALL["train"].params}
    said = invoke("train --help").stdout
    assert said.index("Data:") < said.index("--scaler") < said.index("Network:") < said.index("--layers")
    assert said.index("Training:") < said.index("--epochs") < said.index("Options:") < said.index("--json")


@pytest.mark.parametrize("line", EVERY_EXAMPLE)
def test_each_example_runs(line: str, learner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path if line.startswith("handsonn init") else learner)  # none inside another
    words = line.removeprefix("handsonn ").split(" >")[0]  # completion's redirections are the shell's
    quick = {"train": " --epochs 1 --no-report", "latent": " --epochs 1 --no-pictures"}.get(
        words.split()[0], ""
    )
    known = (
        words.replace("digits-0002", "digits-0003")
        .replace("digits-0001", "digits-0002")
        .replace(" 1 2", " 2 3")
        .replace("diagnose ", "diagnose --no-prove ")
    )
    result = invoke(known + quick)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ALL)
def test_an_unknown_option_is_exit_code_2(name: str) -> None:
    result = invoke(f"{name} --no-such-option")
    assert result.exit_code == 2
    assert "--no-such-option" in result.stderr


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("trian digits", "did you mean 'train'?"),
        ("nonsense", "No such command 'nonsense'"),
        ("train digit", "did you mean 'digits'?"),
        ("data describe diamond", "did you mean 'diamonds'?"),
        ("data fetch cifar", "did you mean 'cifar10'?"),
        ("show digitz-0002", "did you mean 'digits-0002'?"),
        ("predict digitz-0002 digits", "did you mean 'digits-0002'?"),
        ("evaluate digitz-0002 digits", "did you mean 'digits-0002'?"),
        ("save digitz-0002", "did you mean 'digits-0002'?"),
        ("compare digits-0002 digitz-0003", "did you mean 'digits-0003'?"),
        ("train digits --model my_modle.py:make_model", "did you mean my_model.py?"),
        ("train digits --model my_model.py:make_modle", "did you mean 'make_model'?"),
        ("train house.csv --target price", "did you mean 'houses.csv'?"),
        ("train houses.csv --target prise", "did you mean 'price'?"),
    ],
)
def test_a_misspelt_name_gets_the_nearest_one(
    line: str, phrase: str, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(learner)
    result = invoke(line)
    assert result.exit_code in {1, 2}
    assert result.stdout == ""
    assert phrase in " ".join(result.stderr.split()), result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", WITH_JSON)
def test_json_is_one_strict_document_on_standard_output(
    name: str, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(learner)
    rest = {
        "train": "iris --epochs 1 --layers 4 --no-report",
        "predict": "digits-0002 digits",
        "evaluate": "digits-0002 digits",
        "save": "digits-0002 --to saved",
        "latent": "iris --epochs 1 --layers 4 --latent-dim 2 --no-pictures",
        "show": "digits-0002",
        "compare": "digits-0002 digits-0003",
        "diagnose": "my_network.py --no-prove",
        "data describe": "digits",
        "init": ".",
        "note": "11 --run digits-0002",
        "search": "digits",
        "course check": "one_neuron",
        "check": "perceptron",
        "reset": "one_neuron",
        "data fetch": "fashion_mnist",
    }.get(name, "")
    result = invoke(f"{name} {rest} --json")
    assert result.exit_code == 0, result.output

    def refuse(token: str) -> float:
        raise AssertionError(f"{token} is not JSON")

    json.loads(result.stdout, parse_constant=refuse)
