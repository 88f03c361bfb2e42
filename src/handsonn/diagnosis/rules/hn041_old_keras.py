"""Code for an older Keras.

What: an import, an argument or a method that Keras 3 does not have any more.

Why: most books and answers on the web were written for Keras 1 or 2. Since then modules were put together,
arguments were renamed, and some methods were taken out; Keras 3 stops where it meets the old name.

Evidence: the words of the error.

Remedy: the name that took its place.

Learn more: the lab "Sequential, compile, fit" uses the names of today.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.old_keras import OldName, old_name
from handsonn.diagnosis.raised import place_told
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find names of an older Keras in what was raised."""
    raised = facts.raised
    found = old_name(raised) if raised is not None else None
    if raised is None or found is None:
        return
    yield RULE.found(
        f"{_called(found)} comes from an older Keras, and Keras 3 does not have it.",
        evidence=[*place_told(raised)],
        remedy=f"Write {found.now} instead of {found.name}.",
        confidence=1.0,
    )


def _called(found: OldName) -> str:
    if found.what == "key":
        return f"The name {found.name!r} in the history"
    return f"The {found.what} {found.name!r}"


RULE = Rule(
    code="HN041",
    name="old-keras",
    title="Code for an older Keras",
    passed="What was raised is no name of an older Keras.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN045", "HN047", "HN050", "HN051"),
)
