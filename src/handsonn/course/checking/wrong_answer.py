"""Typical wrong answers of an exercise, written as changes of its solution."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType


class BrokenWrongAnswer(ValueError):  # noqa: N818 - reads as what happened
    """A wrong answer that cannot be made of its solution; for authors, never for learners."""


@dataclass(frozen=True)
class WrongAnswer:
    """What a learner may well write, and the misconception that the check must name.

    what: in words, such as "leaves the bias out". name: of the misconception (see Wrong).
    changes: pairs of a text that stands once in solution.py, and what stands there instead.
    says: a part of the sentence that the learner must be told.
    """

    what: str
    name: str
    changes: tuple[tuple[str, str], ...]
    says: str

    def source(self, solution: str) -> str:
        """Make the wrong answer of a solution. Raises BrokenWrongAnswer for a text that is not there once."""
        for before, after in self.changes:
            if solution.count(before) != 1:
                raise BrokenWrongAnswer(
                    f"{self.what}: {before!r} stands {solution.count(before)} times in solution.py, not once."
                )
            solution = solution.replace(before, after)
        return solution


@dataclass(frozen=True)
class WrongAnswers:
    """What wrong_answers.py has. as_shipped: the name of what is wrong with exercise.py as it comes."""

    as_shipped: str
    answers: tuple[WrongAnswer, ...]


def read_wrong_answers(path: Path) -> WrongAnswers:
    """Run a wrong_answers.py. Raises AttributeError unless it has AS_SHIPPED and WRONG_ANSWERS."""
    module = ModuleType(f"wrong_answers_{path.parent.name}")
    exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)  # noqa: S102 - our own file
    return WrongAnswers(str(module.AS_SHIPPED), tuple(module.WRONG_ANSWERS))
