"""The gradient vanishes on its way to the first layers.

What: many layers of sigmoid or tanh lie behind each other, and the first ones get next to no gradient.

Why: the gradient of an early layer is a product with one factor for each layer above it. The slope of sigmoid
is 0.25 at most: after eight layers less than 0.00002 is left, and the first layers do not learn.

Evidence: the size of the loss' gradient for the first and the last layer's weights, at the first weights.

Remedy: relu with he_normal first weights; BatchNormalization between the layers; fewer layers.

Learn more: the lab "Activations and depth".
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.words import counted, number
from handsonn.records import Change, Facts, Finding, LayerFacts

VANISHED = 1e-3
FEWEST = 3
SQUASHING = ("sigmoid", "tanh", "hard_sigmoid", "softsign")


def check(facts: Facts) -> Iterator[Finding]:
    """Find stacks of squashing layers whose first one gets a thousandth of the last one's gradient."""
    if facts.run is None or facts.model is None or is_good(facts):
        return
    squashing = _squashing(facts)
    slopes = {
        layer.name: layer.gradient for layer in facts.run.layers
        if layer.gradient > 0.0 and math.isfinite(layer.gradient)
    }  # fmt: skip
    if len(squashing) < FEWEST or len(slopes) < FEWEST or squashing[0].name not in slopes:
        return
    first, last = slopes[squashing[0].name], list(slopes.values())[-1]
    if first / last > VANISHED:
        return
    kinds = sorted({layer.activation for layer in squashing})
    yield RULE.found(
        f"The gradient vanishes: {counted(len(squashing), 'layer')} of {' and '.join(kinds)} leave the first "
        "layer next to nothing to learn from.",
        evidence=[_told(first, last)],
        remedy="Use the activation relu with kernel_initializer='he_normal' in the hidden layers.",
        changes=[
            Change("activation", {"layers": "hidden", "activation": "relu", "initializer": "he_normal"}),
        ],
        confidence=0.85,
        layer=squashing[0].name,
    )


def _told(first: float, last: float) -> str:
    sizes = f"{number(first)}, that of the last layer's {number(last)}"
    return f"The gradient of the first layer's weights is {sizes}."


def _squashing(facts: Facts) -> list[LayerFacts]:
    """Give the hidden layers with weights and a squashing activation, of their own or right behind them."""
    assert facts.model is not None
    ends = {output.layer for output in facts.model.outputs}
    behind = {name: layer.activation for layer in facts.model.layers for name in layer.inbound}
    found = []
    for layer in facts.model.layers:
        follows = behind.get(layer.name, "") if layer.activation == "linear" else layer.activation
        if layer.kind.startswith(("Dense", "Conv")) and layer.name not in ends and follows in SQUASHING:
            found.append(layer if layer.activation in SQUASHING else _with(layer, follows))
    return found


def _with(layer: LayerFacts, activation: str) -> LayerFacts:
    from dataclasses import replace

    return replace(layer, activation=activation)


RULE = Rule(
    code="HN020",
    name="vanishing-gradient",
    title="The gradient vanishes on its way to the first layers",
    passed="The gradient reaches the first layers.",
    kind="run",
    severity="error",
    needs=("model", "run"),
    check=check,
    lab="activations",
    symptoms=("loss does not move", "accuracy does not rise", "loss falls slowly", "always the same answer"),
    explains=("HN003",),
)
