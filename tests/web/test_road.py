"""The stations of the road, by what was done; and where the home page leads."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from small_course import write_course, write_repository

from handsonn.course.exercise_marks import ExerciseMarks
from handsonn.course.lab import Chapter
from handsonn.course.progress import Progress
from handsonn.course.repository import overview
from handsonn.web.road import Station, Step, first_step, new_station, station_of


@pytest.fixture
def chapters(tmp_path: Path) -> tuple[Chapter, ...]:
    return write_course(tmp_path / "course")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_repository(tmp_path / "notes")
    return tmp_path / "notes"


def stations(root: Path, chapters: tuple[Chapter, ...]) -> tuple[Station, ...]:
    return tuple(station_of(each, root) for each in overview(root, chapters).chapters)


def step(root: Path, chapters: tuple[Chapter, ...], *, with_exercises: bool = True) -> Step | None:
    return first_step(stations(root, chapters), with_exercises=with_exercises)


def test_a_station_tells_how_far_the_learner_is(root: Path, chapters: tuple[Chapter, ...]) -> None:
    found = [[each.state for each in stations(root, chapters)]]
    assert [new_station(each).state for each in chapters] == found[0] == ["open", "empty"]
    for lab in ("count", "recount"):
        Progress(root).mark(lab, "done")
        found.append([each.state for each in stations(root, chapters)])
    ExerciseMarks(root).mark_passed("double")
    last = stations(root, chapters)[0]
    assert [states[0] for states in found] == ["open", "begun", "begun"]
    assert (last.state, last.done, last.passed) == ("done", 2, 1)


def test_a_chapter_with_exercises_alone_is_a_station(root: Path, chapters: tuple[Chapter, ...]) -> None:
    bare = (dataclasses.replace(chapters[0], labs=()),)
    assert stations(root, bare)[0].state == "open"
    ExerciseMarks(root).mark_passed("double")
    assert stations(root, bare)[0].state == "done"


def test_an_exercise_is_begun_once_it_was_written_in_or_a_hint_was_taken(
    root: Path, chapters: tuple[Chapter, ...]
) -> None:
    answer = root / "exercises" / "ch_10" / "double" / "exercise.py"

    def state() -> str:
        return stations(root, chapters)[0].rows[0].state

    assert state() == "new"
    answer.write_bytes(answer.read_bytes().replace(b"\n", b"\r\n"))  # as git does on Windows
    assert state() == "new"
    answer.write_text("def double(x): pass\n")
    assert state() == "begun"
    answer.unlink()
    assert state() == "new"
    ExerciseMarks(root).hint_given("double", 3)
    assert state() == "begun"


def test_the_page_leads_to_labs_begun_then_to_labs_and_to_the_exercises_of_their_chapter(
    root: Path, chapters: tuple[Chapter, ...]
) -> None:
    assert step(root, chapters) == Step("Start with", "Count", "/labs/ch10/count/", chapters[0].labs[0])
    Progress(root).mark("recount", "seen")
    assert step(root, chapters) == Step("Go on with", "Recount", "/labs/ch10/recount/", chapters[0].labs[1])
    Progress(root).mark("recount", "done")
    assert step(root, chapters) == Step("Next", "Count", "/labs/ch10/count/", chapters[0].labs[0])
    Progress(root).mark("count", "done")
    exercise = Step("Next exercise", "Twice as much", "/exercises/ch10/double/")
    assert step(root, chapters) == exercise
    assert step(root, chapters, with_exercises=False) is None
    ExerciseMarks(root).hint_given("double", 3)
    assert step(root, chapters) == dataclasses.replace(exercise, words="Go on with the exercise")
    ExerciseMarks(root).mark_passed("double")
    assert step(root, chapters) is None


def test_notes_are_told_with_their_words_and_the_newest_titles(
    root: Path, chapters: tuple[Chapter, ...]
) -> None:
    assert stations(root, chapters)[0].notes is None
    (root / "ch_10").mkdir()
    path = root / "ch_10" / "README.md"
    path.write_text("<!-- handsonn chapter 10 -->\n# A small chapter\n")
    assert stations(root, chapters)[0].notes is None  # nothing is written yet
    dated = "".join(f"\n## 2026-01-0{day} 10:00{title}\n\none two\n" for day, title in DAYS)
    path.write_text(path.read_text() + dated)
    notes = stations(root, chapters)[0].notes
    assert notes is not None
    assert (notes.place, notes.words) == ("ch_10/README.md", 6)
    assert notes.latest == ("2026-01-03 10:00 · Third", "2026-01-02 10:00")


DAYS = ((1, " · First"), (3, " · Third"), (2, ""))
