"""A whole diagnosis: findings in their order, what was tried to prove them, and what was found in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handsonn.records.facts import Facts
from handsonn.records.finding import Change, Finding

Verdict = Literal["proven", "no gain seen", "cannot tell"]


@dataclass(frozen=True)
class Proof:
    """One change, tried: both networks trained from the same seeds and judged on the same held-out samples.

    code: the change as a unified diff of Keras code. score_name: "accuracy", "balanced accuracy" or "R2";
    more is better in each. before, after: that score, one for each seed (NaN: its loss became NaN).
    low, high: the 95 % interval of the mean of the paired differences (after minus before).
    curves_before, curves_after: held-out loss by epoch, one tuple for each seed.
    needs: what it would take to tell; "" unless the verdict is "cannot tell". sentence: the verdict in words.
    """

    change: Change
    code: str
    verdict: Verdict
    sentence: str
    score_name: str
    seeds: tuple[int, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    low: float
    high: float
    curves_before: tuple[tuple[float, ...], ...] = ()
    curves_after: tuple[tuple[float, ...], ...] = ()
    needs: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """One round: the findings on the training as it then was, and what was tried for the first of them.

    tried: proofs in the order they were made. taken: place in `tried` of the change that the next step keeps;
    -1: none.
    """

    findings: tuple[Finding, ...]
    tried: tuple[Proof, ...] = ()
    taken: int = -1


@dataclass(frozen=True)
class Diagnosis:
    """What hn.diagnose() gives, and `diagnosis.json` keeps.

    title: what was diagnosed ("model.py", "sequential"). steps: at least one; the first holds the findings on
    the training as it was given. passed: sentences of what was checked and is in order. not_checked:
    sentences of what could not be looked at, and why. symptom: what the learner came with, or "".
    facts: those of the first step. seconds: of the whole.
    """

    title: str
    steps: tuple[Step, ...]
    passed: tuple[str, ...]
    not_checked: tuple[str, ...]
    facts: Facts
    symptom: str = ""
    seconds: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those on the training as it was given, the most likely cause first."""
        return self.steps[0].findings if self.steps else ()
