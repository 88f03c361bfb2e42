"""Text in x or y.

What: labels such as "cat" and "dog", or a column of words among the features.

Why: a network computes with numbers. Keras stops when it meets text, unless a layer such as TextVectorization
turns it into numbers first.

Evidence: the type of the array, and the words of the error.

Remedy: LabelEncoder for the labels; OneHotEncoder or a StringLookup layer for a column of words.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import counted
from handsonn.records import ArrayFacts, Change, Facts, Finding

READS_TEXT = ("TextVectorization", "StringLookup", "Hashing", "Lambda")


def check(facts: Facts) -> Iterator[Finding]:
    """Find text where a network expects numbers."""
    data, raised = facts.data, facts.raised
    told = [*place_told(raised)] if raised is not None else []
    labels = [y for y in data.y if y.text] if data is not None else []
    features = [x for x in data.x if x.text] if data is not None and not _reads_text(facts) else []
    for y in labels:
        yield _labels_found(y, told)
    for x in features:
        yield _found(
            "The features hold text, but a network computes with numbers.", told, f"{x.name} holds text."
        )
    if not labels and not features and says(raised, "could not convert string to float", "Invalid dtype: str",
                                            "Cast string to"):  # fmt: skip
        yield _found("x or y holds text, but a network computes with numbers.", told, "")


def _reads_text(facts: Facts) -> bool:
    return facts.model is not None and any(layer.kind in READS_TEXT for layer in facts.model.layers)


def _labels_found(y: ArrayFacts, told: list[str]) -> Finding:
    count = f"{counted(y.distinct, 'different word')}" if y.distinct else "words"
    return RULE.found(
        "The labels are text, but a network computes with numbers.",
        evidence=[f"{y.name} holds {count}.", *told],
        remedy="Number the classes from 0 with scikit-learn's LabelEncoder.",
        changes=[Change("labels", {"to": "numbers"})],
        confidence=1.0,
    )


def _found(cause: str, told: list[str], held: str) -> Finding:
    return RULE.found(
        cause,
        evidence=[*filter(None, [held]), *told],
        remedy="Turn each column of words into numbers with OneHotEncoder, or leave it out.",
        confidence=1.0,
    )


RULE = Rule(
    code="HN044",
    name="text",
    title="Text in x or y",
    passed="x and y hold no text.",
    kind="data",
    severity="error",
    needs=("data or raised",),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error",),
    explains=("HN043", "HN050"),
)
