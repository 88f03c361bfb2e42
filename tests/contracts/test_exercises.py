"""What every exercise keeps: it fails as it comes, its solution passes, misconceptions are named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handsonn.course.catalogue import chapters, exercises, labs
from handsonn.course.content_check import Prover, prove_exercise
from handsonn.course.exercise import ANSWER_FILE, Exercise
from handsonn.course.exercise_files import course_troubles


@pytest.fixture(scope="module")
def prover() -> Iterator[Prover]:
    with Prover() as made:
        yield made


def test_the_course_is_in_order() -> None:
    assert list(course_troubles(chapters(), labs())) == []


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_the_file_to_write_in_runs_without_tensorflow(exercise: Exercise) -> None:
    """Keras alone wants TensorFlow; handsonn, imported before it, chooses the backend that is there."""
    text = (exercise.folder / ANSWER_FILE).read_text(encoding="utf-8")
    if "\nimport keras" in text:
        assert "import handsonn" in text.partition("\nimport keras")[0]


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_an_exercise_is_proven(exercise: Exercise, prover: Prover) -> None:
    proof = prove_exercise(exercise, prover)
    assert proof.troubles == ()
    assert all(sentence.endswith((".", "?", ")")) for _, sentence in proof.sentences), proof.sentences
