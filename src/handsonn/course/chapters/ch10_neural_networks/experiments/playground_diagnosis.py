"""What the rules of the diagnosis say of a playground's network, as it is configured at this moment."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import BATCH_SIZE, PlaneData
from handsonn.course.chapters.ch10_neural_networks.experiments.playground import Watched
from handsonn.course.live import Outcome, Watch
from handsonn.course.pictures import Text
from handsonn.diagnosis import judge
from handsonn.errors import Stopped
from handsonn.experiments.diagnosing import Case, case_of, fresh, gather
from handsonn.experiments.diagnosing.baselines import linear_score
from handsonn.experiments.diagnosing.learning import scoring_of
from handsonn.experiments.diagnosing.rate_trials import sweep
from handsonn.probes import (
    expected_at_start,
    layer_run_facts,
    loss_at_start,
    prediction_facts,
    undisturbed,
)
from handsonn.records import Facts, Finding, LadderFacts, RunFacts

TITLE = "Why does it not learn?"
PROOF = "How to prove it: the lab “Why does my network not learn?”"


def with_diagnosis(
    outcome: Outcome,
    place: str,
    make: Callable[[], Any],
    *,
    data: PlaneData,
    watched: Watched,
    settings: dict[str, Any],
    watch: Watch,
) -> Outcome:
    """Put the diagnosis of the network shown in the place of one of its pictures.

    make: gives the compiled network. settings: learning_rate, seed, and batch_size where it is not the usual one.
    Raises Superseded when the learner has moved on meanwhile.
    """
    try:
        findings, names = diagnosed(make, data, watched, settings, watch)
    except Stopped:
        watch.check()
        raise
    body = "\n".join(sentences(findings, names, int(settings["seed"])))
    old = outcome.pictures[place]
    text = Text(title=TITLE, body=body, monospaced=False, span=old.span, height=old.height)
    return replace(outcome, pictures=outcome.pictures | {place: text})


def diagnosed(
    make: Callable[[], Any], data: PlaneData, watched: Watched, settings: dict[str, Any], watch: Watch
) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Judge settings, data, the training of the network shown and short trials.

    Gives the findings and plain names of the layers. Raises Stopped when the watch says so.
    """
    with undisturbed(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = make()
        model.optimizer.learning_rate = settings["learning_rate"]
        case = case_of(
            model, data.x, data.y, validation_data=data.validation, epochs=watched.history["loss"].shape[1],
            batch_size=int(settings.get("batch_size", BATCH_SIZE)),
        )  # fmt: skip
        known = gather(case)
        run = run_facts(case, known, watched, int(settings["seed"]))
        facts = replace(known, run=run, ladder=ladder_facts(case, watched, watch))
    hidden = {layer.name: f"hidden {number}" for number, layer in enumerate(model.layers[:-1], 1)}
    return judge(facts).findings, hidden | {model.layers[-1].name: "output"}


def run_facts(case: Case, known: Facts, watched: Watched, seed: int) -> RunFacts:
    """Record the training of one seed from its curves and its weights at the end."""
    first, after = fresh(case, seed), fresh(case, seed)
    after.set_weights(list(watched.finals[seed]))
    history = {name: tuple(float(one) for one in values[seed]) for name, values in watched.history.items()}
    ended = history["loss"][-1]
    held_x, held_y = case.arguments["validation_data"]
    return RunFacts(
        history=history,
        loss_at_start=loss_at_start(first, case.x, case.y),
        expected_at_start=None if known.model is None else expected_at_start(known.model, case.y),
        layers=layer_run_facts(first, after, case.x, case.y, batch_size=case.batch_size),
        predictions=prediction_facts(
            after, case.x, case.y, held_x, held_y, training_loss=ended if math.isfinite(ended) else None
        ),
    )


def ladder_facts(case: Case, watched: Watched, watch: Watch) -> LadderFacts:
    """Try what the ladder tries: a linear model, and other learning rates for a few updates."""
    case = replace(case, held_out=case.arguments["validation_data"])
    scoring = scoring_of(case)
    rates = sweep(case, watch.should_stop)
    return LadderFacts(
        scoring.name, scoring.chance, linear_score(case, scoring), float(watched.score.mean()), rates,
        seed_spread=float(watched.score.std(ddof=1)),
    )  # fmt: skip


def sentences(findings: tuple[Finding, ...], names: dict[str, str], seed: int) -> list[str]:
    """Say the most likely cause with its evidence and remedy, or that nothing is found."""
    if not findings:
        return [
            f"Nothing is found in the settings, the data, the training of seed {seed} and trials of other learning rates.",
            "The rules speak only when they are sure: a network they find nothing in may still be too small for its task.",
            PROOF,
        ]
    first = findings[0]
    said = [f"{first.code}, {first.name} (seed {seed}): {first.cause}"]
    said += [f"Seen: {' '.join(first.evidence)}"] if first.evidence else []
    said.append(f"To do: {first.remedy}")
    for name, plain in names.items():
        said = [sentence.replace(f"'{name}'", plain) for sentence in said]
    others = [f"{one.code}, {one.name}" for one in findings[1:]]
    return [*said, *([f"Also: {'; '.join(others)}."] if others else []), PROOF]
