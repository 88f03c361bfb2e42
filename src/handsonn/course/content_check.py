"""Prove an exercise: it fails as shipped, its solution passes with room to spare, wrong answers are named."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.checking.result import OUT_OF_TIME, CheckResult, Measurement
from handsonn.course.checking.wrong_answer import BrokenWrongAnswer, read_wrong_answers
from handsonn.course.exercise import ANSWER_FILE, SOLUTION_FILE, WRONG_ANSWERS_FILE, Exercise
from handsonn.course.exercise_files import file_troubles

SEEDS = (11, 23, 37, 51, 68)
"""The solution is checked from each of them, a wrong answer from the first."""
MARGIN = 3.0
"""Standard deviations over the seeds that lie at least between the mean of a measurement and its bound."""
LEAST_WRONG_ANSWERS = 3
_PATIENCE = 4  # times an answer's seconds: others may use the machine, and the processor's time is judged
_SHARE_OF_TIME = 0.5  # of an exercise's seconds that its solution may take on the processor

Told = Callable[[str], None]


@dataclass(frozen=True)
class Margin:
    """A figure of the solution over the seeds, and how far it stays from its bound.

    distance: standard deviations between mean and bound; infinite where all seeds give the same figure.
    """

    what: str
    mean: float
    deviation: float
    bound: float
    distance: float


@dataclass(frozen=True)
class ExerciseProof:
    """What came of proving an exercise. troubles: a sentence each; none for one that is right.

    seconds: processor seconds of the solution's slowest check. answers: wrong answers that were tried.
    sentences: what each wrong answer is told, by its words.
    """

    exercise: str
    troubles: tuple[str, ...]
    margins: tuple[Margin, ...]
    seconds: float
    answers: int
    sentences: tuple[tuple[str, str], ...]


class Prover:
    """Checks answers in one process after the other: a new one where an answer ended it."""

    def __init__(self) -> None:
        self._process = CheckProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.end()

    def check(
        self, exercise: Exercise, source: str | bytes, seed: int, *, patience: int = _PATIENCE
    ) -> CheckResult:
        """Check an answer of which only the text is there. patience: times the seconds that it has."""
        if not self._process.is_alive:
            self._process.end()
            self._process = CheckProcess()
        with tempfile.TemporaryDirectory(prefix="handsonn-answer-") as folder:
            file = Path(folder) / ANSWER_FILE
            file.write_bytes(source.encode() if isinstance(source, str) else source)
            patient = replace(exercise, seconds=exercise.seconds * patience)
            return self._process.check(patient, file, seed)


def prove_exercise(
    exercise: Exercise, prover: Prover, *, seeds: Sequence[int] = SEEDS, tell: Told = lambda _: None
) -> ExerciseProof:
    """Prove one exercise. tell: is called with what is tried next."""
    troubles = list(file_troubles(exercise))
    if troubles:
        return ExerciseProof(exercise.name, tuple(troubles), (), 0.0, 0, ())
    wrong = read_wrong_answers(exercise.folder / WRONG_ANSWERS_FILE)
    tell("as shipped")
    shipped = prover.check(exercise, (exercise.folder / ANSWER_FILE).read_bytes(), seeds[0])
    troubles += _misnamed(shipped, wrong.as_shipped, "", "as shipped")
    solution = (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8")
    passes: list[CheckResult] = []
    for seed in seeds:
        tell(f"the solution, seed {seed}")
        passes.append(prover.check(exercise, solution, seed))
    margins = tuple(_margins(passes))
    troubles += [*_not_passed(passes), *_too_near(margins), *_too_slow(exercise, passes)]
    sentences: list[tuple[str, str]] = []
    for answer in wrong.answers:
        tell(answer.what)
        try:
            source = answer.source(solution)
        except BrokenWrongAnswer as error:
            troubles.append(str(error))
            continue
        patience = 1 if answer.name == OUT_OF_TIME else _PATIENCE  # nobody waits for what never ends
        found = prover.check(exercise, source, seeds[0], patience=patience)
        troubles += _misnamed(found, answer.name, answer.says, answer.what)
        sentences.append((answer.what, found.failure.sentence if found.failure else ""))
    if len({answer.name for answer in wrong.answers}) < LEAST_WRONG_ANSWERS:
        troubles.append(f"it needs wrong answers of at least {LEAST_WRONG_ANSWERS} kinds.")
    slowest = max(each.processor_seconds for each in passes)
    return ExerciseProof(
        exercise.name, tuple(troubles), margins, slowest, len(wrong.answers), tuple(sentences)
    )


def _misnamed(found: CheckResult, name: str, says: str, what: str) -> Iterator[str]:
    if found.failure is None:
        yield f"{what}: it passes, but {name} is expected."
    elif found.failure.name != name:
        yield f"{what}: {name} is expected, but it is told {found.failure.name}: {found.failure.sentence}"
    elif says not in found.failure.sentence:
        yield f"{what}: it is told {found.failure.sentence!r}, in which {says!r} is missing."


def _not_passed(passes: Sequence[CheckResult]) -> Iterator[str]:
    for each in passes:
        if each.failure is not None:
            yield f"the solution does not pass from seed {each.seed}: {each.failure.sentence}"


def _margins(passes: Sequence[CheckResult]) -> Iterator[Margin]:
    """Put each measurement's figures of all seeds together."""
    by_place: dict[tuple[int, str], list[Measurement]] = {}
    for each in passes:
        for place, measurement in enumerate(each.measurements):
            by_place.setdefault((place, measurement.what), []).append(measurement)
    for (_, what), figures in by_place.items():
        values = [figure.value for figure in figures]
        mean, deviation = statistics.fmean(values), statistics.pstdev(values)
        for bound, sign in ((figures[0].at_least, 1.0), (figures[0].at_most, -1.0)):
            if bound is not None:
                room = sign * (mean - bound)
                distance = room / deviation if deviation else (float("inf") if room >= 0 else -float("inf"))
                yield Margin(what, mean, deviation, bound, distance)


def _too_near(margins: Sequence[Margin]) -> Iterator[str]:
    for each in margins:
        if each.distance < MARGIN:
            yield (
                f"{each.what}: {each.mean:.4g} ± {each.deviation:.2g} over the seeds lies "
                f"{each.distance:.1f} standard deviations from {each.bound:.4g}, less than {MARGIN:g}."
            )


def _too_slow(exercise: Exercise, passes: Sequence[CheckResult]) -> Iterator[str]:
    slowest = max(each.processor_seconds for each in passes)
    if slowest > exercise.seconds * _SHARE_OF_TIME:
        yield (
            f"the solution takes {slowest:.1f} s on the processor, more than half of the "
            f"{exercise.seconds} s that an answer has."
        )
