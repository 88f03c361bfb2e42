"""A diagnosis is kept whole, in a new folder each time, and nothing of the learner's is written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from diagnosis_samples import diagnosis

from handsonn.errors import HandsonnError, UsageError
from handsonn.experiments.diagnosing.keep import keep_diagnosis, refuse_out
from handsonn.records import Diagnosis, loads


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_each_diagnosis_gets_the_next_number() -> None:
    first = keep_diagnosis(diagnosis(), None, stem="mine")
    second = keep_diagnosis(diagnosis(), None, stem="mine")
    assert (str(first), str(second)) == ("diagnoses/mine-0001", "diagnoses/mine-0002")
    read = loads(Diagnosis, (first / "diagnosis.json").read_text())
    assert read.findings == diagnosis().findings
    assert read.steps[0].tried == diagnosis().steps[0].tried
    assert "<h1>" in (first / "report.html").read_text()


def test_a_chosen_folder_is_replaced_only_when_asked(tmp_path: Path) -> None:
    place = tmp_path / "here"
    keep_diagnosis(diagnosis(), place, stem="mine")
    with pytest.raises(UsageError, match="holds a diagnosis already; add --force"):
        keep_diagnosis(diagnosis(), place, stem="mine")
    keep_diagnosis(diagnosis(title="another.py"), place, stem="mine", force=True)
    assert loads(Diagnosis, (place / "diagnosis.json").read_text()).title == "another.py"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_folder_with_other_files_and_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.md").write_text("my notes")
    with pytest.raises(UsageError, match="is a folder with other files in it"):
        refuse_out(tmp_path / "notes", force=True)
    with pytest.raises(UsageError, match=r"mine\.md is a file"):
        refuse_out(tmp_path / "notes" / "mine.md")


def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    for out in (None, tmp_path / "here"):
        with pytest.raises(HandsonnError, match=r"could not be written \(No space left on device\)"):
            keep_diagnosis(diagnosis(), out, stem="mine")
    monkeypatch.undo()
    assert not (tmp_path / "here").exists()
    assert [path.name for path in tmp_path.glob("**/*.json")] == []


@pytest.mark.usefixtures("new_folder_refused")
def test_an_earlier_diagnosis_comes_back_when_the_disk_refuses_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "diagnosis.json").write_text("the earlier one")
    with pytest.raises(HandsonnError, match=r"could not be written \(No space left on device\)"):
        keep_diagnosis(diagnosis(), tmp_path / "here", stem="mine", force=True)
    assert [path.name for path in tmp_path.glob("**/*")] == ["here", "diagnosis.json"]
    assert (tmp_path / "here" / "diagnosis.json").read_text() == "the earlier one"
