"""Dead ReLU units.

What: after the training, nearly all units of a layer give 0 for every sample.

Why: ReLU gives 0 for every negative input, and its slope there is 0 as well. A unit that is negative for all
samples is never changed again. Too high a learning rate, inputs that are not scaled, or first weights that
are too large drive units there.

Evidence: the share of units that give 0 on a whole batch of training samples, at the first weights and after
the training.

Remedy: a lower learning rate, he_normal first weights, or leaky_relu, whose slope is nowhere 0.

Learn more: the lab "Why does my network not learn?" shows silent units, and the change that wakes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good, is_poor
from handsonn.diagnosis.words import share
from handsonn.records import Change, Facts, Finding, LayerRunFacts

NEARLY_ALL = 0.9
HALF = 0.5


def check(facts: Facts) -> Iterator[Finding]:
    """Find hidden layers whose units are silent: nearly all, or half in a network known to be poor."""
    if facts.run is None or facts.model is None or is_good(facts):
        return
    ends = {output.layer for output in facts.model.outputs}
    hidden = [layer for layer in facts.run.layers if layer.name not in ends]
    worst = max(hidden, key=lambda layer: layer.silent_after, default=None)
    if worst is None:
        return
    if worst.silent_after < NEARLY_ALL and not (worst.silent_after > HALF and is_poor(facts)):
        return
    silent = (share(worst.silent_before), share(worst.silent_after))
    yield RULE.found(
        f"{share(worst.silent_after)} of the units of the layer {worst.name!r} are dead: they give 0 for "
        "every sample.",
        evidence=["{} of them were silent at the first weights, {} after the training.".format(*silent)],
        remedy="Use leaky_relu, whose units cannot die, or a lower learning rate.",
        changes=[*_changes(facts, worst)],
        confidence=0.9 if worst.silent_after >= NEARLY_ALL else 0.6,
        layer=worst.name,
    )


def _changes(facts: Facts, worst: LayerRunFacts) -> Iterator[Change]:
    """Lower the rate first where units died in training; change the activation first where they began so."""
    leaky = Change("activation", {"layers": "hidden", "activation": "leaky_relu", "initializer": "he_normal"})
    optimizer = facts.model.optimizer if facts.model is not None else None
    slower = (
        [Change("learning_rate", {"learning_rate": optimizer.learning_rate / 10.0, "clipnorm": 0.0})]
        if optimizer is not None
        else []
    )
    died = worst.silent_after - worst.silent_before > HALF
    yield from ([*slower, leaky] if died else [leaky, *slower])


RULE = Rule(
    code="HN019",
    name="dead-units",
    title="Dead ReLU units",
    passed="The units of the hidden layers are alive.",
    kind="run",
    severity="error",
    needs=("model", "run"),
    check=check,
    lab="why_not_learning",
    symptoms=("always the same answer", "loss does not move", "accuracy does not rise"),
)
