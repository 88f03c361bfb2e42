"""Practising: which exercise is meant, a pass that is kept, hints one by one, a fresh start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_exercise import SHIPPED, SOLUTION, write_exercise

from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.exercise import Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.practice import (
    answer_path,
    answers,
    check_answer,
    current_exercise,
    find_answer,
    give_hint,
    next_exercise,
    reset_exercise,
    solution_of,
)
from handsonn.errors import ExerciseError, RepositoryError

Course = tuple[Exercise, Exercise]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("course") / "ch10_small"
    return write_exercise(folder, name="first"), write_exercise(folder, name="second")


@pytest.fixture(scope="module")
def process() -> Iterator[CheckProcess]:
    with CheckProcess() as made:
        yield made


@pytest.fixture
def root(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's repository with both exercises as they come."""
    monkeypatch.setattr(answers, "exercises", lambda: course)
    (tmp_path / ".handsonn").mkdir()
    for exercise in course:
        (tmp_path / exercise.place).mkdir(parents=True)
        (tmp_path / exercise.place / "exercise.py").write_text(SHIPPED)
    return tmp_path


def write(root: Path, exercise: Exercise, text: str, *, saved: int) -> None:
    answer = root / exercise.place / "exercise.py"
    answer.write_text(text)
    os.utime(answer, (saved, saved))


def test_the_next_exercise_is_the_first_that_was_not_passed(root: Path, course: Course) -> None:
    assert next_exercise(root) is course[0]
    ExerciseMarks(root).mark_passed("first")
    assert next_exercise(root) is course[1]
    ExerciseMarks(root).mark_passed("second")
    assert next_exercise(root) is None


def test_the_current_one_is_where_the_learner_is_or_wrote_last(root: Path, course: Course) -> None:
    assert current_exercise(root, root) is course[0]
    write(root, course[1], SOLUTION, saved=200)
    assert current_exercise(root, root) is course[1]
    write(root, course[0], SOLUTION, saved=300)
    assert current_exercise(root, root) is course[0]
    assert current_exercise(root, root / course[1].place) is course[1]
    ExerciseMarks(root).mark_passed("first")
    assert current_exercise(root, root) is course[1]
    ExerciseMarks(root).mark_passed("second")
    with pytest.raises(ExerciseError, match="all 2 exercises are passed; name the one to check again"):
        current_exercise(root, root)


def test_an_answer_is_found_in_a_renamed_chapter_and_missed_with_a_sentence(
    root: Path, course: Course
) -> None:
    (root / "exercises" / "ch_10").rename(root / "exercises" / "neural networks")
    assert answer_path(root, course[0]) == root / "exercises" / "neural networks" / "first" / "exercise.py"
    (root / "exercises" / "neural networks" / "first" / "exercise.py").unlink()
    assert find_answer(root, course[0]) is None
    with pytest.raises(ExerciseError, match=r"first/exercise\.py is not in .*`handsonn reset first` brings"):
        answer_path(root, course[0])


def test_a_pass_is_kept_and_brings_the_index_up_to_date(
    root: Path, course: Course, process: CheckProcess
) -> None:
    (root / "README.md").write_text("# Mine\n\nNo index here.\n")
    assert not check_answer(root, course[0], process).passed
    assert ExerciseMarks(root).passed() == {}
    write(root, course[0], SOLUTION, saved=100)
    found = check_answer(root, course[0], process, seed=5)
    assert found.passed
    assert found.seed == 5
    assert set(ExerciseMarks(root).passed()) == {"first"}
    assert found.told[0] == "Five numbers were doubled."
    assert "README.md" in found.told[1]  # its index cannot be updated, as a sentence says
    assert (root / "README.md").read_text() == "# Mine\n\nNo index here.\n"
    assert check_answer(root, course[0], process).told == ("Five numbers were doubled.",)


def test_seeds_differ_from_check_to_check(root: Path, course: Course, process: CheckProcess) -> None:
    write(root, course[0], SOLUTION, saved=100)
    assert len({check_answer(root, course[0], process).seed for _ in range(3)}) == 3


def test_another_backend_is_refused_before_anything_runs(
    root: Path, course: Course, process: CheckProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    with pytest.raises(
        ExerciseError, match=r"first is checked with Keras on jax, and KERAS_BACKEND is 'torch'"
    ):
        check_answer(root, course[0], process)


def test_hints_come_one_by_one_and_the_solution_after_the_last(root: Path, course: Course) -> None:
    with pytest.raises(ExerciseError, match=r"once it is passed or all 3 hints were given \(0 so far\)"):
        solution_of(root, course[0])
    given = [give_hint(root, course[0]) for _ in range(4)]
    assert [(hint.number, hint.of) for hint in given] == [(1, 3), (2, 3), (3, 3), (3, 3)]
    assert given[0].text == "What is three, twice?"
    assert solution_of(root, course[0]) == SOLUTION
    ExerciseMarks(root).mark_passed("second")
    assert solution_of(root, course[1]) == SOLUTION


def test_a_fresh_start_keeps_what_was_written(root: Path, course: Course) -> None:
    folder = root / course[0].place
    assert reset_exercise(root, course[0]).kept is None  # as it comes already
    for number, text in enumerate(("first try", "second try"), start=1):
        write(root, course[0], text, saved=100)
        done = reset_exercise(root, course[0])
        assert done.kept == folder / f"exercise_{number}.py"
        assert done.kept.read_text() == text
        assert done.answer.read_text() == SHIPPED
    (folder / "exercise.py").unlink()
    assert reset_exercise(root, course[0]).kept is None
    assert (folder / "exercise.py").read_text() == SHIPPED
    assert (folder / "README.md").is_file()


def test_a_pass_that_cannot_be_kept_is_told_and_is_one_all_the_same(
    root: Path, course: Course, process: CheckProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, course[0], SOLUTION, saved=100)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = check_answer(root, course[0], process)
    assert found.passed
    assert "could not be written (No space left on device)" in found.told[1]
    assert ExerciseMarks(root).passed() == {}


def test_a_full_disk_leaves_the_answer_as_it_was(
    root: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, course[0], "mine", saved=100)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RepositoryError, match=r"first could not be put back as it came .*No space left"):
        reset_exercise(root, course[0])
    assert (root / course[0].place / "exercise.py").read_text() == "mine"
