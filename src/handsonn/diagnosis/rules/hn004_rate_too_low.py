"""Learning rate too low.

What: each update changes the weights by so little that the training gets nowhere.

Why: an update is the learning rate times a direction. With a rate a hundred times too low, a hundred epochs
do the work of one.

Evidence: fifty steps at six learning rates from the same first weights. It is told only where fifty steps at
a higher rate end with a lower loss than the whole training did.

Remedy: a learning rate ten or a hundred times as high.

Learn more: the lab "Optimizers".
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from handsonn.diagnosis.curves import curve, fall, finite, updates
from handsonn.diagnosis.rate_sweep import is_too_slow, sweep_of, trial_sentence
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding

ENOUGH_UPDATES = 200
TINY_UPDATE = 1e-5
NO_FALL = 0.05
USUAL, USUAL_OF_SGD = 0.001, 0.01  # what Keras takes when it is left out


def check(facts: Facts) -> Iterator[Finding]:
    """Find rates that are outdone by higher ones, or, without trials, updates that are next to nothing."""
    if facts.run is None or facts.model is None or facts.model.optimizer is None or is_good(facts):
        return
    rate = facts.model.optimizer.learning_rate
    sweep = is_too_slow(facts)
    if sweep is not None:
        best = sweep.best.learning_rate
        yield RULE.found(
            f"The learning rate {rate:g} is too low: the whole training lowers the loss less than fifty "
            f"steps with {best:g} do.",
            evidence=[trial_sentence(sweep.own), trial_sentence(sweep.best), *_size(facts)],
            remedy=f"Set the learning rate of the optimizer to {best:g}.",
            changes=[Change("learning_rate", {"learning_rate": best, "clipnorm": 0.0})],
            confidence=0.9 if updates(facts) >= ENOUGH_UPDATES else 0.6,
        )
    elif sweep_of(facts) is None and _hardly_moves(facts):
        usual = USUAL_OF_SGD if facts.model.optimizer.name == "SGD" else USUAL
        better = max(100 * rate, usual)
        yield RULE.found(
            f"The learning rate {rate:g} is too low: an update changes the weights by next to nothing.",
            evidence=[*_size(facts)],
            remedy=f"Set the learning rate of the optimizer to {better:g}.",
            changes=[Change("learning_rate", {"learning_rate": better, "clipnorm": 0.0})],
            confidence=0.6,
        )


def _update(facts: Facts) -> float | None:
    sizes = [layer.update for layer in facts.run.layers if layer.update > 0.0] if facts.run else []
    return median(sizes) if sizes else None


def _hardly_moves(facts: Facts) -> bool:
    size, losses = _update(facts), curve(facts, "loss")
    if size is None or size >= TINY_UPDATE or updates(facts) < ENOUGH_UPDATES:
        return False
    return len(losses) > 1 and finite(losses) and fall(losses) < NO_FALL


def _size(facts: Facts) -> Iterator[str]:
    size = _update(facts)
    if size is not None:
        yield f"One update changes the weights by {number(size)} of their size; about 0.001 is usual."


RULE = Rule(
    code="HN004",
    name="learning-rate-too-low",
    title="Learning rate too low",
    passed="The learning rate is high enough.",
    kind="run",
    severity="error",
    needs=("model", "run"),
    check=check,
    lab="optimizers",
    symptoms=("loss falls slowly", "loss does not move", "accuracy does not rise", "always the same answer"),
)
