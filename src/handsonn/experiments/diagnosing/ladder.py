"""The ladder: baselines and short trials that tell run-time causes apart, the cheapest first.

Always the same answer; a linear model; the network itself over three seeds; several learning rates for fifty
steps each; sixteen samples learnt by heart; shuffled labels; more epochs. A rung is left out when the time
of the ladder is over.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import stdev

import numpy as np

from handsonn.experiments.diagnosing.baselines import linear_score
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.rate_trials import few_samples, sweep
from handsonn.experiments.diagnosing.samples import count, rows
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.trials import Stop, Trials
from handsonn.experiments.diagnosing.work_time import WorkTime
from handsonn.records import LadderFacts

SEEDS = (0, 1, 2)
LONGER = 4
SECONDS = 8.0


def climb(
    case: Case,
    trials: Trials,
    should_stop: Stop,
    *,
    seconds: float = SECONDS,
    worked: WorkTime | None = None,
) -> LadderFacts:
    """Climb the ladder with copies of the case's network. Raises Stopped when should_stop says so.

    seconds: of work; worked: since when they count.
    """
    work = worked or WorkTime()
    plan = trials.plan(case, SEEDS[0], 5, should_stop)
    part = trials.part(case, SEEDS[0], plan.most).case
    scoring = trials.scoring(part)
    facts = LadderFacts(scoring.name, constant_score=scoring.chance, linear_score=linear_score(part, scoring))
    if plan.raised:
        return facts
    epochs, _ = plan.epochs(case.epochs, case.epochs, 5)
    parts = [trials.part(case, seed, plan.most).case for seed in SEEDS]
    arms = [
        trials.arm(of_seed, seed, scoring, epochs, should_stop)
        for of_seed, seed in zip(parts, SEEDS, strict=True)
    ]
    scores = [_number(arm.score, scoring) for arm in arms]  # a proof takes up the same arms again
    facts = replace(facts, network_score=sum(scores) / len(scores), seed_spread=stdev(scores))
    if work.seconds() < seconds:
        facts = replace(facts, rates=sweep(part, should_stop))
    if work.seconds() < seconds:
        score, rate = few_samples(part, scoring, facts.rates, should_stop)
        facts = replace(facts, few_samples_score=score, few_samples_rate=rate)
    spare = (seconds - work.seconds()) / max(plan.epoch_seconds, 1e-6)
    if spare > epochs:
        shuffled = trials.arm(_shuffled(part), SEEDS[0], scoring, epochs, should_stop)
        facts = replace(facts, shuffled_score=_number(shuffled.score, scoring))
    if spare > (1 + LONGER) * epochs:
        longer = trials.arm(part, SEEDS[0], scoring, LONGER * epochs, should_stop)
        facts = replace(facts, longer_score=_number(longer.score, scoring))
    return facts


def _shuffled(case: Case) -> Case:
    """Give each sample the label of another one."""
    order = np.random.default_rng(1).permutation(count(case.x))
    return replace(case, y=rows(case.y if case.y is not None else case.x, order))


def _number(score: float, scoring: Scoring) -> float:
    return scoring.chance if math.isnan(score) else score
