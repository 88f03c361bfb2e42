"""Each exercise that says so passes on the TensorFlow backend too."""

from __future__ import annotations

import os
from collections.abc import Iterator

import keras
import pytest

from handsonn.course.catalogue import exercises
from handsonn.course.content_check import SEEDS, Prover
from handsonn.course.exercise import SOLUTION_FILE, Exercise

if keras.config.backend() != "tensorflow":
    assert not os.environ.get("HANDSONN_ON_TENSORFLOW")
    pytest.skip("the backend is not TensorFlow", allow_module_level=True)

ON_TENSORFLOW = [exercise for exercise in exercises() if "tensorflow" in exercise.backends]


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover() as made:
        yield made


@pytest.mark.parametrize("exercise", ON_TENSORFLOW, ids=lambda exercise: exercise.name)
def test_the_solution_passes(exercise: Exercise, prover: Prover) -> None:
    solution = (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8")
    found = prover.check(exercise, solution, SEEDS[0])
    assert found.passed, found.failure
    assert found.backend in {"tensorflow", ""}
