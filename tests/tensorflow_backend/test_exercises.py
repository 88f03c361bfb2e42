"""Each exercise that says so passes on the TensorFlow backend, and names a misconception there as well."""

from __future__ import annotations

import os
from collections.abc import Iterator

import keras
import pytest

from handsonn.course.catalogue import exercises
from handsonn.course.checking.wrong_answer import read_wrong_answers
from handsonn.course.content_check import SEEDS, Prover
from handsonn.course.exercise import SOLUTION_FILE, WRONG_ANSWERS_FILE, Exercise

if keras.config.backend() != "tensorflow":
    assert not os.environ.get("HANDSONN_ON_TENSORFLOW")
    pytest.skip("the backend is not TensorFlow", allow_module_level=True)

ON_TENSORFLOW = [exercise for exercise in exercises() if "tensorflow" in exercise.backends]


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover() as made:
        yield made


@pytest.mark.parametrize("exercise", ON_TENSORFLOW, ids=lambda exercise: exercise.name)
def test_the_solution_passes_and_a_wrong_answer_does_not(exercise: Exercise, prover: Prover) -> None:
    solution = (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8")
    found = prover.check(exercise, solution, SEEDS[0])
    assert found.passed, found.failure
    assert found.backend in {"tensorflow", ""}
    wrong = read_wrong_answers(exercise.folder / WRONG_ANSWERS_FILE).answers[0]
    told = prover.check(exercise, wrong.source(solution), SEEDS[0]).failure
    assert told is not None
    assert told.name == wrong.name
