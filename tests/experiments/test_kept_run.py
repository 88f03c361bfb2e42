"""A run that was kept is whole, and gives the same predictions when it is opened again."""

import dataclasses
import errno
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from handsonn.errors import (
    DataError,
    FormatError,
    HandsonnError,
    JournalError,
    ModelError,
    UnknownName,
    UsageError,
)
from handsonn.experiments import Experiment, Run, open_run
from handsonn.experiments.save_script import load_again
from handsonn.experiments.script_data import write_data
from handsonn.journal import Journal
from handsonn.records import Dataset, RunRecord, Samples


def test_the_folder_of_a_run_holds_all_of_it(journal: Journal, iris_record: RunRecord) -> None:
    names = {path.name for path in journal.folder_of(iris_record.name).iterdir()}
    assert names == {
        "record.json", "model.keras", "train.py", "data.npz", "report.html",
        "learning_curves.png", "confusion_matrix.png", "worst_mistakes.png",
    }  # fmt: skip


def test_the_report_needs_no_other_file(journal: Journal, iris_record: RunRecord) -> None:
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links.extend(
                value or "" for name, value in attrs if name in {"src", "href", "srcset"} and tag != "a"
            )

    page = (journal.folder_of(iris_record.name) / "report.html").read_text()
    Links().feed(page)
    assert len(links) >= 6
    assert all(link.startswith("data:") for link in links)
    assert iris_record.name in page
    assert "handsonn show" in page


def test_the_record_is_the_run(journal: Journal, iris_run: Run, iris_record: RunRecord) -> None:
    read = journal.read(iris_record.name)
    assert (read.seed, read.ended, read.history) == (4, "all epochs", iris_run.history)
    assert read.parameters == iris_run.model.count_params() == sum(layer.parameters for layer in read.layers)
    assert [layer.kind for layer in read.layers] == ["Dense", "Dense"]
    assert read.data.fingerprint == iris_run.data.dataset.fingerprint
    assert {"keras", "numpy", "python", "backend"} <= set(read.versions)


def test_opened_again_it_predicts_the_same(
    journal: Journal, iris: Dataset, iris_run: Run, iris_record: RunRecord
) -> None:
    kept = open_run(journal, iris_record.name)
    found = kept.predict(Samples(iris.x, None))
    np.testing.assert_allclose(found.outputs, iris_run.predict(iris.x), atol=1e-6)
    assert not found.labelled
    assert set(found.values()) <= set(iris.class_names)
    assert kept.evaluate(Samples(iris.x, iris.y)).report.samples == 150


def test_data_that_trained_the_network_are_pointed_out(journal: Journal, iris_record: RunRecord) -> None:
    kept = open_run(journal, iris_record.name)
    assert "105 of them trained it" in kept.evaluate("iris").notes[0]
    assert kept.predict(Samples(kept.record.preparation.multiply[None, :], None)).notes == ()


def test_evaluating_without_labels_is_refused(
    journal: Journal, iris: Dataset, iris_record: RunRecord
) -> None:
    with pytest.raises(DataError, match="the data has no labels"):
        open_run(journal, iris_record.name).evaluate(Samples(iris.x, None))


def test_predictions_are_written_whole_or_not_at_all(
    journal: Journal, iris: Dataset, iris_record: RunRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = open_run(journal, iris_record.name).predict(Samples(iris.x[:3], None))
    found.write_csv(tmp_path / "all.csv")
    lines = (tmp_path / "all.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["row", "0", "1", "2"]

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HandsonnError, match=r"could not be written to .*No space left"):
        found.write_csv(tmp_path / "all.csv", overwrite=True)
    assert (tmp_path / "all.csv").read_text().splitlines() == lines
    assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]


def test_saving_needs_a_format_that_exists(journal: Journal, iris_record: RunRecord, tmp_path: Path) -> None:
    kept = open_run(journal, iris_record.name)
    with pytest.raises(UsageError, match="no format was given"):
        kept.save(tmp_path / "m", [])
    with pytest.raises(UnknownName, match="did you mean 'yaml'"):
        kept.save(tmp_path / "m", ["yml"])


