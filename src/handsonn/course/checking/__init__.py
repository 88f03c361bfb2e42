"""Checking an exercise by what its code does: what a check.py uses, and the process that it runs in.

A check.py has a tuple CHECKS of functions (answer, trial), each with a docstring that says in words what
holds when it passes, and a string AFTERWARDS for the learner who has passed. The learner's code is `answer`;
`trial` has the seed, a folder and the measurements. What is wrong is raised as a `Wrong`.
"""

from handsonn.course.checking.answer import Answer
from handsonn.course.checking.result import CheckResult, Failure, Measurement
from handsonn.course.checking.trial import Trial
from handsonn.course.checking.wrong import Wrong
from handsonn.course.checking.wrong_answer import WrongAnswer

__all__ = ["Answer", "CheckResult", "Failure", "Measurement", "Trial", "Wrong", "WrongAnswer"]
