"""Both arms of a comparison: one training from five seeds, and the same with one thing changed.

The score is that of a diagnosis: accuracy on samples that neither arm was trained on. Each arm is trained once
and kept, so that a control that goes back finds it again.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SEEDS, SICK, case
from handsonn.course.live import Watch
from handsonn.experiments.diagnosing import Case, apply, fresh
from handsonn.experiments.diagnosing.arm import score_of
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.learning import scoring_of
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.records import Finding
from handsonn.training import Population

Array = np.ndarray[Any, Any]
AS_IT_IS = "as it is"
FINDING = "finding"
CHANGES = {
    FINDING: "what the finding says",
    "epochs": "three times the epochs",
    "layers": "one more hidden layer",
    "units": "four times the units",
    "batch": "four times the batch size",
    "rate_down": "a tenth of the learning rate",
    "rate_up": "ten times the learning rate",
}
_KEPT: dict[tuple[str, str], Arm] = {}


@dataclass(frozen=True, eq=False)
class Arm:
    """One training from five seeds.

    history: by metric, shape (seeds, epochs). scores: shape (seeds,), on case.held_out; NaN where the answers are
    no numbers. models: trained, one for each seed. first: the same at their first weights.
    """

    case: Case
    history: dict[str, Array]
    scores: Array
    models: tuple[Any, ...] = field(repr=False)

    @property
    def epochs(self) -> int:
        """How many epochs each network was trained."""
        return int(self.history["loss"].shape[1])

    def first(self, seed: int) -> Any:
        """Make the network of this seed as it was before the first update."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return fresh(self.case, seed)


@cache
def case_named(name: str) -> Case:
    """Give the case of one of the networks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of some of the faults
        return case(SICK[name])


@cache
def scoring(name: str) -> Scoring:
    """Choose the score of one of the networks, as a diagnosis does."""
    return scoring_of(case_named(name))


def arm(name: str, change: str, watch: Watch, finding: Finding | None = None) -> Arm:
    """Train a network as it is, or with one of CHANGES. finding: what names the change of FINDING.

    Raises Superseded when the learner has moved on meanwhile.
    """
    if (name, change) not in _KEPT:
        _KEPT[name, change] = trained(name, changed(name, change, finding), watch)
    return _KEPT[name, change]


def changed(name: str, change: str, finding: Finding | None) -> Case:
    """Give the case of a network with exactly one change."""
    sick = SICK[name]
    if change == AS_IT_IS:
        return case_named(name)
    if change == FINDING:
        assert finding is not None
        return apply(case_named(name), finding.changes[0])
    different = {
        "epochs": lambda: replace(sick, epochs=3 * sick.epochs),
        "layers": lambda: replace(sick, hidden=(*sick.hidden, sick.hidden[-1])),
        "units": lambda: replace(sick, hidden=tuple(4 * units for units in sick.hidden)),
        "batch": lambda: replace(sick, batch_size=4 * sick.batch_size),
        "rate_down": lambda: replace(sick, learning_rate=sick.learning_rate / 10),
        "rate_up": lambda: replace(sick, learning_rate=sick.learning_rate * 10),
    }[change]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return case(different)


def trained(name: str, given: Case, watch: Watch) -> Arm:
    """Train a case from every seed, each network from its first weights."""
    x, y, arguments = fit_arguments(given)
    done = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in SEEDS:
            population = Population(lambda seed=seed: fresh(given, seed), (seed,))  # type: ignore[misc]
            one = population.train(
                x,
                y,
                epochs=given.epochs,
                batch_size=given.batch_size,
                validation_data=arguments["validation_data"],
                should_stop=watch.should_stop,
            )
            done.append(one)
            watch.check()
        models = tuple(one.models[0] for one in done)
        scores = np.array([score_of(model, *new_samples(given), scoring(name)) for model in models])
    history = {key: np.concatenate([one.history[key] for one in done]) for key in done[0].history}
    return Arm(given, history, scores, models)


def new_samples(given: Case) -> tuple[Array, Array]:
    """Give the samples that no training of the case saw."""
    assert given.held_out is not None
    return given.held_out