def test_saving_under_a_file_is_a_sentence(journal: Journal, iris_record: RunRecord, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(HandsonnError, match=r"the folder .*file could not be made"):
        open_run(journal, iris_record.name).save(tmp_path / "file" / "m")


def test_the_script_that_the_disk_refuses_leaves_the_old_one(
    journal: Journal, iris_record: RunRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "train.py").write_text("mine")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("handsonn.experiments.save_script.shutil.copyfile", full)
    with pytest.raises(HandsonnError, match=r"the script could not be written .*No space left"):
        open_run(journal, iris_record.name).save(tmp_path / "m", ["script"], overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["train.py"]
    assert (tmp_path / "train.py").read_text() == "mine"


def test_data_that_changed_since_are_not_passed_off_as_the_runs(iris_record: RunRecord) -> None:
    assert load_again(iris_record).dataset.name == "iris"
    other = dataclasses.replace(iris_record, data=dataclasses.replace(iris_record.data, fingerprint="0" * 64))
    with pytest.raises(DataError, match=r"iris is not what the run .* learnt from any more"):
        load_again(other)


def test_arrays_that_only_a_program_knows_cannot_be_loaded_again(iris_record: RunRecord) -> None:
    nameless = dataclasses.replace(iris_record, data=dataclasses.replace(iris_record.data, options=None))
    with pytest.raises(DataError, match="was given arrays that only its own program knows"):
        load_again(nameless)


def test_the_data_loaded_again_give_the_same_script_data(
    iris_run: Run, iris_record: RunRecord, tmp_path: Path
) -> None:
    write_data(iris_run.data, tmp_path / "then.npz")
    write_data(load_again(iris_record), tmp_path / "now.npz")
    with np.load(tmp_path / "then.npz") as then, np.load(tmp_path / "now.npz") as now:
        assert sorted(then) == sorted(now)
        for name in then:
            np.testing.assert_array_equal(then[name], now[name])


def test_a_run_without_its_script_or_model_says_so(iris_run: Run, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "runs")
    record = iris_run.keep(journal, report=False)
    folder = journal.folder_of(record.name)
    (folder / "train.py").unlink()
    (folder / "model.keras").unlink()
    kept = open_run(journal, record.name)
    with pytest.raises(JournalError, match=r"the script .*train.py .* cannot be read"):
        kept.save(tmp_path / "m", ["script"])
    with pytest.raises(FormatError, match="there is no file"):
        _ = kept.model


def test_a_run_is_kept_whole_or_not_at_all(
    iris_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("handsonn.experiments.keep.write_data", full)
    with pytest.raises(JournalError, match=r"could not be saved .*No space left"):
        iris_run.keep(Journal(tmp_path))
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_function_without_source_cannot_become_a_script(iris: Dataset, tmp_path: Path) -> None:
    space: dict[str, Any] = {"keras": keras}
    exec(  # noqa: S102 - the only way to make a function that has no source
        "def hidden():\n"
        "    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, 'softmax')])\n"
        "    model.compile('sgd', 'sparse_categorical_crossentropy')\n"
        "    return model\n",
        space,
    )
    run = Experiment(iris, model=space["hidden"], epochs=1).run()
    with pytest.raises(ModelError, match="the source of the model function 'hidden' cannot be found"):
        run.script()
    journal = Journal(tmp_path)
    script = journal.folder_of(run.keep(journal, report=False).name) / "train.py"
    done = subprocess.run([sys.executable, script], stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "the source of the model function 'hidden' cannot be found" in done.stderr


def test_the_script_says_where_its_samples_are(iris_run: Run) -> None:
    assert "run.keep(journal) writes both" in iris_run.script()
    assert "import handsonn" not in iris_run.script()


def test_a_run_that_was_stopped_before_its_first_epoch_ended_is_kept_too(
    iris: Dataset, tmp_path: Path
) -> None:
    run = Experiment(iris, layers=(4,)).run(should_stop=lambda: True)
    record = run.keep(Journal(tmp_path))
    assert (record.ended, record.history) == ("interrupted", {})
    assert not (tmp_path / record.name / "learning_curves.png").exists()
    assert "trains all the epochs that it was asked for" in (tmp_path / record.name / "train.py").read_text()
