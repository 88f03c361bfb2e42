"""Penalties that are too strong.

What: the L1 or L2 penalty on the weights weighs more than the loss of the answers.

Why: the optimizer lowers the sum of both. Where the penalty is most of it, small weights pay more than right
answers, and the network ends near answering the same for all.

Evidence: the factors of the regularizers, and the penalty beside the loss of the answers after the training.

Remedy: a factor a hundredth as large, or none.

Learn more: the lab "Weights" shows how much an answer depends on the size of the weights, which a penalty
makes small.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from handsonn.diagnosis.curves import end_loss
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good, is_poor, score_sentence
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding, ModelFacts

STRONG = {"l1": 0.01, "l2": 0.05}
VERY_STRONG = {"l1": 0.1, "l2": 1.0}
NAMES = ("kernel_regularizer", "embeddings_regularizer", "activity_regularizer")


def check(facts: Facts) -> Iterator[Finding]:
    """Find strong penalties on a network that is poor or whose loss is mostly penalty."""
    if facts.model is None or is_good(facts):
        return
    factors = _factors(facts.model)
    if not factors:
        return
    strong = any(value >= STRONG[kind] for _, kind, value in factors)
    very = any(value >= VERY_STRONG[kind] for _, kind, value in factors)
    outweighs = _outweighs(facts)
    if not ((strong and is_poor(facts)) or (outweighs and is_poor(facts)) or (strong and outweighs) or very):
        return
    layer, kind, value = max(factors, key=lambda found: found[2] / STRONG[found[1]])
    yield RULE.found(
        f"The {kind.upper()} penalty of the layer {layer!r} is so strong that small weights count more than "
        "right answers.",
        evidence=[f"Its factor is {value:g}; 0.001 is usual.", *_told(facts)],
        remedy=f"Make the factor a hundredth as large: {kind}({value / 100:g}).",
        changes=[Change("penalty", {"factor": 0.01}), Change("penalty", {"factor": 0.0})],
        confidence=0.85 if outweighs or is_poor(facts) else 0.6,
        layer=layer,
    )


def _factors(model: ModelFacts) -> list[tuple[str, str, float]]:
    """Give (layer, "l1" or "l2", factor) of each penalty."""
    found = []
    for layer in model.layers:
        for name in NAMES:
            words = re.fullmatch(r"(l1_l2|l1|l2)\(([^)]*)\)", str(layer.settings.get(name, "")))
            if words:
                found += _pairs(layer.name, words[1], words[2])
    return found


def _pairs(layer: str, kinds: str, values: str) -> list[tuple[str, str, float]]:
    try:
        numbers = [float(value) for value in values.split(",")]
    except ValueError:
        return []
    pairs = zip(kinds.split("_"), numbers, strict=False)
    return [(layer, kind, value) for kind, value in pairs if math.isfinite(value) and value > 0.0]


def _outweighs(facts: Facts) -> bool:
    told = facts.run.predictions if facts.run is not None else None
    data_loss = end_loss(facts)
    return told is not None and data_loss is not None and told.penalty > data_loss > 0.0


def _told(facts: Facts) -> Iterator[str]:
    told = facts.run.predictions if facts.run is not None else None
    data_loss = end_loss(facts)
    if told is not None and data_loss is not None and told.penalty > 0.0:
        beside = f"{number(told.penalty)}, the loss of the answers {number(data_loss)}"
        yield f"After the training the penalty is {beside}."
    words = score_sentence(facts)
    if words:
        yield words


RULE = Rule(
    code="HN026",
    name="penalty-too-strong",
    title="Penalties that are too strong",
    passed="The penalties on weights leave room to learn.",
    kind="run",
    severity="warning",
    needs=("model",),
    check=check,
    lab="weights",
    symptoms=("accuracy does not rise", "always the same answer", "loss does not move"),
    explains=("HN003",),
)
