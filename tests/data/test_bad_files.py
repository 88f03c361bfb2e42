from __future__ import annotations

import time
from pathlib import Path

import hostile_files
import pytest

from handsonn.data.files import load_file
from handsonn.errors import HandsonnError


@pytest.mark.parametrize("case", hostile_files.CASES, ids=str)
def test_a_hostile_file_is_answered_by_one_sentence(case: hostile_files.Hostile, tmp_path: Path) -> None:
    path = case.build(tmp_path)
    start = time.process_time()
    with pytest.raises(HandsonnError, match=case.phrase) as caught:
        load_file(path, **case.options)
    assert time.process_time() - start < 10
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 500


def test_there_are_at_least_sixty_and_no_two_of_one_name() -> None:
    names = [case.name for case in hostile_files.CASES]
    assert len(names) == len(set(names)) >= 60


def test_the_files_without_their_fault_are_read(tmp_path: Path) -> None:
    """The contrast: it is the fault that is refused, not the kind of file."""
    table = hostile_files.text("good.csv", hostile_files.numbered())(tmp_path)
    assert len(load_file(table, target="label")) == 20
    archive = hostile_files.npz("", "", **hostile_files.XY).build(tmp_path)
    assert len(load_file(archive)) == 10
    folder = hostile_files.images("", "", hostile_files.GOOD).build(tmp_path)
    assert len(load_file(folder)) == 3
