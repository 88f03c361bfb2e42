"""predict, evaluate, save, runs, show, compare, data, completion: what they print of a kept run."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from cli_samples import write_houses
from click.testing import Result
from PIL import Image

from handsonn.data import load
from handsonn.journal import Journal

Command = Callable[..., Result]


def words_of(text: str) -> str:
    return " ".join(text.split())


def arrays_of(path: Path) -> dict[str, Any]:
    with np.load(path) as file:
        return dict(file)


def test_predict_names_classes_and_says_how_sure_it_is(command: Command, runs: Path, tmp_path: Path) -> None:
    output = tmp_path / "predictions.csv"
    result = command("predict", "digits-0001", "digits", "--output", output, "--runs", runs)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(output.read_text().splitlines()))
    assert (len(rows), rows[0]["row"], list(rows[0])) == (1797, "0", ["row", "predicted digit", "confidence"])
    model = keras.saving.load_model(runs / "digits-0001" / "model.keras")
    outputs = model.predict(load("digits").x.astype("float32") / 16, verbose=0)
    assert [row["predicted digit"] for row in rows] == [str(n) for n in outputs.argmax(axis=1)]
    np.testing.assert_allclose([float(row["confidence"]) for row in rows], outputs.max(axis=1), rtol=1e-4)
    assert "trained it, so a score on them flatters" in words_of(result.stderr)


def test_predict_without_labels_says_so_and_gives_the_distribution(
    command: Command, runs: Path, tmp_path: Path
) -> None:
    new = write_houses(tmp_path / "new.csv", rows=12, price=False, seed=1)
    result = command("predict", "houses", new, "--runs", runs)
    assert "12 samples have no labels, so nothing says what is right" in words_of(result.stdout)
    assert "Predicted values: from" in result.stdout
    document = json.loads(command("predict", "houses", new, "--json", "--runs", runs).stdout)
    assert (len(document["predictions"]), document["confidences"]) == (12, None)
    assert document["report"]["type"] == "UnlabelledReport"


def test_predicting_with_labels_judges_the_predictions_too(
    command: Command, runs: Path, tmp_path: Path
) -> None:
    new = write_houses(tmp_path / "new.csv", rows=12, seed=1)
    assert "On the 12 labelled samples the network misses price by" in words_of(
        command("predict", "houses", new, "--runs", runs).stdout
    )


def test_evaluate_judges_new_labelled_data(command: Command, runs: Path, tmp_path: Path) -> None:
    new = write_houses(tmp_path / "new.csv", rows=30, seed=2)
    document = json.loads(command("evaluate", "houses", new, "--json", "--runs", runs).stdout)
    assert document["report"]["samples"] == 30
    assert document["notes"] == []
    said = words_of(command("evaluate", "last", new, "--runs", runs).stdout)
    assert "On the 30 labelled samples the network misses price by" in said


def test_evaluate_gives_each_class_its_scores(command: Command, runs: Path) -> None:
    said = command("evaluate", "digits-0001", "digits", "--runs", runs).stdout
    assert ["class", "precision", "recall", "F1", "samples"] in [line.split() for line in said.splitlines()]


def test_evaluate_without_labels_says_what_to_do(command: Command, runs: Path, tmp_path: Path) -> None:
    new = write_houses(tmp_path / "new.csv", rows=5, price=False)
    result = command("evaluate", "houses", new, "--runs", runs)
    assert result.exit_code == 1
    assert "new.csv has no labels" in words_of(result.stderr)
    assert "--target" in result.stderr


def test_save_writes_every_format_and_says_where(command: Command, runs: Path, tmp_path: Path) -> None:
    formats = [word for name in ("json", "yaml", "weights", "keras", "script") for word in ("--format", name)]
    folder = tmp_path / "made" / "here"
    result = command("save", "digits-0001", *formats, "--to", folder, "--name", "reader", "--runs", runs)
    assert result.exit_code == 0, result.output
    names = ["reader.json", "reader.yaml", "reader.weights.h5", "reader.keras", "data.npz", "train.py"]
    assert [Path(line).name for line in result.stdout.split()] == names
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_saving_the_script_of_a_large_set_loads_it_again(
    command: Command, runs: Path, tmp_path: Path
) -> None:
    kept = runs / "digits-0002" / "data.npz"
    before = arrays_of(kept)
    hidden = kept.rename(tmp_path / "aside.npz")
    try:
        result = command(
            "save", "digits-0002", "--format", "script", "--to", tmp_path / "out", "--runs", runs
        )
    finally:
        hidden.rename(kept)
    assert result.exit_code == 0, result.output
    after = arrays_of(tmp_path / "out" / "data.npz")
    assert sorted(after) == sorted(before)
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array)
    assert "beside this script, holds the run's samples" in (tmp_path / "out" / "train.py").read_text()


@pytest.mark.parametrize("name", ["train.py", "data.npz", "mine.keras", "mine.yaml", "predictions.csv"])
def test_no_file_of_the_learners_is_written_over_unasked(
    command: Command, runs: Path, tmp_path: Path, name: str
) -> None:
    mine = tmp_path / name
    mine.write_text("mine")
    words: tuple[str | Path, ...] = (
        "save", "1", "--format", "script", "--format", "keras", "--format", "yaml", "--name", "mine.keras",
        "--to", tmp_path,
    )  # fmt: skip
    if name.endswith(".csv"):
        words = ("predict", "1", "digits", "--output", mine)
    refused = command(*words, "--runs", runs)
    assert refused.exit_code == 2
    assert f"{mine} exists already" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert mine.read_text() == "mine"
    assert command(*words, "--overwrite", "--runs", runs).exit_code == 0
    assert mine.read_bytes() != b"mine"


def test_runs_lists_the_newest_first(command: Command, runs: Path) -> None:
    lines = command("runs", "--runs", runs).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["run", "houses-0003", "digits-0002", "digits-0001"]
    document = json.loads(command("runs", "--json", "--runs", runs).stdout)
    assert [record["name"] for record in document["runs"]] == [
        "houses-0003", "digits-0002", "digits-0001",
    ]  # fmt: skip


def test_no_runs_yet_is_said_with_the_command_that_makes_one(command: Command, tmp_path: Path) -> None:
    result = command("runs", "--runs", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"`handsonn train digits --runs {tmp_path}` makes the first" in words_of(result.stderr)


def test_a_damaged_run_is_reported_beside_the_others(command: Command, runs: Path) -> None:
    (runs / "broken-0009").mkdir()
    (runs / "broken-0009" / "record.json").write_text("{")
    try:
        result = command("runs", "--runs", runs)
        assert result.exit_code == 0
        assert "broken-0009 is damaged" in words_of(result.stderr)
        assert "digits-0001" in result.stdout
        assert command("show", "broken-0009", "--runs", runs).exit_code == 1
    finally:
        (runs / "broken-0009" / "record.json").unlink()
        (runs / "broken-0009").rmdir()


def test_show_has_settings_layers_history_scores_and_files(command: Command, runs: Path) -> None:
    said = words_of(command("show", "1", "--runs", runs).stdout)
    for part in (
        "layers 12", "Flatten 64 0", "Dense 12 780", "910 parameters in all", "validation loss",
        "log loss", "report.html", "epochs 2",
    ):  # fmt: skip
        assert part in said


def test_compare_shows_what_differs_and_whether_it_matters(command: Command, runs: Path) -> None:
    said = words_of(command("compare", "1", "2", "--runs", runs).stdout)
    assert "differs in digits-0001 digits-0002" in said
    assert "layers 12 6" in said
    assert "batch size" not in said
    document = json.loads(command("compare", "1", "2", "--json", "--runs", runs).stdout)
    assert [setting["name"] for setting in document["settings"]] == ["parameters", "layers"]


def test_runs_on_other_data_are_not_compared(command: Command, runs: Path) -> None:
    said = words_of(command("compare", "1", "3", "--runs", runs).stdout)
    assert "different data, so their scores cannot be compared" in said


def test_data_list_and_describe_tell_size_source_and_licence(command: Command) -> None:
    lines = command("data", "list").stdout.splitlines()
    assert next(line for line in lines if line.startswith("fashion_mnist ")).split()[-2:] == ["30.9", "MB"]
    said = words_of(command("data", "describe", "diamonds").stdout)
    assert "53,940" in said
    assert "licence" in said
    assert said.endswith("Next, try: handsonn train diamonds")


def test_fetch_of_an_embedded_set_says_that_it_needs_none(command: Command) -> None:
    result = command("data", "fetch", "digits")
    assert result.exit_code == 2
    assert "digits needs no download" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_shells_own_lines(command: Command, shell: str) -> None:
    result = command("completion", shell)
    assert result.exit_code == 0
    assert "_HANDSONN_COMPLETE" in result.stdout


def test_completion_offers_data_sets_and_runs(runs: Path) -> None:
    from click.shell_completion import ShellComplete

    from handsonn.cli.main import handsonn

    complete = ShellComplete(handsonn, {}, "handsonn", "_HANDSONN_COMPLETE")
    assert [item.value for item in complete.get_completions(["train"], "dig")] == ["digits"]
    offered = [item.value for item in complete.get_completions(["show", "--runs", str(runs)], "dig")]
    assert offered == ["digits-0002", "digits-0001"]


def test_the_journal_of_the_shared_runs_is_whole(runs: Path) -> None:
    assert not Journal(runs).contents().unreadable
    assert not (runs / ".checkpoints").exists()


def test_predictions_for_images_are_named_by_their_files(
    command: Command, runs: Path, tmp_path: Path
) -> None:
    images = tmp_path / "scans"
    images.mkdir()
    for number in (3, 1):
        Image.fromarray(load("digits").x[number] * 15).save(images / f"scan {number}.png")
    output = tmp_path / "predictions.csv"
    result = command("predict", "digits-0001", images, "--output", output, "--runs", runs)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(output.read_text().splitlines()))
    assert [row["file"] for row in rows] == ["scan 1.png", "scan 3.png"]
    assert "scan 3.png" in result.stdout


def test_one_prediction_is_not_called_all_predictions(command: Command, runs: Path, tmp_path: Path) -> None:
    one = write_houses(tmp_path / "one.csv", rows=1, price=False)
    said = command("predict", "houses", one, "--runs", runs).stdout
    assert said.endswith("--output predictions.csv writes it to a file.\n")
    output = tmp_path / "predictions.csv"
    said = words_of(command("predict", "houses", one, "--output", output, "--runs", runs).stdout)
    assert said.endswith(f"The prediction is in {output}.")
