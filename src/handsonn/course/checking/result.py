"""What came of checking an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "not passed"]

NOT_WRITTEN = "not_written"
NO_PYTHON = "no_python"
RAISED = "raised"
ENDED = "ended_python"
OUT_OF_TIME = "out_of_time"
OUT_OF_MEMORY = "out_of_memory"
DIED = "process_died"
MISSING_NAME = "missing_name"
WRONG_ARGUMENTS = "wrong_arguments"
RETURNS_NOTHING = "returns_nothing"
WRONG_KIND = "wrong_kind"
WRONG_SHAPE = "wrong_shape"
NOT_FINITE = "not_finite"
CHANGES_INPUT = "changes_its_input"
NOT_COMPILED = "not_compiled"
UNFORESEEN = "unforeseen"
ANY_EXERCISE = frozenset({
    NOT_WRITTEN, NO_PYTHON, RAISED, ENDED, OUT_OF_TIME, OUT_OF_MEMORY, DIED, MISSING_NAME, WRONG_ARGUMENTS,
    RETURNS_NOTHING, WRONG_KIND, WRONG_SHAPE, NOT_FINITE, CHANGES_INPUT, NOT_COMPILED, UNFORESEEN,
})  # fmt: skip
"""Names of what can be wrong with an answer to any exercise; a check adds misconceptions of its own."""


@dataclass(frozen=True)
class Measurement:
    """A figure that the answer had to reach.

    what: in words, with its unit, such as "accuracy on 1,000 unseen images". at_least, at_most: the bounds.
    """

    what: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def bounds(self) -> dict[str, float]:
        """Give the bounds that it has, by their words: "at least", "at most"."""
        words = {"at least": self.at_least, "at most": self.at_most}
        return {name: bound for name, bound in words.items() if bound is not None}

    @property
    def missed(self) -> float | None:
        """Give the first bound that the value does not keep, as NaN keeps none; None if it keeps all."""
        if self.at_least is not None and not self.value >= self.at_least:
            return self.at_least
        if self.at_most is not None and not self.value <= self.at_most:
            return self.at_most
        return None


@dataclass(frozen=True)
class Failure:
    """Why an answer did not pass.

    name: of the misconception, or of result.py's list. sentence: for the learner.
    check: in words, what was being checked; "" where that had not begun.
    lab: the lab that shows it, or "". line, code: the learner's own line that led to it; 0 and "" if unknown.
    """

    name: str
    sentence: str
    check: str = ""
    lab: str = ""
    line: int = 0
    code: str = ""


@dataclass(frozen=True)
class CheckResult:
    """What came of one check of one answer.

    seed: from which its data and networks were drawn; the same seed gives the same check.
    held: in words, what was found right, in order; of: how many checks there are.
    told: sentences about what was measured. printed: the last lines that the learner's code printed.
    afterwards: what to take along, for an answer that passed. seconds, processor_seconds: how long it took.
    backend: Keras' backend, or "" where Keras was not used.
    """

    exercise: str
    seed: int
    outcome: Outcome
    held: tuple[str, ...]
    of: int
    failure: Failure | None = None
    measurements: tuple[Measurement, ...] = ()
    told: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    afterwards: str = ""
    seconds: float = 0.0
    processor_seconds: float = 0.0
    backend: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether all that is checked was right."""
        return self.outcome == "passed"
