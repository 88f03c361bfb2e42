"""The index follows what is done elsewhere: from any folder of the repository, and from no other."""

from __future__ import annotations

from pathlib import Path

from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.repository import init_repository, update_index_around
from handsonn.journal.repository.place import MARK_FILE


def test_the_index_is_brought_up_to_date_from_a_folder_inside(tmp_path: Path) -> None:
    root = init_repository(tmp_path / "notes", git=False).root
    ExerciseMarks(root).mark_passed("one_neuron")
    assert "1 of" not in (root / "README.md").read_text()
    assert update_index_around(root / "runs") == ()
    assert "| 1 of" in (root / "README.md").read_text()


def test_outside_of_a_repository_nothing_happens(tmp_path: Path) -> None:
    assert update_index_around(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_repository_is_told_of_and_left_alone(tmp_path: Path) -> None:
    root = init_repository(tmp_path / "notes", git=False).root
    (root / MARK_FILE).write_text("{")
    before = (root / "README.md").read_text()
    assert "is damaged" in update_index_around(root)[0]
    assert (root / "README.md").read_text() == before
