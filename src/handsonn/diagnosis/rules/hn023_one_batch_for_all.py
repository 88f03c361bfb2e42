"""One batch for all samples.

What: the batch is as large as the training set, so that an epoch is a single update.

Why: weights move once for each batch. Twenty epochs of one batch are twenty small moves, whatever the number
of samples; with batches of 32, a thousand samples give 640.

Evidence: the batch size, the number of samples, and the updates of the whole training.

Remedy: a batch size of 32.

Learn more: the lab "Batch size".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import counted
from handsonn.records import Change, Facts, Finding

MANY_SAMPLES = 64
ENOUGH_UPDATES = 500
USUAL = 32


def check(facts: Facts) -> Iterator[Finding]:
    """Find trainings of one update per epoch that make few updates in all."""
    fit = facts.fit
    if fit is None or not fit.called or fit.steps != 1 or fit.samples < MANY_SAMPLES:
        return
    if fit.epochs * fit.steps >= ENOUGH_UPDATES or fit.batch_size < fit.samples * (
        1.0 - fit.validation_split
    ):
        return
    yield RULE.found(
        f"One batch holds all {fit.samples:,} samples, so the weights are updated only once in an epoch.",
        evidence=[
            (
                f"The batch size is {fit.batch_size:,}; {counted(fit.epochs, 'epoch')} make "
                f"{counted(fit.epochs, 'update')} in all."
            )
        ],
        remedy="Call fit with batch_size=32.",
        changes=[Change("batch_size", {"batch_size": USUAL})],
        confidence=0.85 if fit.epochs < 100 else 0.6,  # noqa: PLR2004
    )


RULE = Rule(
    code="HN023",
    name="one-batch-for-all",
    title="One batch for all samples",
    passed="An epoch makes more than one update, or there are many epochs.",
    kind="configuration",
    severity="warning",
    needs=("fit",),
    check=check,
    lab="batch_size",
    symptoms=("loss falls slowly", "accuracy does not rise", "loss does not move"),
    explains=("HN003",),
)
