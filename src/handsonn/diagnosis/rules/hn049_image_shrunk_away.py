"""Convolutions and poolings that leave nothing of the image.

What: a layer asks for a window that is larger than what is left of its input.

Why: a convolution without padding takes a border away, and a pooling of 2 x 2 halves each side. After enough
of them there are fewer pixels than the next window needs. The same happens when the channels stand first
in x, where Keras expects them last.

Evidence: the words of the error, with the shape that is left.

Remedy: fewer of these layers, padding="same", or larger images; channels in the last axis.

Learn more: the lab "Sequential, compile, fit" builds a network layer by layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding

PARTS = (
    "output size would be zero or negative",
    "Negative dimension size",
    "dimensions in the output is <= 0",
)
_LEFT = re.compile(r"inputs[. ]shape=[\[(]([^\])]*)[\])]")


def check(facts: Facts) -> Iterator[Finding]:
    """Find errors of windows larger than their input."""
    raised = facts.raised
    if raised is None or not says(raised, *PARTS):
        return
    found = _LEFT.search(raised.message)
    sides = [side for side in re.split(r"[,\s]+", found[1]) if side][1:] if found else []
    left = f"what is left, of shape ({', '.join(sides)})" if sides else "what is left of the image"
    channels_first = len(sides) == 3 and sides[0] in ("1", "3") and sides[1] not in ("1", "2")  # noqa: PLR2004
    yield RULE.found(
        f"A convolution or pooling needs a window that is larger than {left}.",
        evidence=[*place_told(raised)],
        remedy="Move the channels to the last axis: np.moveaxis(x, 1, -1)."
        if channels_first
        else "Leave one of these layers out, or give them padding='same'.",
        confidence=1.0,
    )


RULE = Rule(
    code="HN049",
    name="image-shrunk-away",
    title="Convolutions and poolings that leave nothing of the image",
    passed="What was raised does not speak of an image that became too small.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN042", "HN050"),
)
