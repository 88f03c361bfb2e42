"""A batch of one or two samples.

What: the weights are updated after every one or two samples.

Why: the gradient of one sample points in its own direction. The updates then contradict each other: the loss
jumps, and an epoch of many small updates takes long.

Evidence: the batch size and the number of updates in an epoch.

Remedy: a batch size of 32.

Learn more: the lab "Batch size".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.words import counted
from handsonn.records import Change, Facts, Finding, LayerFacts

TINY = 2
MANY_SAMPLES = 100
USUAL = 32


def check(facts: Facts) -> Iterator[Finding]:
    """Find batches of one or two samples where there are a hundred or more; a note if the result is good."""
    fit = facts.fit
    if fit is None or not fit.called or not 0 < fit.batch_size <= TINY or fit.samples < MANY_SAMPLES:
        return
    if any(layer.settings.get("stateful") for layer in _layers(facts)):
        return
    good = is_good(facts)
    harm = (
        "an epoch takes long, though the result is good"
        if good
        else ("the updates are noisy and an epoch takes long")
    )
    yield RULE.found(
        f"A batch holds only {counted(fit.batch_size, 'sample')}, so {harm}.",
        evidence=[f"An epoch makes {counted(fit.steps, 'update')}."],
        remedy="Call fit with batch_size=32.",
        changes=[Change("batch_size", {"batch_size": USUAL})],
        confidence=0.6,
        severity="note" if good else None,
    )


def _layers(facts: Facts) -> tuple[LayerFacts, ...]:
    return facts.model.layers if facts.model is not None else ()


RULE = Rule(
    code="HN024",
    name="tiny-batch",
    title="A batch of one or two samples",
    passed="A batch holds more than two samples.",
    kind="configuration",
    severity="warning",
    needs=("fit",),
    check=check,
    lab="batch_size",
    symptoms=("loss goes up and down", "training is slow"),
)
