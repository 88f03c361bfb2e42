"""No activation in the hidden layers.

What: the network has hidden layers, and none of them has an activation function.

Why: a Dense layer without an activation multiplies and adds. Two of them after each other are the same as
one: however deep, the network can only learn what one layer can, such as a straight boundary.

Evidence: the activation of each hidden layer. A network of one layer is linear on purpose and is not told;
neither is an autoencoder, whose linear form is PCA.

Remedy: the activation relu in each hidden layer.

Learn more: the lab "Activations and depth".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import task_of
from handsonn.diagnosis.words import listed
from handsonn.records import Change, Facts, Finding, LayerFacts, ModelFacts

WITH_WEIGHTS = (
    "Dense", "Conv1D", "Conv2D", "Conv3D", "SeparableConv1D", "SeparableConv2D", "DepthwiseConv2D",
    "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
)  # fmt: skip
LINEAR = (
    *WITH_WEIGHTS,
    "InputLayer",
    "Flatten",
    "Reshape",
    "Permute",
    "RepeatVector",
    "Dropout",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "GaussianNoise",
    "BatchNormalization",
    "Normalization",
    "Rescaling",
    "Concatenate",
    "Add",
    "Subtract",
    "Average",
    "AveragePooling1D",
    "AveragePooling2D",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "ZeroPadding1D",
    "ZeroPadding2D",
    "Cropping2D",
    "UpSampling2D",
    "Embedding",
)
"""Layers that are known to be linear while they have no activation; any other may bend."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find networks with hidden layers and no non-linearity between input and output."""
    model = facts.model
    if model is None or model.kind == "subclass" or task_of(facts) == "the input itself":
        return
    hidden = _hidden(model)
    if not hidden or any(_may_bend(layer) for layer in [*hidden, *_others(model)]):
        return
    names = listed(repr(layer.name) for layer in hidden)
    one = len(hidden) == 1
    yield RULE.found(
        f"No hidden layer has an activation, so the {len(hidden) + 1} layers together can learn no more "
        "than a single one.",
        evidence=[f"The hidden {'layer' if one else 'layers'} {names} {'is' if one else 'are'} linear."],
        remedy="Give each hidden layer the activation relu.",
        changes=[Change("activation", {"layers": "hidden", "activation": "relu", "initializer": ""})],
        confidence=0.7 if one else 0.8,
        layer=hidden[0].name,
    )


def _hidden(model: ModelFacts) -> list[LayerFacts]:
    last = {output.layer for output in model.outputs}
    return [layer for layer in model.layers if layer.kind in WITH_WEIGHTS and layer.name not in last]


def _others(model: ModelFacts) -> list[LayerFacts]:
    """Give the layers without weights, but for those that only carry the output's activation."""
    kinds = [layer.kind in WITH_WEIGHTS for layer in model.layers]
    end = len(kinds) - 1 - kinds[::-1].index(True) if any(kinds) else len(kinds)
    return [layer for layer in model.layers[:end] if layer.kind not in WITH_WEIGHTS]


def _may_bend(layer: LayerFacts) -> bool:
    return layer.kind not in LINEAR or layer.activation not in ("", "linear")


RULE = Rule(
    code="HN014",
    name="no-hidden-activation",
    title="No activation in the hidden layers",
    passed="The hidden layers have activations, or there are none.",
    kind="configuration",
    severity="warning",
    needs=("model",),
    check=check,
    lab="activations",
    symptoms=("accuracy does not rise", "loss falls slowly"),
)
