"""Too much dropout, or dropout behind the last layer.

What: Dropout leaves so little through that the network cannot learn, or it acts on the answer itself.

Why: Dropout sets that share of its inputs to 0 in training, at random. Behind the last layer it erases
answers, and the loss then tells the network that it was wrong where it was right. With a rate of 0.9 one
input in ten is left to learn from.

Evidence: the rate and the place of each Dropout layer; and whether validation is better than training.

Remedy: no Dropout behind the last layer; rates of 0.2 to 0.5 between hidden layers.

Learn more: the lab "Epochs" shows training and validation loss drift apart, which dropout is meant to hold
together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handsonn.diagnosis.curves import curve, finite
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.words import share
from handsonn.records import Change, Facts, Finding, LayerFacts, ModelFacts

FAR_TOO_MUCH = 0.8
MUCH = 0.6
LITTLE_LEFT = 0.1
WORSE = 1.25
MODERATE = 0.2


def check(facts: Facts) -> Iterator[Finding]:
    """Find Dropout on the answer, rates that leave next to nothing, and high ones that harm the training."""
    model = facts.model
    if model is None:
        return
    dropouts = [(layer, _rate(layer)) for layer in model.layers if _rate(layer) > 0.0]
    for layer, rate in dropouts:
        if _is_behind_the_end(model, layer):
            yield _on_the_answer(layer, rate)
            return
    if not dropouts or is_good(facts):
        return
    highest, rate = max(dropouts, key=lambda pair: pair[1])
    left = math.prod(1.0 - min(1.0, found) for _, found in dropouts)
    if rate >= FAR_TOO_MUCH or ((rate > MUCH or left < LITTLE_LEFT) and _training_is_worse(facts)):
        yield _too_much(facts, highest, rate)


def _on_the_answer(layer: LayerFacts, rate: float) -> Finding:
    return RULE.found(
        f"The layer {layer.name!r} is a Dropout behind the last layer, so it erases {share(rate)} of the "
        "network's answers in training.",
        evidence=["Nothing with weights comes after it."],
        remedy=f"Take the Dropout layer {layer.name!r} away, or put it before the last Dense layer.",
        changes=[Change("dropout", {"rate": 0.0, "layer": layer.name})],
        confidence=0.9,
        layer=layer.name,
    )


def _too_much(facts: Facts, layer: LayerFacts, rate: float) -> Finding:
    worse = _training_is_worse(facts)
    told = [f"The layer {layer.name!r} has the rate {rate:g}."]
    if worse:
        told.append(
            f"The loss of the last epoch is {curve(facts, 'loss')[-1]:.3g} in training, where dropout acts, "
            f"and {curve(facts, 'val_loss')[-1]:.3g} in validation, where it does not."
        )
    return RULE.found(
        f"Dropout takes {share(rate)} of what the layer before {layer.name!r} gives, which leaves too little "
        "to learn from.",
        evidence=told,
        remedy="Lower the rate of the Dropout layers to 0.2.",
        changes=[Change("dropout", {"rate": MODERATE, "layer": ""})],
        confidence=0.85 if worse else 0.7,
        layer=layer.name,
    )


def _rate(layer: LayerFacts) -> float:
    rate = layer.settings.get("rate")
    known = layer.kind.endswith(("Dropout", "Dropout1D", "Dropout2D", "Dropout3D"))
    return float(rate) if known and isinstance(rate, (int, float)) and math.isfinite(rate) else 0.0


def _is_behind_the_end(model: ModelFacts, layer: LayerFacts) -> bool:
    """Whether it stands behind a layer that makes an output, and nothing with weights behind it."""
    ends = {output.layer for output in model.outputs}
    by_name = {other.name: other for other in model.layers}
    fed = {name for other in model.layers if other.parameters or other.units for name in other.inbound}
    place: LayerFacts | None = layer
    for _ in model.layers:
        if place is None or place.name in fed or len(place.inbound) != 1:
            return False
        if place.inbound[0] in ends:
            return layer.name not in fed
        place = by_name.get(place.inbound[0])
        if place is not None and (place.units or place.parameters):
            return False
    return False


def _training_is_worse(facts: Facts) -> bool:
    losses, validation = curve(facts, "loss"), curve(facts, "val_loss")
    if not finite(losses) or not finite(validation) or validation[-1] <= 0.0:
        return False
    return losses[-1] > WORSE * validation[-1]


RULE = Rule(
    code="HN025",
    name="too-much-dropout",
    title="Too much dropout, or dropout behind the last layer",
    passed="Dropout leaves enough to learn from.",
    kind="configuration",
    severity="warning",
    needs=("model",),
    check=check,
    lab="epochs",
    symptoms=("validation better than training", "accuracy does not rise", "loss does not move"),
    explains=("HN003",),
)
