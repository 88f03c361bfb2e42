"""What was done, read from the learner's files."""

import errno
import os
from pathlib import Path

import journal_samples
import pytest
from learner_repository import write_note

from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.open_code import copy_lab
from handsonn.course.progress import Progress
from handsonn.course.repository import overview, search_repository, update_index
from handsonn.errors import RepositoryError
from handsonn.journal import Journal


def test_a_new_repository_has_nothing_done_and_everything_before_it(root: Path) -> None:
    seen = overview(root)
    assert (seen.runs, seen.remarks, seen.last_notes) == ((), (), ())
    first = seen.chapters[0]
    assert (first.labs_opened, first.labs_done, first.passed, first.words) == (0, 0, 0, 0)
    assert first.next_exercise == first.exercises[0]
    assert first.next_exercise.path == root / first.exercises[0].exercise.place / "exercise.py"
    assert {lab.copy for lab in first.labs} == {None}


def test_labs_exercises_notes_and_runs_are_counted_and_the_index_follows(root: Path) -> None:
    first = overview(root).chapters[0]
    one, other = first.labs[0].lab, first.labs[1].lab
    copied = copy_lab(one, root)
    Progress(root).mark(one.name, "done")
    Progress(root).mark(other.name, "seen")
    name = first.exercises[0].exercise.name
    ExerciseMarks(root).hint_given(name, 3)
    ExerciseMarks(root).mark_passed(name)
    write_note(root, "two words")
    Journal(root / "runs").new_run("digits", journal_samples.fill)
    seen = overview(root)
    after = seen.chapters[0]
    assert (after.labs_done, after.labs_opened, after.passed, after.words) == (1, 2, 1, 2)
    assert [lab.state for lab in after.labs[:3]] == ["done", "seen", "new"]
    assert after.labs[0].copy == copied
    assert (after.exercises[0].hints, bool(after.exercises[0].passed)) == (1, True)
    assert after.next_exercise == next(iter(after.exercises[1:]), None)
    assert [note.begins for note in seen.last_notes] == ["two words"]
    assert seen.runs == ("digits-0001",)
    assert update_index(root) == ()
    index = (root / "README.md").read_text()
    assert f"| 2 | 1 of {len(after.labs)} | 1 of {len(after.exercises)} |" in index
    assert "1 run in [runs](runs/)." in index


def test_what_is_not_right_is_a_remark(root: Path) -> None:
    (root / "labs" / "progress.json").write_text("{")
    (root / "ch_10" / "copy.md").write_text("<!-- handsonn chapter 12 -->")
    (root / "ch_12").rename(root / "twelve")
    doubled, aside = overview(root).remarks
    assert "several files are marked as the notes of chapter 12 (ch_10/copy.md, twelve/README.md)" in doubled
    assert "kept as progress.json.broken" in aside


def test_outside_of_a_repository_there_are_runs_and_labs_but_no_notes(tmp_path: Path) -> None:
    (tmp_path / "ch_10").mkdir()
    (tmp_path / "ch_10" / "README.md").write_text("<!-- handsonn chapter 10 -->\nwords")
    Progress(tmp_path).mark("weights", "seen")
    seen = overview(tmp_path)
    assert not seen.is_repository
    assert (seen.chapters[0].notes, seen.chapters[0].labs_opened) == (None, 1)


def test_notes_that_cannot_be_read_are_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == ".md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(
        RepositoryError, match=r"the notes in .* cannot be read \(.*README.md: Permission denied\)"
    ):
        overview(root)


def test_a_page_that_nobody_wrote_on_is_not_searched(root: Path) -> None:
    assert search_repository(root, ["notes"]).hits == ()
    page = root / "README.md"
    page.write_text(f"{page.read_text()}\nSee my notes.\n")
    assert [hit.text for hit in search_repository(root, ["see", "my", "notes"]).hits] == ["See my notes."]


def test_a_copy_of_a_lab_is_searched_once_it_was_changed(root: Path) -> None:
    lab = overview(root).chapters[0].labs[0].lab
    copy = copy_lab(lab, root)
    assert search_repository(root, ["marimo"]).hits == ()
    copy.write_text(f"{copy.read_text()}\n# mine\n")
    assert [hit.path.name for hit in search_repository(root, ["marimo"]).hits] == [copy.name]
