"""next, check, hint, reset and course check, as they are typed."""

from __future__ import annotations

import json
import shlex
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handsonn.cli import check_watch
from handsonn.cli.main import handsonn
from handsonn.course.catalogue import exercises, find_exercise
from handsonn.course.checking import CheckResult
from handsonn.course.exercise import Exercise
from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.repository.make import init_repository

Typed = Callable[[str], Result]
NEURON = find_exercise("one_neuron")
SOLVED = (NEURON.folder / "solution.py").read_text()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "notes"
    init_repository(root, git=False)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def answer(repository: Path) -> Path:
    return repository / "exercises" / "ch_10" / "one_neuron" / "exercise.py"


def typed(line: str) -> Result:
    return CliRunner().invoke(handsonn, shlex.split(line))


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_first_exercise_is_shown_with_its_task_and_where_to_write(repository: Path) -> None:
    shown = typed("next")
    assert shown.exit_code == 0
    assert f"Exercise 1 of {len(exercises())}" in shown.stdout
    assert "Write in exercises/ch_10/one_neuron/exercise.py, then type `handsonn check`." in words(
        shown.stdout
    )
    for exercise in exercises():
        ExerciseMarks(repository).mark_passed(exercise.name)
    assert f"All {len(exercises())} exercises are passed." in typed("next").stdout
    assert json.loads(typed("next --json").stdout) == {"exercise": None}


def test_from_not_written_to_wrong_to_passed(answer: Path, repository: Path) -> None:
    unwritten = typed("check")
    assert unwritten.exit_code == 1
    assert "✗ weighted_sum gives one sum per sample" in unwritten.stdout
    assert "Not written yet, line 11: multiply, add up, and add the bias." in words(unwritten.stdout)
    assert "4 more checks wait for this one." in unwritten.stdout
    assert "--seed" not in unwritten.stdout

    answer.write_text(SOLVED.replace("z >= 0", "z > 0"))
    wrong = typed("check")
    assert wrong.exit_code == 1
    assert "✓ weighted_sum gives one sum per sample" in wrong.stdout
    assert "Your step gives 0 for z = 0" in words(wrong.stdout)
    assert "The lab “A neuron: weights” of chapter 10 shows it" in wrong.stdout
    again = wrong.stdout.split("again: `")[1].split("`")[0].removeprefix("handsonn ")
    assert typed(again).stdout == wrong.stdout

    answer.write_text(SOLVED + "print('hello from the learner')\n")
    passed = typed("check")
    assert passed.exit_code == 0
    assert passed.stdout.count("✓") == 5
    assert "| hello from the learner" in passed.stdout
    assert "Passed." in passed.stdout
    assert f"Next: {exercises()[1].title} (`handsonn next` shows it)." in passed.stdout
    assert "1 of" in (repository / "README.md").read_text()
    assert typed("hint one_neuron --solution").stdout == SOLVED


def test_a_line_of_the_learners_own_is_quoted(answer: Path) -> None:
    answer.write_text(SOLVED.replace("return x @ weights + bias", "return x @ weight + bias"))
    told = typed("check one_neuron")
    assert "raised NameError: name 'weight' is not defined" in words(told.stdout)
    assert "7 return x @ weight + bias" in words(told.stdout)


def test_the_result_as_json(answer: Path) -> None:
    answer.write_text(SOLVED)
    found = json.loads(typed("check one_neuron --seed 7 --json").stdout)
    assert (found["outcome"], found["seed"], found["failure"], len(found["held"])) == ("passed", 7, None, 5)


def test_hints_are_counted_and_the_solution_waits(repository: Path) -> None:
    early = typed("hint one_neuron --solution")
    assert early.exit_code == 1
    assert "once it is passed or all 3 hints were given (0 so far)" in early.stderr
    heads = [typed("hint one_neuron").stdout for _ in range(3)]
    assert ["hint 1 of 3" in heads[0], "hint 2 of 3" in heads[1], "That was the last hint" in heads[2]] == [
        True
    ] * 3
    assert json.loads(typed("hint one_neuron --json").stdout)["number"] == 3
    assert json.loads(typed("hint one_neuron --solution --json").stdout)["solution"] == SOLVED
    assert ExerciseMarks(repository).hints("one_neuron") == 3


def test_a_reset_says_where_the_old_one_is(answer: Path) -> None:
    answer.write_text(SOLVED)
    done = typed("reset one_neuron")
    kept = answer.with_name("exercise_1.py")
    assert f"is as it came; yours is kept in exercises/ch_10/one_neuron/{kept.name}." in words(done.stdout)
    assert kept.read_text() == SOLVED
    assert json.loads(typed("reset one_neuron --json").stdout) == {"answer": str(answer), "kept": None}


@pytest.mark.parametrize("line", ["next", "check", "hint", "reset one_neuron", "check one_neuron --watch"])
def test_outside_of_a_repository_a_sentence_says_how_to_make_one(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = typed(line)
    assert told.exit_code == 1
    assert "lies in no learning repository; `handsonn init FOLDER` makes one" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_deleted_answer_and_a_misspelt_name_are_told(answer: Path) -> None:
    answer.unlink()
    assert "`handsonn reset one_neuron` brings the exercise as it comes" in typed("check one_neuron").stderr
    assert "did you mean 'one_neuron'?" in typed("check one_neurone").stderr
    assert "exclude each other" in typed("check --watch --json").stderr


def test_watching_checks_at_each_save_and_goes_on_to_the_next(answer: Path, repository: Path) -> None:
    said: list[tuple[str, bool]] = []
    over = threading.Event()
    versions = iter([SOLVED.replace("+ bias", ""), SOLVED])

    def say(exercise: Exercise, found: CheckResult) -> None:
        said.append((exercise.name, found.passed))
        text = next(versions, None)
        if text is None:
            over.set()
        else:
            answer.write_text(text)

    check_watch.watch_exercises(repository, NEURON, goes_on=True, say=say, over=over)
    assert said == [("one_neuron", False), ("one_neuron", False), ("one_neuron", True)]


def test_the_course_check_prints_its_figures_and_fails_for_troubles(monkeypatch: pytest.MonkeyPatch) -> None:
    proven = typed("course check one_neuron")
    assert proven.exit_code == 0
    assert "✓ one_neuron  8 wrong answers named" in proven.stdout
    assert "asks for more than 0: your step gives 0 for z = 0;" in proven.stdout
    monkeypatch.setattr("handsonn.course.content_check.LEAST_WRONG_ANSWERS", 99)
    failed = typed("course check one_neuron")
    assert failed.exit_code == 1
    assert "it needs wrong answers of at least 99 kinds." in failed.stdout
