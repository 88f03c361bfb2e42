"""An error that no other rule explains.

What: the training, or the script, stopped with an error whose words no other rule knows.

Why: an error stops everything that follows, so it comes before any other question.

Evidence: the words of the error, and the line that led to it.

Remedy: read the last line of the error first, then the line of your own code that it names.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import first_line, place_told
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding

DURING = {
    "import": "while importing",
    "build": "while the network was built",
    "compile": "in compile",
    "fit": "in fit",
    "predict": "in predict",
    "script": "outside of fit",
}


def check(facts: Facts) -> Iterator[Finding]:
    """Tell what was raised; any rule that knows the cause takes this finding's place."""
    raised = facts.raised
    if raised is None:
        return
    where = f" in line {raised.line}" if raised.line > 0 else ""
    said = first_line(raised).rstrip(".") or raised.kind
    yield RULE.found(
        f"The script stopped {DURING.get(raised.during, '')}{where} with {raised.kind}: {said}.",
        evidence=[*place_told(raised)],
        remedy="Read the line of your own code that the error names; what it was given is not what it "
        "expects.",
        confidence=0.3,
    )


RULE = Rule(
    code="HN050",
    name="other-error",
    title="An error that no other rule explains",
    passed="Nothing was raised.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error",),
)
