"""Moving averages of BatchNormalization that have not settled.

What: the training loss is low, and evaluate() on the very same samples gives a much higher one.

Why: in training, BatchNormalization scales by the moments of the batch; afterwards by averages that it kept
on the way. With momentum=0.99 these need some hundred updates to arrive. After fewer they still hold much of
where they began: mean 0, deviation 1.

Evidence: the training loss of the last epoch beside the evaluated one on training samples; the momentum and
the number of updates.

Remedy: BatchNormalization(momentum=0.9), or more updates.

Learn more: the lab "Batch size" shows how many updates an epoch has, and how far batches differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.curves import updates
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import counted, number, share
from handsonn.records import Change, Facts, Finding, LayerFacts

WORSE = 1.5
LEFT = 0.02
USUAL_MOMENTUM = 0.99
TINY_BATCH = 4


def check(facts: Facts) -> Iterator[Finding]:
    """Find evaluated losses far above the training's own, behind averages that still hold their beginning."""
    told = facts.run.predictions if facts.run is not None else None
    if facts.model is None or told is None or told.training_loss is None or told.evaluated_loss is None:
        return
    slowest = max(_normalisations(facts), key=_momentum, default=None)
    made = updates(facts)
    if slowest is None or made <= 0:
        return
    left = _momentum(slowest) ** made
    small = facts.fit is not None and 0 < facts.fit.batch_size <= TINY_BATCH
    if not told.evaluated_loss > WORSE * told.training_loss > 0.0 or (left < LEFT and not small):
        return
    momentum = _momentum(slowest)
    yield RULE.found(
        "The averages of BatchNormalization have not settled, so the network answers otherwise in use than "
        "in training.",
        evidence=[
            (
                f"On training samples the loss is {number(told.training_loss)} in training and "
                f"{number(told.evaluated_loss)} when evaluated."
            ),
            (
                f"With momentum={momentum:g}, {share(left)} of the first averages is left after "
                f"{counted(made, 'update')}."
            ),
        ],
        remedy="Use BatchNormalization(momentum=0.9).",
        changes=[Change("batch_norm", {"momentum": 0.9}), Change("batch_norm", {"momentum": 0.5})],
        confidence=0.9,
        layer=slowest.name,
    )


def _normalisations(facts: Facts) -> list[LayerFacts]:
    assert facts.model is not None
    return [layer for layer in facts.model.layers if layer.kind == "BatchNormalization"]


def _momentum(layer: LayerFacts) -> float:
    momentum = layer.settings.get("momentum", USUAL_MOMENTUM)
    known = isinstance(momentum, (int, float)) and 0.0 <= momentum <= 1.0
    return float(momentum) if known and isinstance(momentum, (int, float)) else USUAL_MOMENTUM


RULE = Rule(
    code="HN037",
    name="unsettled-batch-normalization",
    title="Moving averages of BatchNormalization that have not settled",
    passed="Training and evaluation give about the same loss on the same samples.",
    kind="run",
    severity="error",
    needs=("model", "run"),
    check=check,
    lab="batch_size",
    symptoms=("good in training, wrong in use", "validation much worse"),
    explains=("HN027", "HN003"),
)
