"""A learner's copy of a lab: made whole, never written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small_course import write_course

from handsonn.course.lab import Lab
from handsonn.course.open_code import copy_lab, copy_of
from handsonn.errors import LabError


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    chapter, _ = write_course(tmp_path / "course")
    return chapter.labs[0]


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    (tmp_path / "learner").mkdir()
    return tmp_path / "learner"


def test_a_copy_has_the_lab_s_code_and_a_name_with_its_chapter(lab: Lab, learner: Path) -> None:
    copy = copy_lab(lab, learner)
    assert copy == copy_of(lab, learner) == learner / "labs" / "ch10_count.py"
    assert copy.read_bytes() == lab.path.read_bytes()
    assert [path.name for path in copy.parent.iterdir()] == ["ch10_count.py"]


def test_what_the_learner_changed_is_kept(lab: Lab, learner: Path) -> None:
    copy_lab(lab, learner).write_text("mine")
    assert copy_lab(lab, learner).read_text() == "mine"


def test_a_copy_that_appears_meanwhile_is_kept(
    lab: Lab, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def linking(source: Path, target: Path) -> None:
        target.write_text("another process was quicker")
        link(source, target)

    monkeypatch.setattr(os, "link", linking)
    assert copy_lab(lab, learner).read_text() == "another process was quicker"


def test_a_disk_without_hard_links_gets_the_copy_too(
    lab: Lab, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    copy = copy_lab(lab, learner)
    assert copy.read_bytes() == lab.path.read_bytes()
    assert [path.name for path in copy.parent.iterdir()] == ["ch10_count.py"]


def test_a_folder_of_the_copy_s_name_is_said(lab: Lab, learner: Path) -> None:
    copy_of(lab, learner).mkdir(parents=True)
    with pytest.raises(LabError, match=r"could not be copied to .*ch10_count\.py"):
        copy_lab(lab, learner)


def test_a_full_disk_leaves_nothing_half_written(
    lab: Lab, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LabError, match="No space left on device"):
            copy_lab(lab, learner)
    assert list((learner / "labs").iterdir()) == []
