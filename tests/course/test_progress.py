"""The learner's marks: kept, never lowered, never lost."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from handsonn.course import marks_file as module
from handsonn.course.progress import Progress
from handsonn.errors import LabError


def file_of(folder: Path) -> Path:
    return folder / "labs" / "progress.json"


def test_a_learner_who_did_nothing_has_no_marks_and_no_file(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    assert (progress.seen(), progress.done()) == (frozenset(), frozenset())
    assert list(tmp_path.iterdir()) == []


def test_marks_are_found_by_the_next_process(tmp_path: Path) -> None:
    Progress(tmp_path).mark("weights", "seen")
    Progress(tmp_path).mark("bias", "done")
    progress = Progress(tmp_path)
    assert progress.seen() == {"weights", "bias"}
    assert progress.done() == {"bias"}
    assert json.loads(file_of(tmp_path).read_text()) == {
        "handsonn_progress": 1,
        "labs": {"bias": "done", "weights": "seen"},
    }


def test_a_lab_that_is_done_stays_done_when_it_is_opened_again(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    for state in ("seen", "done", "seen"):
        progress.mark("weights", state)
    assert progress.done() == {"weights"}


def test_an_unknown_state_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="one of seen, done, not as 'finished'"):
        Progress(tmp_path).mark("weights", "finished")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"done"', "\x00\xff", '{"labs": {}}', '{"handsonn_progress": 1}',
        '{"handsonn_progress": true, "labs": {}}', '{"handsonn_progress": 1, "labs": ["weights"]}',
        '{"handsonn_progress": 1, "labs": {"weights": "finished"}}',
        '{"handsonn_progress": 1, "labs": {"a": []}}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_is_kept_aside_with_a_sentence(tmp_path: Path, text: str) -> None:
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(text, encoding="latin-1")
    progress = Progress(tmp_path)
    assert progress.seen() == frozenset()
    assert "could not be understood" in progress.note
    assert "kept as progress.json.broken" in progress.note
    assert (tmp_path / "labs" / "progress.json.broken").read_text(encoding="latin-1") == text
    progress.mark("weights", "done")
    assert Progress(tmp_path).done() == {"weights"}


def test_a_second_broken_file_does_not_write_over_the_first(tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        file_of(tmp_path).parent.mkdir(exist_ok=True)
        file_of(tmp_path).write_text(text)
        Progress(tmp_path).done()
    kept = {path.name: path.read_text() for path in (tmp_path / "labs").glob("*.broken*")}
    assert kept == {
        "progress.json.broken": "first",
        "progress.json.broken-2": "second",
        "progress.json.broken-3": "third",
    }


def test_the_file_of_a_newer_handsonn_is_left_alone(tmp_path: Path) -> None:
    text = '{"handsonn_progress": 2, "labs": {"weights": "mastered"}}'
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(text)
    progress = Progress(tmp_path)
    with pytest.raises(LabError, match=r"newer handsonn \(version 2, this one reads up to 1\)"):
        progress.seen()
    with pytest.raises(LabError, match="newer handsonn"):
        progress.mark("weights", "done")
    assert file_of(tmp_path).read_text() == text


def test_a_file_where_the_folder_should_be_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / "labs").write_text("mine")
    with pytest.raises(LabError, match=r"could not be written .*check that folder"):
        Progress(tmp_path).mark("weights", "seen")
    assert Progress(tmp_path).seen() == frozenset()
    assert (tmp_path / "labs").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(LabError, match="could not be written"):
            Progress(tmp_path).mark("weights", "seen")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_in_the_place_of_the_file_cannot_be_read(tmp_path: Path) -> None:
    file_of(tmp_path).mkdir(parents=True)
    with pytest.raises(LabError, match="could not be read"):
        Progress(tmp_path).seen()


def test_a_full_disk_leaves_the_marks_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Progress(tmp_path).mark("weights", "done")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LabError, match="No space left on device"):
            Progress(tmp_path).mark("bias", "done")
    assert Progress(tmp_path).done() == {"weights"}
    assert {path.name for path in (tmp_path / "labs").iterdir()} <= {"progress.json", ".progress.lock"}


def test_a_process_that_never_lets_go_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    (tmp_path / "labs").mkdir()
    with (
        FileLock(tmp_path / "labs" / ".progress.lock"),
        pytest.raises(LabError, match="in use by another process"),
    ):
        Progress(tmp_path).mark("weights", "done")


def test_twenty_labs_marked_at_once_are_all_kept(tmp_path: Path) -> None:
    names = [f"lab{number}" for number in range(20)]
    shared = Progress(tmp_path)
    threads = [
        threading.Thread(target=(shared if number % 2 else Progress(tmp_path)).mark, args=(name, "done"))
        for number, name in enumerate(names)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Progress(tmp_path).done() == set(names)
