"""Samples that are all the same.

What: x holds one and the same number everywhere, or the same row again and again.

Why: a network can only tell samples apart by what differs in x. Where nothing does, it answers every one
alike, whatever else is changed. It happens when an array is made with np.zeros and never filled, when the
wrong column is read, or when everything was divided to 0.

Evidence: the smallest and the largest number of every feature are equal.

Remedy: print x[:3] before fit, and look at how x was made.

Learn more: the lab "x and y".
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import counted, number
from handsonn.records import ArrayFacts, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find inputs in which no feature differs between samples."""
    data = facts.data
    if data is None or not data.x or not all(_is_the_same(x) for x in data.x):
        return
    x = data.x[0]
    what = f"nothing but {number(x.minimum)}" if x.minimum == x.maximum else "the same numbers in each row"
    yield RULE.found(
        f"x holds {what}, so no two samples can be told apart.",
        evidence=[f"In {counted(x.samples, 'sample')} no feature has two different values."],
        remedy="Look at x[:3] before fit, and at how x was made.",
        confidence=1.0,
    )


def _is_the_same(x: ArrayFacts) -> bool:
    """Tell whether several finite samples differ nowhere."""
    if x.text or x.samples < 2 or x.nan or x.infinite or not x.feature_minimum.size:  # noqa: PLR2004
        return False
    by_position = len(x.shape) == 2 or x.minimum == x.maximum  # noqa: PLR2004
    return by_position and bool(np.all(x.feature_minimum == x.feature_maximum))


RULE = Rule(
    code="HN052",
    name="all-samples-alike",
    title="Samples that are all the same",
    passed="The samples differ from each other.",
    kind="data",
    severity="error",
    needs=("data",),
    check=check,
    lab="x_and_y",
    symptoms=("always the same answer", "loss does not move", "accuracy does not rise"),
    explains=(
        "HN003", "HN004", "HN005", "HN012", "HN013", "HN019", "HN020", "HN029", "HN030", "HN034", "HN035",
        "HN037", "HN038",
    ),
)  # fmt: skip
