"""The road through the chapters: a station for each, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handsonn.course.answer_file import was_written_in
from handsonn.course.exercise import Exercise
from handsonn.course.lab import Chapter, Lab
from handsonn.course.repository import ChapterProgress, ExerciseProgress

_DATED = 2  # titles of notes that a chapter shows


@dataclass(frozen=True)
class LabCard:
    """A lab as the home page shows it. state: "new", "seen" or "done"."""

    lab: Lab
    state: str


@dataclass(frozen=True)
class ExerciseRow:
    """An exercise as the home page shows it. state: "new", "begun" or "passed"."""

    exercise: Exercise
    state: str


@dataclass(frozen=True)
class NotesLine:
    """The learner's notes of one chapter. place: from the repository's folder. latest: "made · title".

    address: of the page that shows them.
    """

    place: str
    address: str
    words: int
    latest: tuple[str, ...]


@dataclass(frozen=True)
class Station:
    """A chapter on the road. state: "empty" (nothing to do yet), "open", "begun" or "done"."""

    chapter: Chapter
    cards: tuple[LabCard, ...]
    rows: tuple[ExerciseRow, ...] = ()
    notes: NotesLine | None = None

    @property
    def done(self) -> int:
        """Count the labs that are done."""
        return sum(card.state == "done" for card in self.cards)

    @property
    def passed(self) -> int:
        """Count the exercises that were passed."""
        return sum(row.state == "passed" for row in self.rows)

    @property
    def state(self) -> str:
        """Tell how far the learner is."""
        states = {card.state for card in self.cards} | {row.state for row in self.rows}
        if not states:
            return "empty"
        if states <= {"done", "passed"}:
            return "done"
        return "open" if states == {"new"} else "begun"


@dataclass(frozen=True)
class Step:
    """What to do next. words: how the page leads to it. lab: None for an exercise."""

    words: str
    title: str
    address: str
    lab: Lab | None = None


def new_station(chapter: Chapter) -> Station:
    """Give a chapter of which nothing is known."""
    cards = tuple(LabCard(lab, "new") for lab in chapter.labs)
    return Station(chapter, cards, tuple(ExerciseRow(each, "new") for each in chapter.exercises))


def station_of(progress: ChapterProgress, root: Path) -> Station:
    """Give a chapter with what was done in it. root: the learner's folder."""
    return Station(
        progress.chapter,
        tuple(LabCard(each.lab, each.state) for each in progress.labs),
        tuple(ExerciseRow(each.exercise, _state(each)) for each in progress.exercises),
        _notes(progress, root),
    )


def first_step(stations: Sequence[Station], *, with_exercises: bool) -> Step | None:
    """Choose what to do next: a lab that was begun, else the first thing open; None if there is nothing.

    Within a chapter the labs come first. with_exercises: are they offered? Outside of a repository they
    cannot be checked.
    """
    cards = [card for station in stations for card in station.cards]
    for card in cards:
        if card.state == "seen":
            return Step("Go on with", card.lab.title, card.lab.address, card.lab)
    is_new = not any(station.done or station.passed for station in stations)
    words = "Start with" if is_new else "Next"
    for station in stations:
        for card in station.cards:
            if card.state == "new":
                return Step(words, card.lab.title, card.lab.address, card.lab)
        open_rows = [row for row in station.rows if row.state != "passed" and with_exercises]
        for row in open_rows:
            go_on = "Go on with the exercise" if row.state == "begun" else "Next exercise"
            return Step(go_on, row.exercise.title, row.exercise.address)
    return None


def _state(progress: ExerciseProgress) -> str:
    if progress.passed:
        return "passed"
    return "begun" if progress.hints or _was_written_in(progress) else "new"


def _was_written_in(progress: ExerciseProgress) -> bool:
    """Tell whether the learner's file differs from the one that came; one that cannot be read does not."""
    if progress.path is None:
        return False
    try:
        return was_written_in(progress.path, progress.exercise)
    except OSError:
        return False


def _notes(progress: ChapterProgress, root: Path) -> NotesLine | None:
    if progress.notes is None or not (progress.words or progress.dated):
        return None
    newest = sorted(progress.dated, key=lambda note: note.made, reverse=True)[:_DATED]
    latest = tuple(f"{note.made} · {note.title}" if note.title else note.made for note in newest)
    place = progress.notes.relative_to(root).as_posix()
    return NotesLine(place, f"/notes/{progress.chapter.name}/", progress.words, latest)
