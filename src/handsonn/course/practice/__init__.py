"""Practising in a repository: which exercise is next, checking an answer, hints, and beginning anew."""

from handsonn.course.answer_file import find_answer
from handsonn.course.practice.answers import answer_path, current_exercise, next_exercise
from handsonn.course.practice.check import check_answer
from handsonn.course.practice.hint import Hint, give_hint, solution_of
from handsonn.course.practice.reset import Reset, reset_exercise

__all__ = [
    "Hint",
    "Reset",
    "answer_path",
    "check_answer",
    "current_exercise",
    "find_answer",
    "give_hint",
    "next_exercise",
    "reset_exercise",
    "solution_of",
]
