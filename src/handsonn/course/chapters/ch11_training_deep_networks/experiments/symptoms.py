"""What the owner of a network sees: loss and accuracy over the epochs, and how far from guessing they are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words, percent_words
from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import Arm
from handsonn.course.chapters.ch11_training_deep_networks.experiments.looking import Looked
from handsonn.course.pictures import Axis, Curves, Line, Text, band

NAMES = {"loss": "loss", "accuracy": "accuracy"}
HIDDEN = "Look at the curves, order the evidence you want, and decide. Then switch on “Say what it is”."


def symptom_picture(one: Arm, metric: str, *, guess: float | None = None, **look: Any) -> Curves:
    """Draw training and validation values of a metric over the epochs; guess: what knowing nothing gives."""
    epochs = np.arange(1, one.epochs + 1)
    lines = [
        band("training", epochs, one.history[metric]),
        band("validation", epochs, one.history[f"val_{metric}"], colour="orange"),
    ]
    if guess is not None:
        flat = np.full(one.epochs, guess)
        lines.append(Line(f"knows nothing: {guess:.2f}", epochs, flat, colour="quiet", style="dashed"))
    low, high = (0.0, 1.0) if metric == "accuracy" else (0.0, None)
    return Curves(
        x=Axis("epoch", low=1, high=one.epochs), y=Axis(NAMES[metric], low=low, high=high),
        lines=tuple(lines), **look,
    )  # fmt: skip


def symptom_words(one: Arm) -> str:
    """Say what can be seen from outside."""
    loss, score = one.history["loss"], one.history["accuracy"][:, -1]
    return (
        f"After {one.epochs} epochs the training loss is {number_words(loss[:, -1])}, the training accuracy "
        f"{percent_words(score)}, the validation accuracy {percent_words(one.history['val_accuracy'][:, -1])}."
    )


def finding_text(looked: Looked, *, said: bool, **look: Any) -> Text:
    """Write what the rules find, or nothing of it yet."""
    body = "\n".join(finding_sentences(looked)) if said else HIDDEN
    return Text(body=body, monospaced=False, **look)


def finding_sentences(looked: Looked) -> list[str]:
    """Say cause, evidence and remedy in the rule's own words."""
    finding, seeds = looked.finding, len(looked.findings)
    if finding is None:
        return [
            f"Nothing is found, from {looked.agreeing} of {seeds} seeds.",
            "No rule has anything to say about its settings, its data or its training.",
        ]
    return [
        f"{finding.code}, {finding.name} (from {looked.agreeing} of {seeds} seeds): {finding.cause}",
        "Seen: " + " ".join(finding.evidence),
        f"To do: {finding.remedy}",
    ]


def guess_of(looked: Looked) -> float | None:
    """Give the loss of a network that knows nothing."""
    run = looked.facts[0].run
    told = run.expected_at_start if run is not None else None
    return told if told is not None and math.isfinite(told) else None
