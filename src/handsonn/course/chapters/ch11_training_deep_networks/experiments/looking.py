"""What the rules of the diagnosis find in a network: its settings and data first, then its training.

For each seed the facts of its own training are recorded, and judged. Nothing of it is written down here.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import Any

from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import AS_IT_IS, Arm, arm
from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SEEDS
from handsonn.course.live import Watch
from handsonn.diagnosis import judge
from handsonn.experiments.diagnosing import gather
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.probes import (
    expected_at_start,
    layer_run_facts,
    loss_at_start,
    prediction_facts,
    undisturbed,
)
from handsonn.records import Facts, Finding, RunFacts

_KEPT: dict[str, Looked] = {}


@dataclass(frozen=True)
class Looked:
    """facts, findings: one for each seed; the findings' most likely cause first."""

    facts: tuple[Facts, ...]
    findings: tuple[tuple[Finding, ...], ...]

    @property
    def finding(self) -> Finding | None:
        """The most likely cause, from the first seed; None where nothing is found."""
        return self.findings[0][0] if self.findings[0] else None

    @property
    def agreeing(self) -> int:
        """Count the seeds whose most likely cause is the same as the first seed's."""
        codes = [found[0].code if found else "" for found in self.findings]
        return codes.count(codes[0])


def looked_at(name: str, watch: Watch) -> Looked:
    """Look at one of the networks, from every seed; kept.

    Raises Superseded when the learner has moved on meanwhile.
    """
    if name not in _KEPT:
        _KEPT[name] = look(arm(name, AS_IT_IS, watch), watch)
    return _KEPT[name]


def look(before: Arm, watch: Watch) -> Looked:
    """Record and judge the training of each seed."""
    facts: list[Facts] = []
    findings: list[tuple[Finding, ...]] = []
    known = gather(before.case)
    for place, seed in enumerate(SEEDS):
        watch.check()
        watch.progress(place / len(SEEDS), f"Looking into the network of seed {seed}")
        with undisturbed(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            facts.append(replace(known, run=run_facts(before, place, known)))
        findings.append(judge(facts[-1]).findings)
    return Looked(tuple(facts), tuple(findings))


def run_facts(before: Arm, place: int, known: Facts) -> RunFacts:
    """Record the training of one seed, as a diagnosis does."""
    x, y, arguments = fit_arguments(before.case)
    first: Any = before.first(SEEDS[place])
    after = before.models[place]
    held_x, held_y = before.case.held_out or (None, None)
    history = {key: tuple(float(value) for value in values[place]) for key, values in before.history.items()}
    ended = history["loss"][-1]
    return RunFacts(
        history=history,
        loss_at_start=loss_at_start(first, x, y),
        expected_at_start=None if known.model is None else expected_at_start(known.model, y),
        layers=layer_run_facts(first, after, x, y, batch_size=int(arguments["batch_size"])),
        predictions=prediction_facts(
            after, x, y, held_x, held_y, training_loss=ended if math.isfinite(ended) else None
        ),
    )
