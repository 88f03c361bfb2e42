"""A proof's verdict in words: what the score did, by how much, and what was cut short to find out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.verdict import MOST_NEEDED, SMALLEST_GAIN, Judged


@dataclass(frozen=True)
class Told:
    """What the words need to know: the scores (NaN where the loss became NaN), and what was trained.

    trained, samples: training samples used, of how many. epochs, asked: of the first arm. held_out: samples.
    """

    scoring: Scoring
    before: Sequence[float]
    after: Sequence[float]
    smallest: float
    held_out: int
    trained: int = 0
    samples: int = 0
    epochs: int = 0
    asked: int = 0
    raised: str = ""


def sentence(judged: Judged, told: Told, *, truer: bool = False) -> str:
    """Say the verdict with its figures."""
    body = _truer(judged, told) if truer else _better(judged, told)
    return " ".join([body, *_notes(told)])


def needs(judged: Judged, told: Told) -> str:
    """Say what it would take to tell; "" where it is told."""
    if judged.verdict != "cannot tell":
        return ""
    if not judged.seeds_needed:
        return f"all {told.asked} epochs"
    seeds = (
        f"about {judged.seeds_needed} seeds"
        if judged.seeds_needed <= MOST_NEEDED
        else f"more than {MOST_NEEDED} seeds"
    )
    if told.smallest > SMALLEST_GAIN:
        return f"{seeds} at this spread, or more than {told.held_out} held-out samples"
    return f"{seeds} at this spread"


def number(score: float) -> str:
    """Write a score."""
    return "NaN" if math.isnan(score) else f"{score:.3f}"


def _better(judged: Judged, told: Told) -> str:
    name, seeds = told.scoring.name, len(told.after)
    before, after = _mean(told, told.before), _mean(told, told.after)
    between = f"{judged.low:.3f} and {judged.high:.3f} (95 % interval over {seeds} paired seeds)"
    if told.raised:
        return _first_run(judged, told, after)
    if judged.verdict == "proven" and judged.low == judged.high:
        return (
            f"With the change, {name} on held-out samples rises from {before} to {after}, by the same amount "
            f"with each of {seeds} seeds."
        )
    if judged.verdict == "proven":
        return (
            f"With the change, {name} on held-out samples rises from {before} to {after}; the gain lies "
            f"between {between}."
        )
    if judged.verdict == "no gain seen":
        what = "falls" if judged.high < 0 else "shows no gain that matters"
        return (
            f"With the change, {name} on held-out samples {what}: {before} before, {after} after; the "
            f"difference lies between {between}."
        )
    return (
        f"It cannot be told whether the change helps: {name} on held-out samples is {before} before and "
        f"{after} after, and the difference lies between {between}. It would take {needs(judged, told)}."
    )


def _first_run(judged: Judged, told: Told, after: str) -> str:
    chance = f"always giving the same answer reaches {number(told.scoring.chance)}"
    start = f"As it was given, the training cannot run ({told.raised}). With the change it runs"
    reached = f"{told.scoring.name} {after} on held-out samples over {len(told.after)} seeds; {chance}."
    if judged.verdict == "proven":
        return f"{start} and reaches {reached}"
    return f"{start}, but is not shown to learn: {reached}"


def _truer(judged: Judged, told: Told) -> str:
    name, seeds = told.scoring.name, len(told.after)
    before, after = _mean(told, told.before), _mean(told, told.after)
    if judged.verdict == "proven":
        return (
            f"With the change, {name} falls from {before} to {after}, by {judged.low:.3f} to "
            f"{judged.high:.3f} (95 % interval over {seeds} paired seeds): so much rested on what the change "
            "takes away, and is not to be had without it."
        )
    if judged.verdict == "no gain seen":
        return f"With the change, {name} stays as it was ({before} before, {after} after, {seeds} seeds)."
    return (
        f"It cannot be told whether {name} rests on what the change takes away: {before} before and {after} "
        f"after over {seeds} seeds. It would take {needs(judged, told)}."
    )


def _notes(told: Told) -> list[str]:
    notes = []
    if told.samples > told.trained:
        notes.append(
            f"To save time, each network was trained on {told.trained:,} of {told.samples:,} samples, for as "
            "many steps."
        )
    if told.epochs < told.asked:
        notes.append(f"To save time, each was trained for {told.epochs} of {told.asked} epochs.")
    for scores, when in ((told.before, "before"), (told.after, "after")):
        lost = sum(math.isnan(score) for score in scores)
        if lost and not (told.raised and when == "before"):
            notes.append(
                f"The loss became NaN with {lost} of {len(scores)} seeds {when} the change; that counts as "
                f"always giving the same answer ({number(told.scoring.chance)})."
            )
    return notes


def _mean(told: Told, scores: Sequence[float]) -> str:
    return number(mean(told.scoring.chance if math.isnan(score) else score for score in scores))
