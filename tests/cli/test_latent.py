"""handsonn latent: codes, maps, pictures, networks and a page, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from click.testing import Result

from handsonn.experiments.latent_folder import LatentRecord
from handsonn.experiments.latent_keep import LatentResultsRecord
from handsonn.experiments.latent_training import Edges
from handsonn.records.codec import from_jsonable

Command = Callable[..., Result]
RECORDS = ("record", "latent_space")
QUICK = ("--epochs", "1", "--layers", "8", "--no-pictures")


@pytest.fixture(scope="module")
def made(command: Command, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("latent") / "mine"
    words = ("--latent-dim", "3", "--layers", "16", "--epochs", "2", "--map", "pca", "--dimensions", "3")
    result = command("latent", "digits", *words, "--out", folder)
    assert result.exit_code == 0, result.output
    return folder, result


def test_everything_is_in_one_folder_and_nothing_else_is_left(made: tuple[Path, Result]) -> None:
    folder, _ = made
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "codes.npz", "data.npz", "decoder.keras", "encoder.keras", "explorer.html", "latent_space.json",
        "maps.npz", "pca_3d.csv", "pictures", "record.json", "train.py",
    }  # fmt: skip
    pictures = {path.name for path in (folder / "pictures").iterdir()}
    stems = (
        "pca_3d_label",
        "pca_3d_stretch",
        "learning_curve",
        "errors",
        "reconstructions",
        "walk",
        "generated",
    )
    assert pictures == {f"{stem}.{form}" for stem in stems for form in ("png", "svg")}
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def test_what_is_written_belongs_together(made: tuple[Path, Result]) -> None:
    folder, _ = made
    with np.load(folder / "codes.npz") as codes, np.load(folder / "maps.npz") as maps:
        assert codes["codes"].shape == (1797, 3)
        assert maps["pca_3d"].shape == (1797, 3)
        places = maps["pca_3d"]
    with (folder / "pca_3d.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[5]["row"], rows[5]["label"]) == (1797, "5", "5")
    np.testing.assert_allclose([float(row["axis_2"]) for row in rows], places[:, 1], rtol=1e-5, atol=1e-6)
    assert keras.models.load_model(folder / "decoder.keras").output_shape == (None, 8, 8)
    record = from_jsonable(LatentResultsRecord, json.loads((folder / "record.json").read_text()))
    assert record.command.startswith("handsonn latent digits --latent-dim 3")
    assert (record.maps[0].method, record.maps[0].dimensions) == ("pca", 3)
    assert "space" not in json.loads((folder / "record.json").read_text())  # each fact is written once
    space = from_jsonable(LatentRecord, json.loads((folder / "latent_space.json").read_text()))
    assert space.latent_dim == 3


def test_the_terminal_tells_the_error_beside_pca_and_how_far_the_map_is_to_be_trusted(
    made: tuple[Path, Result],
) -> None:
    folder, result = made
    said = " ".join(result.stdout.split())
    assert re.search(r"mine: 1,797 codes of 3 numbers, a dense autoencoder, 2 epochs in \d", said)
    assert re.search(r"Error of the 359 held-out samples \(mean squared\): 0\.\d+\.", said)
    assert re.search(r"PCA with 3 components: 0\.\d+, ", said)
    assert re.search(r"PCA, 3-D( [01]\.\d{3}){3}", said)
    assert re.search(r"PCA, 3-D: .*points .* about \d+ in 100 stand beside it\.", said)
    assert said.endswith(f"it needs no server and no network): {folder}/explorer.html")


def test_the_results_are_numbered_and_json_is_one_document(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in (1, 2):
        result = command("latent", "iris", "--latent-dim", "1", *QUICK, "--json")
        document = json.loads(result.stdout)
        assert document["folder"] == f"latent/iris-000{number}"
        assert "explorer.html" in document["files"]
        assert document["results"]["maps"][0]["measures"]["trustworthiness"] > 0
    assert sorted(path.name for path in Path("latent").glob("[!.]*")) == ["iris-0001", "iris-0002"]


def test_an_earlier_latent_space_is_replaced_only_when_forced(command: Command, tmp_path: Path) -> None:
    words = ("latent", "iris", "--latent-dim", "2", *QUICK, "--out", tmp_path / "mine")
    assert command(*words).exit_code == 0
    before = (tmp_path / "mine" / "codes.npz").read_bytes()
    refused = command(*words, "--seed", "1")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "exists already" in refused.stderr
    assert (tmp_path / "mine" / "codes.npz").read_bytes() == before
    assert command(*words, "--seed", "1", "--force").exit_code == 0
    assert (tmp_path / "mine" / "codes.npz").read_bytes() != before


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        (("--latent-dim", "0"), "0 is not in the range"),
        (("--latent-dim", "65"), "65 is not in the range"),
        (("--map", "tnse"), "'tnse' is not one of"),
        (("--map", "lle", "--k", "1"), "k of LLE is 1; give a whole number from 2 to 50"),
        (("--map", "lle", "--reg", "nan"), "reg of LLE is nan"),
        (("--perplexity", "30"), "--perplexity sets nothing of PCA; add --map tsne"),
        (("--dimensions", "4"), "'4' is not one of '2', '3'"),
        (("--run", "digits-0001"), "--run and --layer belong together"),
        (("--decoder", "d.keras"), "--decoder needs --encoder"),
        (("--encoder", "e.keras", "--run", "1", "--layer", "a"), "both say where the codes come from"),
        (("--encoder", "e.keras", "--latent-dim", "2"), "--latent-dim is for the autoencoder"),
        (("--run", "1", "--layer", "a", "--epochs", "3"), "--epochs is for the autoencoder"),
        (("--kind", "convolutional", "--layers", "none"), "needs at least one layer"),
        (("--target", "digit"), "comes with its own label"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    command: Command, tmp_path: Path, words: tuple[str, ...], phrase: str
) -> None:
    result = command("latent", "digits", *words, "--out", tmp_path / "mine")
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert phrase in " ".join(result.stderr.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        ("a,b,label\n1,2,x\n,3,y\n4,5,x\n", "missing"),
        ("a,b,label\n" + "1,2,x\n1,2,y\n" * 40, "are the same, so there is nothing to encode"),
        ("a,b,label\n" + "".join(f"{n},{n * n},{'xy'[n % 2]}\n" for n in range(10)), "LLE mixes or ties"),
    ],
    ids=["a gap", "constant features", "fewer samples than neighbours"],
)
def test_data_that_cannot_be_encoded_or_mapped_are_one_sentence_and_exit_code_1(
    command: Command, tmp_path: Path, content: str, phrase: str
) -> None:
    (tmp_path / "mine.csv").write_text(content)
    words = ("--target", "label", "--latent-dim", "1", "--map", "lle", "--out", tmp_path / "mine")
    result = command("latent", tmp_path / "mine.csv", *words)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert phrase in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_table_needs_no_target_and_filled_gaps_and_repeated_samples_are_told(
    command: Command, tmp_path: Path
) -> None:
    rows = "".join(f"{n % 7},{'' if n == 5 else n % 11},{'xy'[n % 2]}\n" for n in range(60))
    (tmp_path / "mine.csv").write_text(f"a,b,kind\n{rows}{rows}")
    words = ("--missing", "median", *QUICK, "--out", tmp_path / "mine")
    result = command("latent", tmp_path / "mine.csv", *words)
    assert result.exit_code == 0, result.output
    told = "2 missing values are filled with the median of the training samples' column."
    assert told in " ".join(result.stderr.split())
    assert "Drawing" not in result.stderr
    record = json.loads((tmp_path / "mine" / "record.json").read_text())
    with np.load(tmp_path / "mine" / "codes.npz") as kept:
        held_out, train = kept["held_out_rows"], set((kept["train_rows"] % 60).tolist())
    repeated = sum(row % 60 in train for row in held_out.tolist())
    space = json.loads((tmp_path / "mine" / "latent_space.json").read_text())
    assert space["data"]["duplicates"] == repeated > 10
    assert record["notes"][0] == told
    assert record["notes"][1].startswith(f"{repeated} of 24 held-out samples also stand, value for value")
    page = (tmp_path / "mine" / "explorer.html").read_text()
    assert told.replace("'", "&#39;") in page
    assert 'id="array-labels"' not in page
    assert re.search(r"The axes show \d+% and \d+% of the codes' variance", page)  # as many as the map has
    with (tmp_path / "mine" / "pca_2d.csv").open(newline="") as file:
        assert next(csv.reader(file)) == ["row", "axis_1", "axis_2", "stretch"]


def test_an_empty_table_is_said_to_be_empty_before_a_target_is_asked_for(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n")
    result = command("latent", tmp_path / "mine.csv")
    assert (result.exit_code, "has columns but no rows" in result.stderr) == (1, True)


def test_a_map_that_cannot_be_made_costs_the_others_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handsonn.errors import LatentError
    from handsonn.latent.maps import lle

    def refuse(_task: Any) -> Any:
        raise LatentError("these codes fall into pieces.")

    monkeypatch.setattr(lle, "METHOD", type(lle.METHOD)(**{**vars(lle.METHOD), "make": refuse}))
    words = ("--map", "lle", "--map", "pca", "--latent-dim", "2", *QUICK, "--out", tmp_path / "mine")
    result = command("latent", "iris", *words)
    assert result.exit_code == 1
    assert "LLE in 2-D could not be made: these codes fall into pieces." in " ".join(result.stderr.split())
    assert "PCA, 2-D" in result.stdout
    assert (tmp_path / "mine" / "pca_2d.csv").exists()


def test_a_layer_of_a_run_is_the_code(command: Command, runs: Path, tmp_path: Path) -> None:
    network = keras.models.load_model(runs / "digits-0001" / "model.keras")
    hidden = next(layer.name for layer in network.layers if getattr(layer, "units", 0) == 12)
    words = ("--run", "digits-0001", "--layer", hidden, "--runs", runs, "--out", tmp_path / "mine")
    result = command("latent", "digits", *words, "--no-pictures")
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert f"1,797 codes of 12 numbers, the layer '{hidden}' of a network." in said
    assert "Nothing turns these codes back into samples" in said
    assert not (tmp_path / "mine" / "decoder.keras").exists()


def test_an_encoder_and_a_decoder_of_ones_own_are_taken_as_they_are(
    command: Command, made: tuple[Path, Result], tmp_path: Path
) -> None:
    parts = ("--encoder", made[0] / "encoder.keras", "--decoder", made[0] / "decoder.keras", "--epochs", "0")
    result = command("latent", "digits", *parts, "--no-pictures", "--out", tmp_path / "mine")
    assert result.exit_code == 0, result.output
    with np.load(made[0] / "codes.npz") as one, np.load(tmp_path / "mine" / "codes.npz") as other:
        np.testing.assert_allclose(other["codes"], one["codes"], atol=1e-5)


def test_ctrl_c_keeps_what_is_whole(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is pressed after the first epoch: the network so far and its PCA map are there."""

    def pressing(sink: Any, should_stop: Any) -> Edges:
        def tell(facts: Any) -> None:
            sink(facts)
            os.kill(os.getpid(), signal.SIGINT)

        return Edges(tell, should_stop)

    monkeypatch.setattr("handsonn.experiments.latent_space.Edges", pressing)
    words = ("--latent-dim", "2", "--layers", "8", "--epochs", "50", "--map", "lle", "--no-pictures")
    result = command("latent", "iris", *words, "--out", tmp_path / "mine")
    assert result.exit_code == 130, result.output
    assert "interrupted; what is whole was written" in result.stderr.lower()
    record, space = (json.loads((tmp_path / "mine" / f"{name}.json").read_text()) for name in RECORDS)
    assert (record["stopped"], space["ended"]) == (True, "interrupted")
    assert [made["method"] for made in record["maps"]] == ["pca"]
    assert (tmp_path / "mine" / "explorer.html").exists()


def test_a_page_that_would_be_too_large_holds_some_of_the_samples_and_says_so(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsonn.experiments.latent_explorer.MOST_BYTES", 8_000)
    result = command("latent", "iris", "--latent-dim", "2", *QUICK, "--out", tmp_path / "mine")
    assert result.exit_code == 0, result.output
    told = re.search(r"explorer\.html holds (\d+) of the 150 samples, drawn at random", result.stderr)
    assert told is not None
    assert 1 < int(told[1]) < 150
    page = (tmp_path / "mine" / "explorer.html").read_text()
    assert f'id="array-rows" data-kind="int32" data-shape="[{told[1]}]"' in page
    assert "explorer.html holds" in json.loads((tmp_path / "mine" / "record.json").read_text())["notes"][0]
