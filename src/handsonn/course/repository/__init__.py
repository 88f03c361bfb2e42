"""The course in the learner's repository: what is shipped into it, and what they have done there."""

from handsonn.course.repository.index import update_index, update_index_around
from handsonn.course.repository.make import MadeRepository, init_repository
from handsonn.course.repository.note import KeptNote, add_note, find_chapter, notes_file
from handsonn.course.repository.overview import (
    ChapterProgress,
    ExerciseProgress,
    LabProgress,
    Overview,
    overview,
)
from handsonn.course.repository.search import search_repository

__all__ = [
    "ChapterProgress",
    "ExerciseProgress",
    "KeptNote",
    "LabProgress",
    "MadeRepository",
    "Overview",
    "add_note",
    "find_chapter",
    "init_repository",
    "notes_file",
    "overview",
    "search_repository",
    "update_index",
    "update_index_around",
]
