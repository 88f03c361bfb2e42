"""NaN or infinity in the data.

What: x or y holds NaN ("not a number", as a missing value becomes) or infinity.

Why: a sum with a NaN in it is NaN. One such sample makes the loss NaN, the gradient NaN, and with the first
update every weight. Nothing is left to learn with.

Evidence: how many numbers are not finite, and in which array.

Remedy: fill the gaps (SimpleImputer, fitted on the training rows) or leave those rows out.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import counted
from handsonn.records import ArrayFacts, Change, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find arrays with numbers that are not finite."""
    data = facts.data
    if data is None:
        return
    yield from (_finding(x, "features") for x in data.x if _odd(x))
    yield from (_finding(y, "labels") for y in data.y if _odd(y))
    if data.validation != "data":
        return
    yield from (_finding(x, "validation") for x in (*data.validation_x, *data.validation_y) if _odd(x))


def _odd(array: ArrayFacts) -> int:
    return array.nan + array.infinite


def _finding(array: ArrayFacts, kind: str) -> Finding:
    drop, fill = Change("drop_missing", {}), Change("fill_missing", {})
    told = [
        f"{array.name} has {counted(count, word)}."
        for count, word in ((array.nan, "NaN"), (array.infinite, "infinite value"))
        if count > 0
    ]
    features = kind == "features"
    return RULE.found(
        f"{array.name} holds {counted(_odd(array), 'value')} that {'is' if _odd(array) == 1 else 'are'} "
        "not finite"
        + (
            "; the validation loss becomes NaN."
            if kind == "validation"
            else "; one of them makes the loss NaN."
        ),
        evidence=told,
        remedy="Fill the gaps with SimpleImputer, fitted on the training rows, or leave those rows out."
        if features
        else "Leave the rows out whose value is missing.",
        changes=[fill, drop] if features else [drop],
        confidence=0.8 if kind == "validation" else 1.0,
        explains=() if kind == "validation" else None,
    )


RULE = Rule(
    code="HN033",
    name="missing-numbers",
    title="NaN or infinity in the data",
    passed="Every number in x and y is finite.",
    kind="data",
    severity="error",
    needs=("data",),
    check=check,
    lab="x_and_y",
    symptoms=("loss is nan", "always the same answer", "fit raises an error"),
    explains=("HN004", "HN005", "HN013", "HN019", "HN020", "HN034", "HN035", "HN038", "HN050"),
)
