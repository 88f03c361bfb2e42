"""An optimizer that does not get on.

What: the training hardly lowers the loss with this optimizer, at any of several learning rates.

Why: SGD without momentum goes one way for all weights; where the loss is steep in some and flat in others, a
rate that is safe for the steep ones is too small for the rest. Adadelta and Adagrad make smaller and smaller
steps; with Keras' rate of 0.001 they hardly begin. Adam keeps a step size for each weight.

Evidence: how much of the loss the training took away; fifty steps at several learning rates.

Remedy: Adam with a learning rate of 0.001.

Learn more: the lab "Optimizers".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.curves import curve, end_loss, fall, finite, updates
from handsonn.diagnosis.rate_sweep import outdone_by, progress, sweep_of
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good, is_poor, score_sentence
from handsonn.diagnosis.words import counted, share
from handsonn.records import Change, Facts, Finding, OptimizerFacts

SHRINKING = ("Adadelta", "Adagrad", "Ftrl")
SLOW_RATE = 0.01
LITTLE = 0.3
ENOUGH_UPDATES = 50
MANY_UPDATES = 500


def check(facts: Facts) -> Iterator[Finding]:
    """Find slow optimizers on trainings that got nowhere, where no other rate helps."""
    optimizer = facts.model.optimizer if facts.model is not None else None
    if optimizer is None or facts.run is None or is_good(facts) or updates(facts) < ENOUGH_UPDATES:
        return
    losses = curve(facts, "loss")
    if not finite(losses) or not _is_slow(facts, optimizer):
        return
    fallen, made = _whole_fall(facts, losses), counted(updates(facts), "update")
    outdone = _outdone(facts, optimizer)
    if fallen > LITTLE and outdone is None:
        return
    words = score_sentence(facts)
    if fallen <= LITTLE or outdone is None:
        seen = f"hardly gets on: {made} took away {share(fallen)} of the loss"
    else:
        seen = f"gets on slowly: {made} end with a higher loss than fifty with the rate {outdone:g} do"
    yield RULE.found(
        f"The optimizer {optimizer.name} {seen}.",
        evidence=[
            f"Its learning rate is {optimizer.learning_rate:g}, its momentum {optimizer.momentum:g}.",
            *([words] if words else []),
        ],
        remedy="Use keras.optimizers.Adam(learning_rate=0.001).",
        changes=[Change("optimizer", {"optimizer": "Adam", "learning_rate": 0.001})],
        confidence=0.85 if optimizer.name in SHRINKING else 0.6,
    )


def _outdone(facts: Facts, optimizer: OptimizerFacts) -> float | None:
    """Give the rate of fifty steps that did more than the whole training with ever smaller ones did."""
    sweep = sweep_of(facts)
    if sweep is None or optimizer.name not in SHRINKING or updates(facts) < MANY_UPDATES:
        return None
    higher = sweep.best.learning_rate > 9.0 * optimizer.learning_rate
    return sweep.best.learning_rate if higher and outdone_by(facts, sweep.best) else None


def _is_slow(facts: Facts, optimizer: OptimizerFacts) -> bool:
    """Whether it is one that shrinks its steps at a low rate, or plain SGD that no rate helps."""
    if optimizer.name in SHRINKING:
        return optimizer.learning_rate <= SLOW_RATE
    sweep = sweep_of(facts)
    if optimizer.name != "SGD" or optimizer.momentum > 0.0 or sweep is None or not is_poor(facts):
        return False
    return progress(sweep.best) < LITTLE


def _whole_fall(facts: Facts, losses: tuple[float, ...]) -> float:
    """Give the share of the loss that the training took away, from before the first step where known."""
    start = facts.run.loss_at_start if facts.run is not None else None
    ended = end_loss(facts)
    if start is not None and ended is not None and start > 0.0:
        return max(0.0, (start - ended) / start)
    return fall(losses)


RULE = Rule(
    code="HN035",
    name="unsuited-optimizer",
    title="An optimizer that does not get on",
    passed="The optimizer gets on.",
    kind="run",
    severity="warning",
    needs=("model", "run", "fit"),
    check=check,
    lab="optimizers",
    symptoms=("loss falls slowly", "loss does not move"),
    explains=("HN003", "HN004"),
)
