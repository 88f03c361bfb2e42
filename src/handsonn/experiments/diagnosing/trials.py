"""The trials of proofs: paired arms, trained within a budget of time, each arm only once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from handsonn.experiments.diagnosing.arm import Arm, train_arm
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes import apply
from handsonn.experiments.diagnosing.held_out import MOST_TRAINED, Apart, apart
from handsonn.experiments.diagnosing.learning import scoring_of
from handsonn.experiments.diagnosing.samples import count
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.records import Change

Stop = Callable[[], bool]
Train = Callable[[Case, int, Scoring, int, Stop], Arm]
FEWEST_ROWS = 500
PILOT_EPOCHS = 2  # the first one also brings the samples to the device
_WANTED_EPOCHS = 5


@dataclass(frozen=True)
class Plan:
    """How the arms of one proof are trained.

    seconds: for all arms. most: training samples per arm at most. factor: epochs of an arm over epochs as
    asked for, so that an arm of fewer samples takes as many steps. epoch_seconds: what one epoch took.
    raised: what Keras said where the training as it was given cannot run; "".
    """

    seconds: float
    most: int = MOST_TRAINED
    factor: float = 1.0
    epoch_seconds: float = 0.0
    raised: str = ""

    def epochs(self, before: int, after: int, seeds: int) -> tuple[int, int]:
        """Give the epochs of the two arms: those asked for, or as many as the time allows, in proportion."""
        asked = max(1, round(before * self.factor)), max(1, round(after * self.factor))
        needed = sum(asked) * seeds * self.epoch_seconds
        if needed <= self.seconds:
            return asked
        share = self.seconds / needed
        return max(1, int(asked[0] * share)), max(1, int(asked[1] * share))


def train_one(case: Case, seed: int, scoring: Scoring, epochs: int, should_stop: Stop) -> Arm:
    """Train one arm for real."""
    return train_arm(case, seed, scoring, epochs=epochs, should_stop=should_stop)


@dataclass
class Trials:
    """What was trained already: a second proof finds the first arms of the first one here.

    seconds: for the arms of one proof. train: trains one arm; a test gives scores known by hand instead.
    """

    seconds: float = 10.0
    train: Train = train_one
    _arms: dict[tuple[int, int, int], tuple[Case, Arm]] = field(default_factory=dict)
    _parts: dict[tuple[int, int, int], tuple[Case, Apart]] = field(default_factory=dict)
    _scorings: dict[int, tuple[Case, Scoring]] = field(default_factory=dict)
    _changed: dict[tuple[int, str], tuple[Case, Case]] = field(default_factory=dict)

    def part(self, case: Case, seed: int, most: int = MOST_TRAINED) -> Apart:
        """Set this seed's held-out samples apart. Raises DiagnosisError as apart() does."""
        key = (id(case), seed, most)
        if key not in self._parts:
            self._parts[key] = (case, apart(case, seed, most=most))
        return self._parts[key][1]

    def changed(self, case: Case, change: Change) -> Case:
        """Apply a change. Raises DiagnosisError as apply() does."""
        key = (id(case), repr(change))
        if key not in self._changed:
            self._changed[key] = (case, apply(case, change))
        return self._changed[key][1]

    def adopt(self, case: Case, change: Change, after: Case) -> None:
        """Let a whole case after a change be judged on the held-out samples that it was proven on."""
        for (known, seed, most), (_, part) in list(self._parts.items()):
            if known == id(case):
                same = Apart(self.changed(part.case, change), part.samples, part.given)
                self._parts[id(after), seed, most] = (after, same)

    def scoring(self, part: Case) -> Scoring:
        """Choose the score of a case whose held-out samples are apart."""
        key = id(part)
        if key not in self._scorings:
            self._scorings[key] = (part, scoring_of(part))
        return self._scorings[key][1]

    def arm(self, case: Case, seed: int, scoring: Scoring, epochs: int, stop: Stop) -> Arm:
        """Train one arm, unless the same one was trained."""
        key = (id(case), seed, epochs)
        if key not in self._arms:
            self._arms[key] = (case, self.train(case, seed, scoring, epochs, stop))
        return self._arms[key][1]

    def plan(self, case: Case, seed: int, seeds: int, stop: Stop) -> Plan:
        """Try two epochs, and plan the arms by the time it took."""
        most = MOST_TRAINED
        while True:
            part = self.part(case, seed, most)
            pilot = self.arm(part.case, seed, self.scoring(part.case), PILOT_EPOCHS, stop)
            if pilot.raised:
                return Plan(self.seconds, most, raised=pilot.raised)
            wanted = 2 * seeds * min(case.epochs, _WANTED_EPOCHS) * pilot.epoch_seconds
            trained = count(part.case.x)
            if wanted <= self.seconds or trained <= FEWEST_ROWS:
                factor = _steps(part.samples, case.batch_size) / _steps(trained, case.batch_size)
                factor = 1.0 if part.samples <= most else factor
                return Plan(self.seconds, most, factor, pilot.epoch_seconds)
            most = max(FEWEST_ROWS, int(trained * self.seconds / wanted))


def _steps(samples: int, batch_size: int) -> int:
    return math.ceil(samples / batch_size)
