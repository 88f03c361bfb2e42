"""What a learner sees when a network does not learn: fixed names, and the words that lead to each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handsonn.errors import UnknownName


@dataclass(frozen=True)
class Symptom:
    """name: fixed; sentence: what is seen; words: how learners say it, in lower case, the surest first."""

    name: str
    sentence: str
    words: tuple[str, ...]


SYMPTOMS = (
    Symptom(
        "loss is nan",
        "The loss is shown as nan or inf, at once or after a while.",
        ("nan", "not a number", "inf", "infinity", "explodes", "exploding", "blows up", "overflow"),
    ),
    Symptom(
        "loss is negative",
        "The loss falls below zero.",
        ("negative loss", "loss negative", "loss below zero", "minus loss", "loss is minus"),
    ),
    Symptom(
        "loss is zero",
        "The loss is 0 from the first epoch on.",
        ("zero loss", "loss zero", "loss 0", "loss is 0", "loss 0.0000", "loss is always 0"),
    ),
    Symptom(
        "loss goes up and down",
        "The loss jumps from epoch to epoch instead of falling.",
        ("up and down", "oscillates", "oscillating", "jumps", "unstable", "noisy", "fluctuates", "zigzag"),
    ),
    Symptom(
        "loss falls slowly",
        "The loss falls, but so slowly that the training would take for ever.",
        ("falls slowly", "slowly", "learns slow", "decreases slowly", "takes many epochs"),
    ),
    Symptom(
        "loss does not move",
        "The loss stays where it began.",
        (
            "loss stuck",
            "stuck",
            "does not move",
            "loss constant",
            "not decreasing",
            "does not decrease",
            "loss stays",
            "does not fall",
            "plateau",
            "flat",
            "not converging",
            "does not converge",
            "not learning",
            "does not learn",
        ),
    ),
    Symptom(
        "accuracy stays 0",
        "The accuracy is 0 or nearly so, although the loss falls.",
        ("accuracy 0", "accuracy is 0", "accuracy zero", "zero accuracy", "0 accuracy", "accuracy stays 0"),
    ),
    Symptom(
        "accuracy does not rise",
        "The accuracy stays at that of guessing.",
        (
            "accuracy stuck",
            "accuracy constant",
            "accuracy does not",
            "low accuracy",
            "bad accuracy",
            "random guessing",
            "guessing",
            "accuracy not improving",
            "50 percent",
            "accuracy",
        ),
    ),
    Symptom(
        "validation better than training",
        "The validation score is better than that of the training samples.",
        ("validation better", "val better", "validation higher", "train worse than", "better than training"),
    ),
    Symptom(
        "validation too good",
        "The validation score is better than anyone would expect.",
        ("too good", "suspicious", "100 percent validation", "perfect validation", "leak", "too high"),
    ),
    Symptom(
        "good in training, wrong in use",
        "The scores of the training are good, but predictions are wrong.",
        (
            "wrong in use",
            "predictions wrong",
            "wrong predictions",
            "evaluate differs",
            "predict differs",
            "bad predictions",
            "in use",
            "production",
        ),
    ),
    Symptom(
        "validation much worse",
        "The training samples are learnt well, and the validation samples are not.",
        (
            "overfit",
            "overfitting",
            "validation worse",
            "validation bad",
            "validation low",
            "val loss rises",
            "val loss increases",
            "val accuracy low",
            "validation accuracy low",
            "validation accuracy",
            "generalize",
            "generalise",
            "validation",
        ),
    ),
    Symptom(
        "predictions never negative",
        "Targets are negative, and the predictions never are.",
        ("never negative", "only positive", "no negative", "positive predictions", "predictions positive"),
    ),
    Symptom(
        "always the same answer",
        "The network gives one class, or one number, for every sample.",
        (
            "same answer",
            "same class",
            "one class",
            "same value",
            "same prediction",
            "same output",
            "constant output",
            "always predicts",
            "predicts only",
            "constant prediction",
            "predicts 0",
            "predicts 1",
            "mean",
        ),
    ),
    Symptom(
        "fit raises an error",
        "Keras stops with an error instead of training.",
        (
            "error",
            "shape",
            "shapes",
            "valueerror",
            "typeerror",
            "exception",
            "traceback",
            "crash",
            "incompatible",
            "raises",
        ),
    ),
    Symptom(
        "training is slow",
        "An epoch takes long.",
        ("slow", "slow training", "training slow", "takes long", "takes hours", "time", "speed"),
    ),
)


def symptom_of(words: str) -> str:
    """Find the symptom that a learner's words name, such as "nan loss" or "stuck".

    A symptom's own name is itself. Of the others the one wins whose words are most completely said.
    Raises UnknownName, with the nearest name.
    """
    said = _plain(words)
    for symptom in SYMPTOMS:
        if said == _plain(symptom.name):
            return symptom.name
    scored = [(max(_score(said, phrase) for phrase in symptom.words), symptom.name) for symptom in SYMPTOMS]
    best, name = max(scored, key=lambda pair: pair[0])
    if best > 0:
        return name
    raise UnknownName("symptom", words, [symptom.name for symptom in SYMPTOMS])


def symptom_names() -> tuple[str, ...]:
    """Name all symptoms, in the order in which they are shown."""
    return tuple(symptom.name for symptom in SYMPTOMS)


def _score(said: str, phrase: str) -> int:
    """Count the words of a phrase when all of them were said, as whole words and in any order; else 0."""
    words = _plain(phrase).split()
    return len(words) if set(words) <= set(said.split()) else 0


def _plain(words: str) -> str:
    """Write words without capitals and signs; common short forms in full."""
    text = words.lower().replace("%", " percent ").replace("n't", " not").replace("doesnt", "does not")
    text = re.sub(r"\bval_?(?=loss|acc)", "val ", text)
    text = re.sub(r"\bacc\b", "accuracy", text.replace("_", " "))
    return " ".join(re.sub(r"[^\w\s.]", " ", text).split()).rstrip(".")
