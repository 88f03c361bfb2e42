"""First weights from which a network cannot start.

What: all weights of a hidden layer begin alike (zeros, ones, a constant), or far too large.

Why: units that begin alike get the same gradient, and stay alike for ever: a hundred of them are worth one.
Weights that are far too large drive sigmoid and tanh to their limits, where the slope is 0, and the loss
starts far above that of a network that knows nothing.

Evidence: the initializer of each layer, how large its weights are beside Glorot's or He's, and the loss
before the first step.

Remedy: kernel_initializer="glorot_uniform" (Keras' own choice), or "he_normal" with relu.

Learn more: the lab "Why does my network not learn?" shows first weights that are all alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.standing import is_good
from handsonn.diagnosis.words import number
from handsonn.records import Change, Facts, Finding, LayerFacts

ALIKE = ("zeros", "ones", "constant")
RECURRENT = ("LSTM", "GRU", "SimpleRNN")
LAYERS = ("Dense", "Conv1D", "Conv2D", "Conv3D", *RECURRENT)
TOO_LARGE = 4.0
FAR_TOO_LARGE = 10.0
HIGH_START = 3.0


def check(facts: Facts) -> Iterator[Finding]:
    """Find hidden layers whose units begin alike, and weights many times too large."""
    model = facts.model
    if model is None or is_good(facts):
        return
    ends = {output.layer for output in model.outputs}
    layers = [layer for layer in model.layers if layer.kind in LAYERS and layer.trainable]
    hidden = [layer for layer in layers if layer.name not in ends and layer.units > 1]
    alike = [layer for layer in hidden if layer.kind not in RECURRENT and _begins_alike(layer)]
    if alike:
        yield _found_alike(alike[0])
        return
    large = [(layer, times) for layer in layers if (times := _times_too_large(layer)) > TOO_LARGE]
    if not large:
        return
    layer, times = max(large, key=lambda pair: pair[1])
    high = _starts_high(facts)
    if times > FAR_TOO_LARGE or high or _is_saturated(facts, layer):
        yield _found_large(facts, layer, times, sure=high)


def _found_alike(layer: LayerFacts) -> Finding:
    return RULE.found(
        f"All units of the layer {layer.name!r} begin with the same weights, so they stay alike and are "
        "worth one unit.",
        evidence=[f"Its kernel_initializer is {layer.settings['kernel_initializer']}."],
        remedy=f"Leave kernel_initializer out of the layer {layer.name!r}.",
        changes=[Change("initializers", {"kernel": "glorot_uniform", "bias": "zeros"})],
        confidence=0.95,
        layer=layer.name,
    )


def _found_large(facts: Facts, layer: LayerFacts, times: float, *, sure: bool) -> Finding:
    word = layer.settings["kernel_initializer"]
    told = [f"It is {word}; for {_fan_in(layer):,} inputs that is {times:.0f} times he_normal's size."]
    run = facts.run
    if sure and run is not None and run.loss_at_start is not None and run.expected_at_start is not None:
        told.append(
            f"Before the first step the loss is {number(run.loss_at_start)}; a network that knows nothing "
            f"has {number(run.expected_at_start)}."
        )
    return RULE.found(
        f"The first weights of the layer {layer.name!r} are far too large.",
        evidence=told,
        remedy=f"Leave kernel_initializer out of the layer {layer.name!r}.",
        changes=[Change("initializers", {"kernel": "glorot_uniform", "bias": "zeros"})],
        confidence=0.85 if sure else 0.6,
        layer=layer.name,
    )


def _begins_alike(layer: LayerFacts) -> bool:
    word = str(layer.settings.get("kernel_initializer", ""))
    return word.split("(", maxsplit=1)[0] in ALIKE or _deviation(word) == 0.0


def _times_too_large(layer: LayerFacts) -> float:
    """Give the deviation of the first weights over that of He, sqrt(2 / inputs); 0 where it is not known."""
    deviation, inputs = _deviation(str(layer.settings.get("kernel_initializer", ""))), _fan_in(layer)
    return deviation / math.sqrt(2.0 / inputs) if deviation is not None and inputs > 0 else 0.0


def _fan_in(layer: LayerFacts) -> int:
    inputs = layer.input_shape[-1] if layer.input_shape else None
    kernel = layer.settings.get("kernel_size", ())
    sides = kernel if isinstance(kernel, tuple) else ()
    return int(inputs or 0) * math.prod(int(side) for side in sides)


def _deviation(word: str) -> float | None:
    """Read the standard deviation from "random_normal(stddev=1.0)" and the like; None: not known."""
    name = word.split("(", maxsplit=1)[0]
    if name in ("random_normal", "truncated_normal"):
        return _argument(word, "stddev", 0.05)
    if name == "random_uniform":
        return abs(_argument(word, "maxval", 0.05) - _argument(word, "minval", -0.05)) / math.sqrt(12.0)
    return None


def _argument(word: str, name: str, default: float) -> float:
    found = re.search(rf"\b{name}=(-?[0-9.]+(?:e-?[0-9]+)?)", word)
    try:
        return float(found[1]) if found else default
    except ValueError:
        return default


def _starts_high(facts: Facts) -> bool:
    run = facts.run
    if run is None or run.loss_at_start is None or run.expected_at_start is None:
        return False
    return run.loss_at_start > HIGH_START * run.expected_at_start > 0.0


def _is_saturated(facts: Facts, layer: LayerFacts) -> bool:
    layers = facts.run.layers if facts.run is not None else ()
    return any(seen.name == layer.name and seen.saturated > 0.5 for seen in layers)  # noqa: PLR2004


RULE = Rule(
    code="HN034",
    name="bad-first-weights",
    title="First weights from which a network cannot start",
    passed="The layers begin with weights that differ and are not too large.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="why_not_learning",
    symptoms=("loss does not move", "loss is nan", "always the same answer", "accuracy does not rise"),
    explains=("HN003", "HN019"),
)
