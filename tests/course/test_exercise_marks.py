"""Which exercises were passed, and how many hints were taken."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.errors import ExerciseError


def file_of(root: Path) -> Path:
    return root / ".handsonn" / "exercises.json"


def test_the_first_pass_is_dated_and_stays(tmp_path: Path) -> None:
    marks = ExerciseMarks(tmp_path)
    assert marks.mark_passed("one_neuron")
    first = marks.passed()["one_neuron"]
    assert first.endswith("+00:00")
    assert not ExerciseMarks(tmp_path).mark_passed("one_neuron")
    assert ExerciseMarks(tmp_path).passed() == {"one_neuron": first}


def test_hints_are_counted_up_to_the_last_and_a_pass_keeps_them(tmp_path: Path) -> None:
    marks = ExerciseMarks(tmp_path)
    assert [marks.hint_given("one_neuron", 2) for _ in range(3)] == [1, 2, 2]
    marks.mark_passed("one_neuron")
    assert (marks.hints("one_neuron"), marks.hints("other")) == (2, 0)


def test_two_terminals_that_pass_at_once_keep_both_marks(tmp_path: Path) -> None:
    names = [f"exercise_{number}" for number in range(8)]
    threads = [threading.Thread(target=ExerciseMarks(tmp_path).mark_passed, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(ExerciseMarks(tmp_path).passed()) == set(names)


@pytest.mark.parametrize("mark", ['{"hints": -1}', '{"hints": true}', '{"passed": 3}', "[]", '{"seen": "x"}'])
def test_a_file_that_cannot_be_understood_is_kept_aside(tmp_path: Path, mark: str) -> None:
    text = f'{{"handsonn_exercises": 1, "exercises": {{"one_neuron": {mark}}}}}'
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(text)
    marks = ExerciseMarks(tmp_path)
    assert marks.passed() == {}
    assert 'expected "passed" and "hints" for \'one_neuron\'' in marks.note
    assert (file_of(tmp_path).parent / "exercises.json.broken").read_text() == text


def test_the_file_of_a_newer_handsonn_is_left_alone(tmp_path: Path) -> None:
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(json.dumps({"handsonn_exercises": 2, "exercises": {}}))
    with pytest.raises(ExerciseError, match="newer handsonn"):
        ExerciseMarks(tmp_path).mark_passed("one_neuron")
