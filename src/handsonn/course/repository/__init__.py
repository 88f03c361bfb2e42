"""The course in the learner's repository: what is shipped into it, and what they have done there."""

from handsonn.course.repository.overview import (
    ChapterProgress,
    ExerciseProgress,
    LabProgress,
    Overview,
    overview,
)

__all__ = ["ChapterProgress", "ExerciseProgress", "LabProgress", "Overview", "overview"]
