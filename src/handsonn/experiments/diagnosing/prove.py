"""prove(): one change tried, both networks trained from the same seeds and judged on the same samples."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.arm import Arm
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes import find_change_kind
from handsonn.experiments.diagnosing.code import change_code
from handsonn.experiments.diagnosing.proof_words import Told, needs, sentence
from handsonn.experiments.diagnosing.samples import count
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.trials import PILOT_EPOCHS, Plan, Stop, Trials
from handsonn.experiments.diagnosing.verdict import (
    FEWEST_SEEDS,
    Judged,
    decided_early,
    judged,
    of_few_epochs,
    smallest_gain,
)
from handsonn.experiments.diagnosing.work_time import WorkTime
from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Change, Proof

Tell = Callable[[float, str, float], None]
"""Is told of progress: the share that is done (0 to 1), a sentence, and the seconds that are left."""

MOST_SEEDS = 10


def prove(
    case: Case,
    change: Change,
    *,
    seeds: Sequence[int] = range(5),
    trials: Trials | None = None,
    tell: Tell = lambda *_: None,
    should_stop: Stop = lambda: False,
) -> Proof:
    """Train the case with and without the change from the same seeds; say whether the change helps.

    Both arms of a seed start from the same random seed and are judged on the same held-out samples. After
    three seeds the rest is left out where a 99 % interval already decides; where the 95 % interval of all
    seeds does not decide and time is left, more seeds are tried, up to ten.

    The case's model, its arrays and the global generators stay as they are. Raises DiagnosisError for a
    change that the case does not take or too few samples, Stopped when should_stop says so.
    """
    began = time.perf_counter()
    if len(set(seeds)) < FEWEST_SEEDS:
        raise DiagnosisError(
            f"a proof compares over at least {FEWEST_SEEDS} seeds; {len(set(seeds))} were given."
        )
    from handsonn.training.disk_cache import keep_programs_on_disk

    keep_programs_on_disk()
    trials = trials or Trials()
    with undisturbed():
        whole = trials.changed(case, change)
        code = change_code(case, whole)
        if find_change_kind(change.kind).aim == "same answers":
            return _nothing_to_measure(change, code)
        contest = _contest(case, change, seeds, trials, should_stop)
        pairs = _pairs(contest, list(seeds), tell, should_stop)
    return _proof(contest, code, pairs, time.perf_counter() - began)


@dataclass(frozen=True, eq=False)
class _Contest:
    """What stands for all seeds of a proof."""

    case: Case
    change: Change
    trials: Trials
    plan: Plan
    scoring: Scoring
    epochs: tuple[int, int]
    asked: int
    smallest: float
    truer: bool

    def gain(self, before: Arm, after: Arm) -> float:
        """Give how much better (or truer) the changed arm is; NaN counts as the same answer always."""
        scores = [self.scoring.chance if math.isnan(arm.score) else arm.score for arm in (before, after)]
        return scores[0] - scores[1] if self.truer else scores[1] - scores[0]


def _contest(case: Case, change: Change, seeds: Sequence[int], trials: Trials, stop: Stop) -> _Contest:
    plan = trials.plan(case, seeds[0], len(seeds), stop)
    part = trials.part(case, seeds[0], plan.most)
    changed = trials.changed(part.case, change)
    truer = find_change_kind(change.kind).aim == "truer"
    scoring = trials.scoring(part.case)
    if plan.raised:
        pilot = trials.arm(changed, seeds[0], scoring, PILOT_EPOCHS, stop)
        plan = Plan(plan.seconds, plan.most, epoch_seconds=pilot.epoch_seconds, raised=plan.raised)
    epochs = plan.epochs(case.epochs, changed.epochs, len(seeds))
    asked = max(1, round(case.epochs * plan.factor))
    return _Contest(case, change, trials, plan, scoring, epochs, asked, smallest_gain(part.held_out), truer)


def _pairs(contest: _Contest, seeds: list[int], tell: Tell, stop: Stop) -> list[tuple[Arm, Arm]]:
    """Train pair after pair until it is decided."""
    worked, planned = WorkTime(), len(seeds)
    pairs: list[tuple[Arm, Arm]] = []
    total = seeds + [max(seeds) + 1 + extra for extra in range(max(0, MOST_SEEDS - planned))]
    for seed in total:
        pairs.append(_pair(contest, seed, stop))
        done, spent = len(pairs), worked.seconds()
        goal = planned if done <= planned else len(total)
        tell(done / goal, f"{done} of {goal} pairs of networks trained", spent / done * (goal - done))
        if pairs[-1][1].raised or _enough(contest, pairs, planned, spent):
            break
    return pairs


def _pair(contest: _Contest, seed: int, stop: Stop) -> tuple[Arm, Arm]:
    trials, plan = contest.trials, contest.plan
    part = trials.part(contest.case, seed, plan.most)
    after_case = trials.changed(part.case, contest.change)
    before = (
        Arm(seed, math.nan, raised=plan.raised)
        if plan.raised
        else trials.arm(part.case, seed, contest.scoring, contest.epochs[0], stop)
    )
    return before, trials.arm(after_case, seed, contest.scoring, contest.epochs[1], stop)


def _enough(contest: _Contest, pairs: list[tuple[Arm, Arm]], planned: int, spent: float) -> bool:
    gains = [contest.gain(before, after) for before, after in pairs]
    if len(pairs) < planned:
        return len(pairs) >= FEWEST_SEEDS and decided_early(gains, contest.smallest)
    if len(pairs) > planned:
        return spent * (len(pairs) + 1) / len(pairs) > contest.plan.seconds
    undecided = judged(gains, contest.smallest).verdict == "cannot tell"
    cheap = spent / planned * MOST_SEEDS <= contest.plan.seconds
    return not (undecided and cheap)


def _proof(contest: _Contest, code: str, pairs: list[tuple[Arm, Arm]], seconds: float) -> Proof:
    part = contest.trials.part(contest.case, pairs[0][0].seed, contest.plan.most)
    gains = [contest.gain(before, after) for before, after in pairs]
    before, after = ([pair[side].score for pair in pairs] for side in (0, 1))
    told = Told(
        contest.scoring, before, after, contest.smallest, part.held_out, _trained(contest, part.trained),
        part.samples, contest.epochs[0], contest.asked, contest.plan.raised,
    )  # fmt: skip
    raised = next((arm.raised for _, arm in pairs if arm.raised), "")
    verdict = Judged("no gain seen", 0.0, 0.0, 0.0)
    if not raised:
        verdict = judged(gains, contest.smallest)
        if not contest.truer:
            verdict = of_few_epochs(verdict, contest.epochs[0], contest.asked)
    words = (
        f"With the change, the training cannot run: {raised}"
        if raised
        else sentence(verdict, told, truer=contest.truer)
    )
    low, high = (-verdict.high, -verdict.low) if contest.truer else (verdict.low, verdict.high)
    return Proof(
        contest.change, code, verdict.verdict, words, contest.scoring.name,
        tuple(pair[0].seed for pair in pairs), tuple(before), tuple(after), low, high,
        tuple(pair[0].curve for pair in pairs), tuple(pair[1].curve for pair in pairs),
        "" if raised else needs(verdict, told), seconds,
    )  # fmt: skip


def _trained(contest: _Contest, trained: int) -> int:
    """Count the training samples; the whole, where only held-out samples were taken away."""
    samples = count(contest.case.x)
    return trained if samples > contest.plan.most else samples


def _nothing_to_measure(change: Change, code: str) -> Proof:
    words = (
        "This changes what is told of the training, not what the network learns: its answers stay the same, "
        "so there is no score to compare."
    )
    return Proof(change, code, "no gain seen", words, "", (), (), (), 0.0, 0.0)
