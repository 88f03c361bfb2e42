"""Inputs that were not scaled.

What: features with large values, or features of very different sizes, go straight into the first layer.

Why: a layer multiplies each feature by a weight. A feature in the thousands pushes every sum far from zero
and hides features around 1; units saturate or die, and the gradient is large in one direction and tiny in
the others, so no learning rate suits all weights.

Evidence: the range of each feature; a Normalization, Rescaling or BatchNormalization layer at the start of
the network makes the matter good.

Remedy: divide pixels by 255, or use StandardScaler, fitted on the training rows alone.

Learn more: the lab "Scaling the features" shows the same training with and without.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import number
from handsonn.records import Array, ArrayFacts, Change, Facts, Finding, ModelFacts

LARGE = 50.0
"""A feature's largest size from which it is told."""
USUAL = 10.0
"""A feature whose typical size is below is left alone, whatever its largest is."""
WHITE = 255.0
NORMALISING = ("Normalization", "Rescaling", "BatchNormalization", "LayerNormalization")
NOT_NUMBERS = (
    "Embedding",
    "TextVectorization",
    "StringLookup",
    "IntegerLookup",
    "Hashing",
    "CategoryEncoding",
)
UNTOUCHED = (
    "InputLayer",
    "Flatten",
    "Reshape",
    "Masking",
    "Dropout",
    "GaussianNoise",
    "Permute",
    "ZeroPadding2D",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Find inputs of which at least one feature is large."""
    if facts.model is None or facts.data is None or scales_itself(facts.model):
        return
    looked_up = any(layer.kind in NOT_NUMBERS for layer in facts.model.layers)
    for x in facts.data.x:
        sizes = typical_sizes(x)
        if not sizes.size or x.text or (looked_up and x.whole):
            continue
        largest = float(np.max(np.maximum(np.abs(x.feature_minimum), np.abs(x.feature_maximum)), initial=0.0))
        if not (largest > LARGE and float(sizes.max()) > USUAL):
            continue
        yield _finding(x, sizes, largest)


def scales_itself(model: ModelFacts) -> bool:
    """Tell whether the network scales its input before the first layer with weights."""
    kinds = [layer.kind for layer in model.layers]
    started = (kind for kind in kinds if kind not in UNTOUCHED)
    first = islice(started, 1)
    return any(kind in NORMALISING for kind in first)


def typical_sizes(x: ArrayFacts) -> Array:
    """Give each feature's root mean square, float64 of shape (features,); those that are not finite are 0."""
    if (
        x.feature_mean.shape != x.feature_deviation.shape
        or x.feature_minimum.shape != x.feature_maximum.shape
    ):
        return np.zeros(0)
    with np.errstate(all="ignore"):
        sizes = np.hypot(x.feature_mean.astype(np.float64), x.feature_deviation.astype(np.float64))
    return np.nan_to_num(sizes, nan=0.0)


def are_pixels(x: ArrayFacts) -> bool:
    """Tell whether the values are those of images with 256 levels."""
    many = len(x.shape) > 2 or (len(x.shape) == 2 and x.shape[1] >= 64)  # noqa: PLR2004
    return many and x.whole and x.minimum >= 0.0 and 200.0 < x.maximum <= WHITE  # noqa: PLR2004


def _finding(x: ArrayFacts, sizes: Array, largest: float) -> Finding:
    if are_pixels(x):
        return RULE.found(
            f"The pixels of {x.name} go from {number(x.minimum)} to {number(x.maximum)}; a network "
            "learns best from values around 1.",
            evidence=[f"{x.name} holds {x.dtype} values up to {number(x.maximum)}."],
            remedy="Divide the pixels by 255, in training, validation and prediction alike.",
            changes=[Change("scale_inputs", {"scaler": "divide_255"})],
            confidence=0.8,
        )
    place, small = int(np.argmax(sizes)), int(np.argmin(sizes))
    typical = float(sizes[place])
    evidence = [
        f"Feature {place} is typically as large as {number(typical)}; the largest value is {number(largest)}."
    ]
    if len(sizes) > 1:
        evidence.append(f"Feature {small} is typically as large as {number(float(sizes[small]))}.")
    return RULE.found(
        f"The features of {x.name} are not scaled: values reach {number(largest)}, and a network learns "
        "best from values around 1.",
        evidence=evidence,
        remedy="Take the mean of the training rows from the features and divide by their standard deviation "
        "(as StandardScaler does), in training, validation and prediction alike.",
        changes=[Change("scale_inputs", {"scaler": "standard"})],
        confidence=0.9 if typical > 1e3 else 0.8 if typical > 100.0 else 0.6,  # noqa: PLR2004
    )


RULE = Rule(
    code="HN007",
    name="unscaled-inputs",
    title="Inputs that were not scaled",
    passed="The features are of a size that a network learns well from.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="scaling",
    symptoms=(
        "loss is nan", "loss falls slowly", "loss does not move", "loss goes up and down",
        "always the same answer", "accuracy does not rise",
    ),
)  # fmt: skip
