"""Run the checks of an exercise on an answer, in this process."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from handsonn.course.checking.answer import Answer
from handsonn.course.checking.result import CheckResult, Failure
from handsonn.course.checking.told_failure import told_failure
from handsonn.course.checking.trial import Trial
from handsonn.course.exercise import ANSWER_FILE, Exercise
from handsonn.experiments.watching.run_script import Limit

Check = Callable[[Answer, Trial], None]
Told = Callable[[int, str], None]


@dataclass(frozen=True)
class Checks:
    """A check.py that was read: its functions in order, and what to take along afterwards."""

    functions: tuple[Check, ...]
    afterwards: str

    def words(self, number: int) -> str:
        """Say what a check, counted from 0, looks at: the first line of its docstring."""
        text = (self.functions[number].__doc__ or "").strip()
        return text.splitlines()[0].rstrip(".") if text else ""


def read_checks(path: Path) -> Checks:
    """Run a check.py of the course. Raises AttributeError where it lacks CHECKS or AFTERWARDS."""
    module = ModuleType(f"check_{path.parent.name}")
    module.__file__ = str(path)
    exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)  # noqa: S102 - our own file
    return Checks(tuple(module.CHECKS), str(module.AFTERWARDS).strip())


def run_check(exercise: Exercise, checks: Checks, file: Path, seed: int, told: Told) -> CheckResult:
    """Check an answer until something is not right yet.

    told: is called with the number of checks that held and what is looked at now. Only in the main thread,
    since the time limit interrupts that. Everything that the answer raises becomes part of the result.
    """
    begun, worked = time.monotonic(), time.process_time()
    answer = Answer(file, exercise.folder / ANSWER_FILE)
    with tempfile.TemporaryDirectory(prefix="handsonn-check-") as folder:
        trial = Trial(seed, Path(folder))
        failure = _failure(exercise, checks, answer, trial, told)
    return CheckResult(
        exercise=exercise.name,
        seed=seed,
        outcome="passed" if failure is None else "not passed",
        held=tuple(trial.held),
        of=len(checks.functions),
        failure=failure,
        measurements=tuple(trial.measurements),
        told=tuple(trial.told),
        printed=answer.printed,
        afterwards=checks.afterwards if failure is None else "",
        seconds=time.monotonic() - begun,
        processor_seconds=time.process_time() - worked,
        backend=_backend(),
    )


def _failure(exercise: Exercise, checks: Checks, answer: Answer, trial: Trial, told: Told) -> Failure | None:
    looked_at = ""
    try:
        with _at_home(answer.file, trial.folder), Limit(exercise.seconds).watched():
            told(0, "reading your file")
            _seed(trial.seed)
            answer.load()
            for number, check in enumerate(checks.functions):
                looked_at = checks.words(number)
                told(number, looked_at)
                _seed(trial.seed)
                check(answer, trial)
                trial.held.append(looked_at)
    except BaseException as error:  # noqa: BLE001 - whatever the learner's code does is to be explained
        return told_failure(error, answer.file, check=looked_at, lab=exercise.lab, seconds=exercise.seconds)
    return None


@contextmanager
def _at_home(file: Path, folder: Path) -> Iterator[None]:
    """Let the answer import what lies beside it and write into the trial's folder; the next finds neither."""
    before, known = (sys.path[:], Path.cwd()), set(sys.modules)
    sys.path.insert(0, str(file.parent))
    os.chdir(folder)
    try:
        yield
    finally:
        sys.path[:] = before[0]
        os.chdir(before[1])
        for name in set(sys.modules) - known:
            place = getattr(sys.modules[name], "__file__", None)
            if place and Path(place).is_relative_to(file.parent):
                del sys.modules[name]


def _seed(seed: int) -> None:
    """Draw from the same numbers in each check of a trial; Keras' seed is set where Keras is used."""
    keras = sys.modules.get("keras")
    if keras is not None:
        keras.utils.set_random_seed(seed % 2**32)
    else:
        import random

        import numpy as np

        random.seed(seed)
        np.random.seed(seed % 2**32)  # noqa: NPY002 - learners draw from the global generator


def _backend() -> str:
    keras = sys.modules.get("keras")
    return str(keras.backend.backend()) if keras is not None else ""
