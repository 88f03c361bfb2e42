"""A layer is missing, or an activation is applied twice.

What: the network still gives one answer for each pixel or step where one for each sample is wanted; or the
output goes through two activations after each other.

Why: Dense works on the last axis alone. Without a Flatten (or with return_sequences=True in the last
recurrent layer) the other axes stay, and the labels are compared with each place, or Keras stops with a
ValueError. Softmax of softmax lies so near to equal shares that hardly any gradient is left.

Evidence: the shape of the output, that of the labels, and the last activations.

Remedy: Flatten or a global pooling before the first Dense; one activation at the end.

Learn more: the lab "Sequential, compile, fit" builds a network layer by layer.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.losses import CROSS_ENTROPY, family, in_words
from handsonn.diagnosis.outputs import pairs, pairs_with_targets
from handsonn.diagnosis.raised import shapes_told
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import is_column
from handsonn.diagnosis.words import shape_words
from handsonn.records import ArrayFacts, Change, Facts, Finding, LayerFacts, ModelFacts, OutputFacts

RECURRENT = ("LSTM", "GRU", "SimpleRNN", "Bidirectional", "RNN", "ConvLSTM2D")
BOUNDED = ("softmax", "sigmoid", "tanh", "hard_sigmoid", "hard_tanh")
NOT_NEGATIVE = ("relu", "relu6", *BOUNDED)


def check(facts: Facts) -> Iterator[Finding]:
    """Find outputs with too many axes, and outputs that go through two activations."""
    yield from _axes(facts)
    for pair in pairs(facts):
        yield from _doubled(pair.output)
        yield from _doubled_in_loss(pair.output)


def _axes(facts: Facts) -> Iterator[Finding]:
    for output, y, _ in pairs_with_targets(facts):
        one_each = is_column(y) or (
            len(y.shape) == 2 and y.shape[1] == output.width and not _for_each(output, y)  # noqa: PLR2004
        )
        if len(output.shape) < 2 or not one_each or _one_value(output) or facts.model is None:  # noqa: PLR2004
            continue
        place = _layer_with_axes(facts.model, output)
        recurrent = [layer for layer in facts.model.layers if layer.kind in RECURRENT]
        also = " or leave return_sequences=True out of the last recurrent layer" if recurrent else ""
        yield RULE.found(
            "Each sample has one label, but the network gives an answer of shape "
            f"{shape_words(output.shape)} for it: a layer is missing that makes one row of it.",
            evidence=[
                f"The layer {place!r} is the first Dense that still gets several axes.",
                f"y has the shape {shape_words(y.shape)}.",
                *shapes_told(facts.raised),
            ],
            remedy=f"Put a Flatten layer before {place!r}{also}.",
            changes=[Change("insert_layer", {"kind": "Flatten", "before": place})],
            confidence=0.98,
            layer=place,
        )


def _for_each(output: OutputFacts, y: ArrayFacts) -> bool:
    """Tell whether y holds a label for each step of the output."""
    return not y.one_hot and y.shape[1:] == output.shape[:-1]


def _one_value(output: OutputFacts) -> bool:
    """Tell whether the axes hold a single place, as (1, 1, 10) does."""
    return all(side == 1 for side in output.shape[:-1])


def _layer_with_axes(model: ModelFacts, output: OutputFacts) -> str:
    """Name the first Dense layer after the convolutions and recurrent layers that gets several axes."""
    layers = list(model.layers)
    last = max((place for place, layer in enumerate(layers) if _keeps_axes(layer)), default=-1)
    for layer in layers[last + 1 :]:
        if layer.kind == "Dense" and len(layer.input_shape) > 1:
            return layer.name
    return output.layer


def _keeps_axes(layer: LayerFacts) -> bool:
    return (
        layer.kind.startswith(("Conv", "SeparableConv", "MaxPooling", "AveragePooling"))
        or layer.kind in RECURRENT
    )


def _doubled(output: OutputFacts) -> Iterator[Finding]:
    first, last = output.before, output.activation
    if not first or last not in ("softmax", "sigmoid") or first not in NOT_NEGATIVE:
        return
    yield RULE.found(
        f"The output goes through {first} and then through {last}, which leaves {last} only a small "
        "part of its range.",
        evidence=[
            f"{first} gives no numbers below {'-1' if 'tanh' in first else '0'}, so {last} never gets far."
        ],
        remedy=f"Keep {last} alone: leave {first} out of the last layer.",
        changes=[Change("activation", {"layers": output.layer, "activation": "linear", "initializer": ""})],
        confidence=0.85,
        layer=output.layer,
        severity="error" if last == "sigmoid" and "tanh" not in first else "warning",
        explains=(),
    )


def _doubled_in_loss(output: OutputFacts) -> Iterator[Finding]:
    if not output.from_logits or output.activation not in BOUNDED or not family(output, CROSS_ENTROPY):
        return
    yield RULE.found(
        f"The last layer has the activation {output.activation}, and from_logits=True makes "
        f"{in_words(output.loss)} apply one again.",
        evidence=[f"The layer {output.layer!r} ends with {output.activation}; from_logits is True."],
        remedy=f"Leave from_logits=True out, or the activation {output.activation}.",
        changes=[Change("loss", {"loss": output.loss, "from_logits": False})],
        confidence=0.8,
        layer=output.layer,
        severity="warning",
        explains=(),
    )


RULE = Rule(
    code="HN036",
    name="missing-or-doubled-layer",
    title="A layer is missing, or an activation is applied twice",
    passed="The output has the axes of the labels and goes through one activation.",
    kind="configuration",
    severity="error",
    needs=("model",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error", "loss falls slowly", "loss does not move", "accuracy does not rise"),
    explains=("HN016", "HN050"),
)
