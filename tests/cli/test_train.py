"""handsonn train: from data to a judged run, in words and in JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from handsonn.cli.train_session import duplicates_in_words
from handsonn.journal import Journal
from handsonn.records import RunRecord
from handsonn.records.codec import from_jsonable

Command = Callable[..., Result]
SMALL = ("--layers", "5", "--epochs", "1", "--no-report")


def test_it_says_the_score_against_the_baseline_and_where_everything_is(
    command: Command, tmp_path: Path
) -> None:
    result = command("train", "digits", "--layers", "8", "--epochs", "2", "--runs", tmp_path)
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert re.search(r"digits-0001: 610 parameters, 2 epochs in \d", said)
    assert re.search(r"right class for \d+\.\d% of the 359 test samples \(95% interval", said)
    assert "The baseline (always" in said
    assert "Confusion matrix" in said
    assert f"report {tmp_path}/digits-0001/report.html" in said
    assert "pictures confusion_matrix.png, learning_curves.png, worst_mistakes.png" in said
    assert "script train.py, which repeats the run with Keras alone" in said
    assert said.endswith(f"Next, try: handsonn show digits-0001 --runs {tmp_path}")
    kept = {path.name for path in (tmp_path / "digits-0001").iterdir()}
    assert {"record.json", "model.keras", "report.html", "train.py", "data.npz"} <= kept


def test_the_matrix_in_the_terminal_holds_the_counts_of_the_record(command: Command, runs: Path) -> None:
    from handsonn.journal import Journal

    report: Any = Journal(runs).read("digits-0001").report
    lines = command("show", "digits-0001", "--runs", runs).stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Confusion matrix")) + 2
    shown = [[int(word.replace("·", "0")) for word in line.split()[1:]] for line in lines[first : first + 10]]
    np.testing.assert_array_equal(shown, report.confusion.counts)
    assert max(len(line) for line in lines[first - 2 : first + 10]) <= 80


def test_json_is_the_record_as_the_journal_keeps_it(command: Command, tmp_path: Path) -> None:
    result = command("train", "iris", *SMALL, "--json", "--runs", tmp_path)
    document = json.loads(result.stdout)
    record = from_jsonable(RunRecord, document["runs"][0])
    assert (record.name, record.settings["layers"], record.seed) == ("iris-0001", (5,), 0)
    assert "Data: iris" in result.stderr


def test_several_seeds_give_a_run_each_and_their_spread(command: Command, tmp_path: Path) -> None:
    result = command(
        "train", "iris", *SMALL, "--epochs", "3", "--seeds", "3", "--seed", "5", "--runs", tmp_path
    )
    assert [path.name for path in sorted(tmp_path.glob("iris-*"))] == ["iris-0001", "iris-0002", "iris-0003"]
    assert re.search(r"Over 3 seeds, the accuracy is 0\.\d+ ± \d", " ".join(result.stdout.split()))
    document = json.loads(command("show", "2", "--json", "--runs", tmp_path).stdout)
    assert document["run"]["seed"] == 6


def test_the_same_command_gives_the_same_network(command: Command, tmp_path: Path) -> None:
    for _ in range(2):
        assert command("train", "iris", *SMALL, "--runs", tmp_path).exit_code == 0
    one, other = (
        json.loads(command("show", name, "--json", "--runs", tmp_path).stdout)["run"]["history"]
        for name in ("iris-0001", "iris-0002")
    )
    assert one == other


def test_a_regression_is_judged_in_the_unit_of_its_target(command: Command, runs: Path) -> None:
    said = " ".join(command("show", "houses-0003", "--runs", runs).stdout.split())
    assert "misses price by" in said
    for score in ("mean absolute error (price)", "root mean squared error (price)", "R2"):
        assert score in said
    assert "Confusion" not in said


def test_a_network_worse_than_its_baseline_is_not_praised(
    command: Command, tmp_path: Path, houses: Path
) -> None:
    options = ("--learning-rate", "1e-9", "--target-scaler", "none")
    result = command("train", houses, "--target", "price", *SMALL, *options, "--runs", tmp_path)
    assert "the network is worse than that" in " ".join(result.stdout.split())


def test_validation_data_of_its_own_is_used(command: Command, tmp_path: Path, houses: Path) -> None:
    result = command(
        "train",
        houses,
        "--target",
        "price",
        "--validation-data",
        houses,
        *SMALL,
        "--json",
        "--runs",
        tmp_path,
    )
    record = json.loads(result.stdout)["runs"][0]
    assert record["data"]["validation_samples"] == 120
    assert record["data"]["duplicates"] > 0
    duplicates = record["data"]["duplicates"]
    judging = 120 + record["data"]["test_samples"]
    assert (
        f"{duplicates} of {judging} validation and test samples also stand, value for value, among the "
        "training samples, so the score flatters."
    ) in " ".join(
        command(
            "train", houses, "--target", "price", "--validation-data", houses, *SMALL, "--runs", tmp_path
        ).stderr.split()
    )


def test_the_folder_of_runs_may_be_named_once_for_all_commands(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSONN_RUNS", str(tmp_path / "mine"))
    assert command("train", "iris", *SMALL).exit_code == 0
    assert "iris-0001" in command("runs").stdout
    assert (tmp_path / "mine" / "iris-0001").is_dir()


def test_the_next_command_names_a_folder_of_runs_that_is_not_the_default(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HANDSONN_RUNS", raising=False)
    assert command("train", "iris", *SMALL).stdout.endswith("Next, try: handsonn show iris-0001\n")
    seeds = command("train", "iris", *SMALL, "--seeds", "2", "--runs", "my runs").stdout
    assert seeds.endswith("Next, try: handsonn compare iris-0001 iris-0002 --runs 'my runs'\n")
    monkeypatch.setenv("HANDSONN_RUNS", "elsewhere")
    assert command("train", "iris", *SMALL).stdout.endswith("handsonn show iris-0001 --runs elsewhere\n")


def test_a_run_without_its_samples_says_what_writes_the_script_with_them(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsonn.experiments.keep.fits_beside", lambda _: False)
    said = command("train", "iris", *SMALL, "--runs", tmp_path).stdout
    saving = f"handsonn save iris-0001 --format script --to FOLDER --runs {tmp_path}"
    assert f"  script    `{saving}` writes it with its data" in said
    assert "which repeats" not in said


def test_gaps_are_filled_on_request_with_what_the_training_rows_teach(
    command: Command, tmp_path: Path
) -> None:
    lines = [f"{number},{number % 7},{number % 2}" for number in range(60)]
    (tmp_path / "gaps.csv").write_text("\n".join(["a,b,label", *lines, ",3,1", "5,,0"]))
    words = (
        "train",
        tmp_path / "gaps.csv",
        "--target",
        "label",
        *SMALL,
        "--json",
        "--runs",
        tmp_path / "runs",
    )
    refused = command(*words)
    assert refused.exit_code == 1
    assert "--missing median" in refused.stderr
    filled = command(*words, "--missing", "mean")
    assert filled.exit_code == 0, filled.output
    assert json.loads(filled.stdout)["runs"][0]["preparation"]["missing"] == "mean"


def test_validation_split_takes_the_last_rows_as_keras_does(command: Command, tmp_path: Path) -> None:
    result = command("train", "iris", *SMALL, "--validation-split", "0.25", "--json", "--runs", tmp_path)
    data = json.loads(result.stdout)["runs"][0]["data"]
    assert (data["train_samples"], data["validation_samples"], data["test_samples"]) == (90, 30, 30)
    assert "as Keras takes them" in data["split_method"]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        (("--scaler", "minmaxx"), "did you mean 'minmax'"),
        (("--optimizer", "adm"), "did you mean 'adam'"),
        (("--activation", "rleu"), "did you mean 'relu'"),
        (("--layers", "10,x"), "is not a list of units"),
        (("--layers", "0"), "hidden layer 1 has 0 units"),
        (("--epochs", "0"), "0 is not in the range"),
        (("--validation", "1"), "1.0 is not in the range"),
        (("--learning-rate", "-1"), "learning_rate is -1.0"),
        (("--learning-rate", "nan"), "learning_rate is nan"),
        (("--early-stopping", "2", "--validation", "0"), "needs a validation set"),
        (("--target", "digit"), "comes with its own label"),
        (("--epoch", "3"), "No such option '--epoch'"),
    ],
)
def test_an_option_that_cannot_be_used_is_exit_code_2(
    command: Command, tmp_path: Path, words: tuple[str, ...], phrase: str
) -> None:
    result = command("train", "digits", *words, "--runs", tmp_path)
    assert result.exit_code == 2, result.output
    assert phrase in " ".join(result.stderr.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        (("--layers", "300,100"), "--layers is for .* your own model has its own layers, so leave it out"),
        (("--activation", "relu"), "--activation is for .* its own activations"),
        (("--optimizer", "sgd"), "--optimizer is for .* its own optimizer"),
        (("--learning-rate", "0.1"), "--learning-rate is for .* its own learning rate"),
        (("--target-scaler", "none"), "--target-scaler is for .* its own outputs"),
    ],
)
def test_an_option_of_the_built_network_is_refused_beside_a_model_of_ones_own(
    command: Command, tmp_path: Path, words: tuple[str, ...], phrase: str
) -> None:
    result = command("train", "iris", "--model", "my_model.py:make", *words, "--runs", tmp_path)
    assert result.exit_code == 2, result.output
    assert re.search(phrase, result.stderr)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("--validation", "0.1"), ("--validation-split", "0.2")),
        (("--validation", "0.1"), ("--validation-data", "iris")),
        (("--validation-split", "0.2"), ("--validation-data", "iris")),
    ],
)
def test_two_ways_to_validate_are_refused(
    command: Command, tmp_path: Path, one: tuple[str, str], other: tuple[str, str]
) -> None:
    result = command("train", "iris", *one, *other, "--runs", tmp_path)
    assert result.exit_code == 2, result.output
    assert f"{one[0]} and {other[0]} both say which samples validate" in result.stderr


def test_a_single_repeated_sample_stands_and_several_stand(runs: Path) -> None:
    data = Journal(runs).read("digits-0001").data
    few = replace(data, duplicates=1, validation_samples=2, test_samples=4)
    assert duplicates_in_words(few).startswith("1 of 6 validation and test samples also stands, value")
    assert duplicates_in_words(replace(few, duplicates=3)).startswith(
        "3 of 6 validation and test samples also stand,"
    )


def test_a_diverging_loss_is_a_sentence_and_no_run(command: Command, tmp_path: Path, houses: Path) -> None:
    result = command(
        "train", houses, "--target", "price", *SMALL, "--optimizer", "sgd", "--learning-rate", "1e30",
        "--scaler", "none", "--runs", tmp_path,
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (1, "")
    assert "loss became" in result.stderr
    assert not list(tmp_path.glob("houses-*"))
