"""What the learner has done, chapter by chapter; the index, `handsonn progress` and the home page show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handsonn.course import catalogue
from handsonn.course.answer_file import find_answer
from handsonn.course.exercise import Exercise
from handsonn.course.exercise_marks import ExerciseMarks, Mark
from handsonn.course.lab import Chapter, Lab
from handsonn.course.open_code import copy_of
from handsonn.course.progress import Progress
from handsonn.errors import RepositoryError
from handsonn.journal import Journal
from handsonn.journal.repository.chapter_notes import find_chapter_notes
from handsonn.journal.repository.note_text import DatedNote, count_words, dated_notes
from handsonn.journal.repository.place import MARK_FILE, RUNS
from handsonn.journal.repository.written_text import read_text

LabState = Literal["new", "seen", "done"]


@dataclass(frozen=True)
class LabProgress:
    """One lab: was it opened or done, and where the learner's copy of its code lies (None without one)."""

    lab: Lab
    state: LabState
    copy: Path | None


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise: the moment it was passed (ISO 8601; "" before), hints taken, the learner's file.

    path: exercises/ch_10/one_neuron/exercise.py in their folder; None where it is not there.
    """

    exercise: Exercise
    passed: str
    hints: int
    path: Path | None


@dataclass(frozen=True)
class ChapterProgress:
    """One chapter: its notes (None without a file of them), their words, the dated ones; labs, exercises."""

    chapter: Chapter
    notes: Path | None
    words: int
    dated: tuple[DatedNote, ...]
    labs: tuple[LabProgress, ...]
    exercises: tuple[ExerciseProgress, ...]

    @property
    def labs_opened(self) -> int:
        """Count the labs that were opened; those that are done were opened too."""
        return sum(lab.state != "new" for lab in self.labs)

    @property
    def labs_done(self) -> int:
        """Count the labs that are done."""
        return sum(lab.state == "done" for lab in self.labs)

    @property
    def passed(self) -> int:
        """Count the exercises that were passed."""
        return sum(bool(exercise.passed) for exercise in self.exercises)

    @property
    def next_exercise(self) -> ExerciseProgress | None:
        """Give the first exercise that was not passed yet; None when all were."""
        return next((exercise for exercise in self.exercises if not exercise.passed), None)


@dataclass(frozen=True)
class Overview:
    """What has been done in one folder.

    is_repository: `handsonn init` made it; any other folder may have runs and marks of labs all the same.
    runs: the names of the runs, newest first. remarks: sentences about what was found and is not right.
    """

    root: Path
    is_repository: bool
    chapters: tuple[ChapterProgress, ...]
    runs: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def last_notes(self) -> tuple[DatedNote, ...]:
        """Give the dated notes of all chapters, newest first."""
        dated = [note for chapter in self.chapters for note in chapter.dated]
        return tuple(sorted(dated, key=lambda note: note.made, reverse=True))


def overview(root: Path, chapters: Sequence[Chapter] | None = None) -> Overview:
    """Read what has been done in a folder. Files of marks that are damaged are put aside, as a remark says.

    chapters: of another course than ours. Notes are read in repositories alone: elsewhere they are nobody's.
    Raises LabError or ExerciseError for marks that cannot be read, JournalError for the runs' folder, and
    RepositoryError for notes.
    """
    is_repository = (root / MARK_FILE).is_file()
    return read_overview(root, catalogue.chapters() if chapters is None else chapters, is_repository)


def read_overview(root: Path, chapters: Sequence[Chapter], is_repository: bool) -> Overview:
    """Do so for a folder that is about to become a repository, too. Raises like overview."""
    labs, exercises = Progress(root), ExerciseMarks(root)
    seen, done, marks = labs.seen(), labs.done(), exercises.known()
    try:
        notes = find_chapter_notes(root, [chapter.number for chapter in chapters if is_repository])
        found = tuple(
            _chapter(
                chapter,
                notes.places.get(chapter.number),
                tuple(_lab(lab, root, seen, done) for lab in chapter.labs),
                tuple(_exercise(each, root, marks.get(each.name, Mark())) for each in chapter.exercises),
            )
            for chapter in chapters
        )
    except OSError as error:
        raise RepositoryError(
            f"the notes in {root} cannot be read ({error.filename}: {error.strerror or error}); check who "
            "may read that file."
        ) from error
    remarks = tuple(remark for remark in (*notes.doubled, labs.note, exercises.note) if remark)
    return Overview(root, is_repository, found, Journal(root / RUNS).names(), remarks)


def _chapter(
    chapter: Chapter,
    notes: Path | None,
    labs: tuple[LabProgress, ...],
    exercises: tuple[ExerciseProgress, ...],
) -> ChapterProgress:
    text = read_text(notes.read_bytes()).text if notes else ""
    dated = dated_notes(notes, text) if notes else ()
    return ChapterProgress(chapter, notes, count_words(text), dated, labs, exercises)


def _lab(lab: Lab, root: Path, seen: frozenset[str], done: frozenset[str]) -> LabProgress:
    copy = copy_of(lab, root)
    state: LabState = "done" if lab.name in done else "seen" if lab.name in seen else "new"
    return LabProgress(lab, state, copy if copy.is_file() else None)


def _exercise(exercise: Exercise, root: Path, mark: Mark) -> ExerciseProgress:
    answer = find_answer(root, exercise)
    return ExerciseProgress(exercise, mark.get("passed", ""), mark.get("hints", 0), answer)
