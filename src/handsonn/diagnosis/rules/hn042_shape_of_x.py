"""x of another shape than the network takes.

What: the samples have fewer or more axes, or another number of features, than the first layer was made for.

Why: the weights of a layer are made for a fixed number of features. Dense takes (samples, features), a
recurrent layer (samples, steps, features), Conv2D (samples, height, width, channels). Keras stops where the
samples do not fit.

Evidence: the words of the error, the shape of x, and the input shape of the network.

Remedy: reshape x, or give keras.Input the shape of one sample.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod

from handsonn.diagnosis.raised import place_told
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import shape_words
from handsonn.records import Change, Facts, Finding, RaisedFacts

_INVALID = re.compile(r"Expected shape \(([^)]*)\), but input has incompatible shape \(([^)]*)\)")
_AXIS = re.compile(
    r"layer '?\"?([\w/]+)'?\"? is incompatible with the layer: expected axis -1 of input shape to have value "
    r"(\d+), but received input with shape \(([^)]*)\)"
)
_AXES = re.compile(
    r"layer '?\"?([\w/]+)'?\"? is incompatible with the layer: expected (?:min_|max_)?ndim=(\d+), found "
    r"ndim=(\d+)\. Full shape received: \(([^)]*)\)"
)
_COUNT = re.compile(r"expects (\d+) (?:named )?input\(s\).*?but it received (\d+) input tensor", re.DOTALL)
_NO_SHAPE = re.compile(r"Cannot convert '([^']*)' to a shape")

_Told = tuple[str, str, list[Change]]


def check(facts: Facts) -> Iterator[Finding]:
    """Find errors that speak of the shape of what goes in."""
    raised = facts.raised
    told = _told(raised) if raised is not None else None
    if raised is None or told is None:
        return
    cause, remedy, changes = told
    given = [f"{x.name} has the shape {shape_words(x.shape)}." for x in (facts.data.x if facts.data else ())]
    yield RULE.found(
        cause, evidence=[*place_told(raised), *given], remedy=remedy, changes=changes, confidence=1.0
    )


def _told(raised: RaisedFacts) -> _Told | None:
    said = raised.message
    if found := _INVALID.search(said):
        return _invalid(found[1], found[2])
    if found := _AXIS.search(said):
        return (
            (
                f"The layer {found[1]!r} was made for {int(found[2]):,} features, but gets samples of shape "
                f"{_sample(found[3])}."
            ),
            (
                "Give keras.Input the shape of one sample of x, or feed x with as many features as the "
                "network was made for."
            ),
            [],
        )
    if found := _AXES.search(said):
        return _axes(found[1], int(found[2]), int(found[3]), found[4])
    if found := _COUNT.search(said):
        return (
            f"The network has {found[1]} inputs, but x holds {found[2]} array{'s' * (found[2] != '1')}.",
            "Pass a list of arrays as x, one for each input.",
            [],
        )
    if found := _NO_SHAPE.search(said):
        return (
            f"keras.Input got {found[1]!r} where it expects a shape, which is a tuple.",
            f"Write keras.Input(shape=({found[1]},)), with the comma.",
            [],
        )
    return None


def _invalid(expected: str, given: str) -> _Told:
    cause = f"The network takes samples of shape {_sample(expected)}, but those of x have {_sample(given)}."
    if "," not in given.rstrip(","):
        return (
            f"{cause[:-1]}: x has only one axis.",
            "Give x a second axis: x.reshape(-1, 1) for one feature, x.reshape(1, -1) for one sample.",
            [],
        )
    taken, sample = _sides(expected), _sides(given)
    if len(taken) == 1 and taken[0] == prod(sample):
        return (
            cause,
            (
                f"Write x.reshape(-1, {taken[0]}) for x, or begin the network with "
                f"keras.Input({_sample(given)}) and a Flatten layer."
            ),
            [],
        )
    return cause, "Give keras.Input the shape of one sample of x, or reshape x.", []


def _axes(layer: str, expected: int, found: int, given: str) -> _Told:
    cause = (
        f"The layer {layer!r} expects {expected} axes with the samples first, but gets {found}: "
        f"{_sample(given)} for each sample."
    )
    if layer.startswith(("lstm", "gru", "simple_rnn", "bidirectional")):
        return (
            cause,
            (
                "Reshape x to (samples, steps, features), or give the recurrent layer before this one "
                "return_sequences=True."
            ),
            [],
        )
    if layer.startswith(("conv2d", "max_pooling2d")):
        return cause, "Give the images a channel axis: x[..., np.newaxis] for grey images.", []
    if layer.startswith(("conv1d", "max_pooling1d")):
        return cause, "Reshape x to (samples, steps, features): x[..., np.newaxis] for one feature.", []
    return cause, "Reshape x, or put a Reshape or Flatten layer before it.", []


def _sides(shape: str) -> list[int]:
    """Give the sides of one sample as numbers; 0 for one that may have any size."""
    sides = [side.strip() for side in shape.split(",") if side.strip()][1:]
    return [int(side) if side.isdecimal() else 0 for side in sides]


def _sample(shape: str) -> str:
    """Write the shape of one sample: the first of the sides is the number of samples."""
    sides = [side.strip() for side in shape.split(",") if side.strip()][1:]
    return f"({', '.join(sides)}{',' if len(sides) == 1 else ''})"


RULE = Rule(
    code="HN042",
    name="shape-of-x",
    title="x of another shape than the network takes",
    passed="What was raised does not speak of the shape of x.",
    kind="data",
    severity="error",
    needs=("raised",),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error",),
    explains=("HN050",),
)
