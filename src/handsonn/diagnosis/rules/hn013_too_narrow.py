"""A layer that is too narrow.

What: a hidden layer has so few units that the network cannot even learn sixteen samples by heart.

Why: all that later layers know of a sample is what a layer passes on. Through one unit passes one number.

Evidence: training on sixteen samples alone at several learning rates, and the narrowest hidden layer. An
autoencoder's narrow layer is meant, and is not told.

Remedy: more units in that layer.

Learn more: the lab "Activations and depth".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.task import task_of
from handsonn.diagnosis.words import counted
from handsonn.records import Change, Facts, Finding, LadderFacts, LayerFacts, ModelFacts

BY_HEART = 0.9
NARROW = 4
STRONG_DROPOUT = 0.5
_FEW_OUTPUTS = 2


def check(facts: Facts) -> Iterator[Finding]:
    """Find networks that cannot learn 16 samples by heart and have a narrow hidden layer."""
    ladder, model = facts.ladder, facts.model
    if ladder is None or model is None or ladder.few_samples_score is None or is_good(facts):
        return
    narrowest = min(_hidden(facts), key=lambda layer: layer.units, default=None)
    if narrowest is None or narrowest.units > NARROW or task_of(facts) == "the input itself":
        return
    if ladder.few_samples_score < BY_HEART and not _is_held_back(facts):
        yield _cannot_learn(model, ladder, narrowest)
    elif narrowest.units == 1 and _outputs(model) > _FEW_OUTPUTS and _is_a_chain(model):
        yield _one_number(model, narrowest)


def _one_number(model: ModelFacts, narrowest: LayerFacts) -> Finding:
    """Tell of one number for several outputs: 16 samples may be learnt through it, many hardly are."""
    width = _enough(model)
    return RULE.found(
        f"All that reaches the output passes the single unit of the layer {narrowest.name!r}: one number for "
        f"{_outputs(model)} outputs.",
        evidence=[f"The layer {narrowest.name!r} has 1 unit, and no other way leads around it."],
        remedy=f"Give the layer {narrowest.name!r} more units, such as {width}.",
        changes=[Change("width", {"layer": narrowest.name, "units": width})],
        confidence=0.6,
        severity="warning",
        layer=narrowest.name,
    )


def _cannot_learn(model: ModelFacts, ladder: LadderFacts, narrowest: LayerFacts) -> Finding:
    width = _enough(model)
    return RULE.found(
        f"The layer {narrowest.name!r} has only {counted(narrowest.units, 'unit')}, so the network cannot "
        "even learn 16 samples by heart.",
        evidence=[
            (
                f"Trained on 16 samples alone, it reaches {ladder.score_name} "
                f"{ladder.few_samples_score:.2f} on these same samples at the best of several learning rates."
            )
        ],
        remedy=f"Give the layer {narrowest.name!r} more units, such as {width}.",
        changes=[Change("width", {"layer": narrowest.name, "units": width})],
        confidence=0.85 if narrowest.units <= NARROW // 2 else 0.6,
        layer=narrowest.name,
    )


def _outputs(model: ModelFacts) -> int:
    return max((output.width or 1 for output in model.outputs), default=1)


def _enough(model: ModelFacts) -> int:
    return max(16, 4 * _outputs(model))


def _is_a_chain(model: ModelFacts) -> bool:
    """Whether every layer takes one input and gives it to one other."""
    given = [name for layer in model.layers for name in layer.inbound]
    return len(given) == len(set(given)) and all(len(layer.inbound) <= 1 for layer in model.layers)


def _hidden(facts: Facts) -> list[LayerFacts]:
    assert facts.model is not None
    ends = {output.layer for output in facts.model.outputs}
    kinds = ("Dense", "LSTM", "GRU", "SimpleRNN", "Conv1D", "Conv2D")
    return [
        layer for layer in facts.model.layers
        if layer.kind in kinds and layer.name not in ends and layer.units > 0 and layer.trainable
    ]  # fmt: skip


def _is_held_back(facts: Facts) -> bool:
    """Whether dropout or a penalty keeps it from learning by heart."""
    assert facts.model is not None
    for layer in facts.model.layers:
        rate = layer.settings.get("rate")
        if layer.kind.endswith("Dropout") and isinstance(rate, (int, float)) and rate >= STRONG_DROPOUT:
            return True
        if layer.settings.get("kernel_regularizer"):
            return True
    return False


RULE = Rule(
    code="HN013",
    name="layer-too-narrow",
    title="A layer that is too narrow",
    passed="The network is large enough to learn 16 samples by heart.",
    kind="run",
    severity="error",
    needs=("model", "ladder"),
    check=check,
    lab="activations",
    symptoms=("accuracy does not rise", "loss does not move", "always the same answer"),
    explains=("HN003",),
)
