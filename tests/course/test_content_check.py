"""An exercise is proven: the healthy one has no troubles, and each fault of a sick twin is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_exercise import SHIPPED, SOLUTION, write_exercise

from handsonn.course import content_check
from handsonn.course.catalogue import BrokenCourseFile, read_exercise
from handsonn.course.checking.wrong_answer import BrokenWrongAnswer, WrongAnswer
from handsonn.course.content_check import ExerciseProof, Prover, prove_exercise
from handsonn.course.exercise import Exercise
from handsonn.course.exercise_files import course_troubles
from handsonn.course.lab import Chapter


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover() as made:
        yield made


def proof_with(prover: Prover, folder: Path, file: str, before: str, after: str) -> ExerciseProof:
    """Prove the small exercise after one change of one of its files."""
    exercise = write_exercise(folder / "ch10_small")
    text = (exercise.folder / file).read_text()
    assert text.count(before) >= 1
    (exercise.folder / file).write_text(text.replace(before, after))
    return prove_exercise(read_exercise(exercise.folder, "ch10"), prover, seeds=(1, 2))


def test_a_healthy_exercise_has_no_troubles(prover: Prover, tmp_path: Path) -> None:
    tried: list[str] = []
    proof = prove_exercise(write_exercise(tmp_path / "ch10_small"), prover, seeds=(1, 2), tell=tried.append)
    assert proof.troubles == ()
    assert tried == [
        "as shipped",
        "the solution, seed 1",
        "the solution, seed 2",
        "squares",
        "triples",
        "changes x",
    ]
    assert [(each.what, each.bound, each.distance) for each in proof.margins] == [
        ("largest error", 1.0, float("inf"))
    ]
    assert dict(proof.sentences)["squares"] == "yours is the square; twice a number is x + x."


@pytest.mark.parametrize(
    ("file", "before", "after", "trouble"),
    [
        ("exercise.py", SHIPPED, SOLUTION, "as shipped: it passes, but not_written is expected"),
        ("exercise.py", 'raise NotImplementedError("multiply by two")', "return x", "it is told not_twice"),
        ("solution.py", "return 2 * x", "return 2 * x + 1", "does not pass from seed 1: twice"),
        ("solution.py", "def double(x):", "def twice(x):", "the solution lacks double"),
        ("check.py", "error, ", "1 + 0.1 * trial.generator.normal(), ", "deviations from 1, less than 3"),
        ("check.py", "seconds: 20", "seconds: 500", "an answer has 500 s"),
        ("check.py", "minutes: 5", "minutes: 500", "it takes 500 minutes"),
        ("check.py", "backends: jax", "backends: theano", "its backends are ('theano',)"),
        ("wrong_answers.py", '"square"', '"cube"', "squares: cube is expected, but it is told square"),
        ("wrong_answers.py", '"is the square"', '"is the cube"', "in which 'is the cube' is missing"),
        ("wrong_answers.py", '"2 * x"', '"4 * x"', "stands 0 times in solution.py"),
        ("wrong_answers.py", "not_twice", "square", "it needs wrong answers of at least 3 kinds"),
        ("hints.md", "## Hint 3\n\n`2 * x`\n", "", "it has 2 hints"),
        ("hints.md", "What is three, twice?", "```python\n2 * x\n```", "its first hint shows code"),
        ("hints.md", "An array can be multiplied.", "", "one of its hints is empty"),
        ("hints.md", "# Hints\n", "", "must begin with '# Hints'"),
        ("README.md", "(exercise.py)", "(solution.py)", "links to solution.py"),
        ("README.md", "handsonn check", "hands on", "does not say how it is checked"),
        ("README.md", "never", "never", ""),
    ],
)  # fmt: skip
def test_each_fault_of_an_exercise_is_named(  # noqa: PLR0917 - fixtures and cases
    prover: Prover, tmp_path: Path, file: str, before: str, after: str, trouble: str
) -> None:
    proof = (
        proof_with(prover, tmp_path, file, before, after)
        if trouble
        else proof_with(prover, tmp_path, file, "# Twice as much", "# Twice " + "as much " * 20)
    )
    assert any((trouble or "is longer than") in each for each in proof.troubles), proof.troubles


def test_a_solution_that_takes_most_of_the_time_is_named(
    prover: Prover, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_check, "_SHARE_OF_TIME", 0.0)
    proof = prove_exercise(write_exercise(tmp_path / "ch10_small"), prover, seeds=(1,))
    assert "on the processor, more than half of the 20 s that an answer has" in proof.troubles[0]


def test_stray_files_are_named_and_missing_ones_refused(prover: Prover, tmp_path: Path) -> None:
    exercise = write_exercise(tmp_path / "ch10_small")
    (exercise.folder / "notes.txt").write_text("mine")
    assert prove_exercise(exercise, prover).troubles == ("stray files: notes.txt.",)
    (exercise.folder / "hints.md").unlink()
    with pytest.raises(BrokenCourseFile, match=r"twice needs hints\.md"):
        read_exercise(exercise.folder, "ch10")


def test_a_solution_that_ends_its_process_does_not_end_the_proof(prover: Prover, tmp_path: Path) -> None:
    proof = proof_with(
        prover, tmp_path, "solution.py", "def double", "import os\nos._exit(0)\n\n\ndef double"
    )
    assert "ends the whole process" in proof.troubles[0]
    assert prove_exercise(write_exercise(tmp_path / "ch10_next"), prover, seeds=(1,)).troubles == ()


def test_a_change_must_stand_once_in_the_solution() -> None:
    answer = WrongAnswer("odd", "odd", (("x", "y"),), "")
    assert answer.source("x = 1\n") == "y = 1\n"
    with pytest.raises(BrokenWrongAnswer, match="odd: 'x' stands 2 times"):
        answer.source("x = x\n")


def test_troubles_between_exercises_are_named(tmp_path: Path) -> None:
    twice: list[Exercise] = [
        write_exercise(tmp_path / "ch10_a", name="one"),
        write_exercise(tmp_path / "ch10_b", name="one", lab="nothing"),
    ]
    chapter = Chapter(10, "ch10", "Title", "Summary.", tmp_path, (), exercises=tuple(twice))
    assert list(course_troubles([chapter], [])) == [
        "ch10: the orders of its exercises are [1, 1], not 1 to 2.",
        "one: there is no lab called 'weights'.",
        "one: there are two exercises of this name.",
        "one: there is no lab called 'nothing'.",
    ]
