"""The answer leaks into training.

What: validation rows that are training rows as well, or a feature from which alone the label can be read.

Why: a network that has seen a row, or is handed the answer, scores high without having learnt anything that
helps with new samples. The score is too good, and the disappointment comes in use.

Evidence: the share of validation rows that occur in training, and how well a small decision tree predicts
the label from one feature.

Remedy: keep equal rows, and rows of the same source, on one side of the split; leave out the feature.

Learn more: the lab "Validation, two ways".
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import task_of
from handsonn.diagnosis.words import share
from handsonn.records import ArrayFacts, Change, DataFacts, Facts, Finding, RowFacts

SHARED = 0.1
MORE_THAN_REPEATED = 1.2
"""Where rows of training repeat each other about as often, equal rows are a matter of the data."""
NEARLY_SHARED = 0.3
TOO_SMALL = 0.05
"""Features that spread less are alike when rounded, whatever they are."""
COARSE_SIDES = 30.0
TELLING = 0.999
GUESSED = 0.95
ODDS = 0.03
"""By how much one feature alone must beat the next best."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find rows on both sides of the split, and features that give the label away."""
    data = facts.data
    if data is None or data.rows is None or not data.x:
        return
    yield from _rows_found(data, data.rows)
    yield from _feature_found(facts, data, data.rows)


def _rows_found(data: DataFacts, rows: RowFacts) -> Iterator[Finding]:
    exact, near = rows.shared or 0.0, rows.nearly_shared or 0.0
    nearly = near >= NEARLY_SHARED and data.x[0].deviation > TOO_SMALL
    usual = _is_coarse(data.x[0]) and max(exact, near) <= MORE_THAN_REPEATED * rows.repeated
    if usual or not (exact >= SHARED or nearly):
        return
    most = max(exact, near)
    yield RULE.found(
        f"{share(most)} of the validation rows are training rows as well, so the validation score is "
        "too good.",
        evidence=[f"{share(exact)} are equal in every feature, {share(near)} when rounded to three digits."],
        remedy="Remove repeated rows before splitting, so that no row stands on both sides.",
        changes=[Change("drop_shared_rows", {})],
        confidence=0.85 if most > 0.5 else 0.7,  # noqa: PLR2004
    )


def _is_coarse(x: ArrayFacts) -> bool:
    """Tell whether equal rows are no wonder: features of a few whole numbers."""
    return x.whole and x.maximum - x.minimum <= COARSE_SIDES


def _has_columns(x: ArrayFacts) -> bool:
    """Tell whether a sample has two features or more."""
    return math.prod(x.shape[1:]) > 1


def _feature_found(facts: Facts, data: DataFacts, rows: RowFacts) -> Iterator[Finding]:
    task = task_of(facts)
    if rows.telling_feature < 0 or not rows.telling_score >= TELLING or not rows.guess_score < GUESSED:
        return
    if not _has_columns(data.x[0]) or task not in ("classes", "two classes", "numbers"):
        return
    others = rows.next_score
    if others is None or not others < rows.telling_score - ODDS:
        return  # where several features tell all, the classes just lie far apart
    score = "R2" if task == "numbers" else "accuracy"
    yield RULE.found(
        f"Feature {rows.telling_feature} alone gives the label away; in use it may not be known.",
        evidence=[
            (
                f"A small decision tree of this feature alone reaches {score} {rows.telling_score:.3f} "
                f"on rows it has not seen; the next best feature reaches {others:.3f}."
            )
        ],
        remedy=f"Find out where feature {rows.telling_feature} comes from, and leave it out if it is "
        "made from the label.",
        changes=[Change("drop_features", {"features": (rows.telling_feature,)})],
        confidence=0.7,
    )


RULE = Rule(
    code="HN029",
    name="leakage",
    title="The answer leaks into training",
    passed="No rows stand on both sides of the split, and no single feature gives the label away.",
    kind="data",
    severity="warning",
    needs=("data",),
    check=check,
    lab="validation",
    symptoms=("validation too good", "good in training, wrong in use"),
)
