"""x and y of different lengths.

What: the number of samples and the number of labels are not the same.

Why: label 5 belongs to sample 5. With lengths that differ, some samples have no label, and most likely the
others have wrong ones: x and y were cut or filtered in different ways.

Evidence: the length of each array.

Remedy: look at x.shape and y.shape after each step of the preparation; filter both with the same rows.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.words import listed
from handsonn.records import ArrayFacts, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find arrays of one set that are not equally long."""
    data, raised = facts.data, facts.raised
    told = [*place_told(raised)] if says(raised, "cardinality") and raised is not None else []
    sets = (
        (("training", (*data.x, *data.y)), ("validation", (*data.validation_x, *data.validation_y)))
        if data
        else ()
    )
    found = False
    for name, arrays in sets:
        known = [array for array in arrays if array.shape and array.given_as not in ("dataset", "generator")]
        if len({array.samples for array in known}) > 1:
            found = True
            yield _found(f"The {name} arrays are not equally long: {_lengths(known)}.", told)
    if told and not found:
        yield _found("The arrays given to fit are not equally long.", told)


def _lengths(arrays: list[ArrayFacts]) -> str:
    return listed(f"{array.name} has {array.samples:,}" for array in arrays)


def _found(cause: str, told: list[str]) -> Finding:
    return RULE.found(
        cause,
        evidence=told or ["Each sample needs one label."],
        remedy="Prepare x and y with the same rows, and compare x.shape[0] with y.shape[0] before fit.",
        confidence=1.0,
    )


RULE = Rule(
    code="HN046",
    name="lengths-differ",
    title="x and y of different lengths",
    passed="x and y are equally long.",
    kind="data",
    severity="error",
    needs=("data or raised",),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error",),
    explains=("HN016", "HN050"),
)
