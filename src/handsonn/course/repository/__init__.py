"""The course in the learner's repository: what is shipped into it, and what they have done there."""

from handsonn.course.repository.index import update_index
from handsonn.course.repository.make import MadeRepository, init_repository
from handsonn.course.repository.overview import (
    ChapterProgress,
    ExerciseProgress,
    LabProgress,
    Overview,
    overview,
)

__all__ = [
    "ChapterProgress",
    "ExerciseProgress",
    "LabProgress",
    "MadeRepository",
    "Overview",
    "init_repository",
    "overview",
    "update_index",
]
