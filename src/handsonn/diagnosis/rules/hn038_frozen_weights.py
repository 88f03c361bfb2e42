"""Weights that do not learn.

What: fit was never called, or weights that should be trained are frozen or not reached.

Why: only weights of layers with trainable=True are updated, and only when fit is called. A frozen last layer
cannot learn the labels; a layer that the output does not depend on gets no gradient.

Evidence: which layers are trainable, how many parameters are, and which weights moved in the training.

Remedy: layer.trainable = True before compile; call fit.

Learn more: the lab "Sequential, compile, fit" shows the weights before and after fit, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good, is_poor, score_sentence
from handsonn.diagnosis.words import listed, share
from handsonn.records import Change, Facts, Finding, LayerFacts

MOST = 0.5
LEARNING = ("Dense", "Conv1D", "Conv2D", "Conv3D", "LSTM", "GRU", "SimpleRNN", "Embedding")


def check(facts: Facts) -> Iterator[Finding]:
    """Find a fit never called, a frozen last layer, and frozen or unreached layers of poor networks."""
    if facts.fit is not None and not facts.fit.called:
        yield RULE.found(
            "The network is never trained: fit is not called.",
            evidence=["The program ended without a call of fit."],
            remedy="Call model.fit(x, y, epochs=...) before predict or evaluate.",
            confidence=1.0,
        )
        return
    model = facts.model
    if model is None or model.parameters <= 0 or is_good(facts):
        return
    frozen = [layer for layer in model.layers if layer.kind in LEARNING and _is_frozen(layer)]
    ends = {output.layer for output in model.outputs}
    last = next((layer for layer in frozen if layer.name in ends), None)
    if model.trainable_parameters == 0 and frozen:
        yield _found(frozen, "No weight of the network is trained: all layers are frozen.", 1.0)
    elif last is not None:
        yield _found([last], f"The last layer {last.name!r} is frozen, so it cannot learn the labels.", 0.9)
    elif frozen and model.trainable_parameters < MOST * model.parameters and _does_badly(facts):
        yield _found(frozen, _cause(frozen), 0.6, score_sentence(facts))
    else:
        yield from _unmoved(facts)


def _does_badly(facts: Facts) -> bool:
    """Whether it does badly, or nothing simpler could be compared with what is not good."""
    return is_poor(facts) or (facts.ladder is not None and facts.ladder.linear_score is None)


def _is_frozen(layer: LayerFacts) -> bool:
    return not layer.trainable and (layer.parameters > 0 or layer.units > 0)


def _cause(frozen: list[LayerFacts]) -> str:
    names = listed(repr(layer.name) for layer in frozen)
    return f"Most weights are frozen (trainable=False in {names}), and the network does badly with them."


def _found(frozen: list[LayerFacts], cause: str, confidence: float, *more: str) -> Finding:
    names = listed(repr(layer.name) for layer in frozen)
    return RULE.found(
        cause,
        evidence=[f"trainable is False in {names}.", *filter(None, more)],
        remedy="Set trainable = True for these layers before compile.",
        changes=[Change("unfreeze", {"layers": "all"})],
        confidence=confidence,
        layer=frozen[0].name,
    )


def _unmoved(facts: Facts) -> Iterator[Finding]:
    """Find trainable layers whose weights the training left as they were, while others moved."""
    if facts.run is None or facts.model is None:
        return
    seen = {layer.name: layer for layer in facts.run.layers}
    learning = [layer for layer in facts.model.layers if layer.kind in LEARNING and layer.name in seen]
    still = [
        layer for layer in learning
        if layer.trainable and layer.parameters > 0 and not seen[layer.name].moved
        and seen[layer.name].gradient == 0.0 and seen[layer.name].silent_before < 1.0
    ]  # fmt: skip
    if not still or len(still) == len(learning) or not is_poor(facts):
        return
    part = sum(layer.parameters for layer in still) / facts.model.parameters
    yield RULE.found(
        f"The weights of {listed(repr(layer.name) for layer in still)} never change: the output does not "
        "depend on them, or no gradient reaches them.",
        evidence=[f"These are {share(part)} of all parameters, and the training left them as they were."],
        remedy="Connect the layer to the output, or take out what stops the gradient in front of it.",
        confidence=0.6,
        layer=still[0].name,
    )


RULE = Rule(
    code="HN038",
    name="frozen-weights",
    title="Weights that do not learn",
    passed="The weights that should learn are trained.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="sequential",
    symptoms=("loss does not move", "accuracy does not rise", "always the same answer"),
    explains=("HN003", "HN004"),
)
