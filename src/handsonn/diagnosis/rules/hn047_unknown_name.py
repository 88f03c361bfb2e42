"""A name that Keras does not know.

What: a loss, metric, optimizer, activation, layer, method or argument that Keras does not have.

Why: names are compared letter by letter: "rellu" is no "relu", "Dens" no "Dense".

Evidence: the words of the error.

Remedy: the name that is written most alike, if one is.

Learn more: the lab "Sequential, compile, fit" uses the usual names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handsonn.diagnosis.keras_names import nearest
from handsonn.diagnosis.old_keras import unknown_name
from handsonn.diagnosis.raised import place_told
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding, RaisedFacts

_IDENTIFIER = re.compile(r"Could not interpret (loss|metric|optimizer|activation function|initializer) "
                         r"(?:function )?identifier: ([^\n]{1,60})")  # fmt: skip


def check(facts: Facts) -> Iterator[Finding]:
    """Find errors that speak of a name."""
    raised = facts.raised
    if raised is None:
        return
    name, kind = _name(raised)
    if not name:
        return
    near = nearest(name, kind)
    yield RULE.found(
        f"Keras knows no {kind or 'name'} {name!r}.",
        evidence=[*place_told(raised)],
        remedy=f"Write {near!r} instead of {name!r}." if near and near != name
        else f"Look up how the {kind or 'name'} is spelt in the documentation of Keras.",
        confidence=1.0 if near and near != name else 0.9,
    )  # fmt: skip


def _name(raised: RaisedFacts) -> tuple[str, str]:
    """Give the unknown name and its kind ("loss"; "" where the error does not say)."""
    if found := _IDENTIFIER.search(raised.message):
        return found[2].strip(), found[1]
    return unknown_name(raised), ""


RULE = Rule(
    code="HN047",
    name="unknown-name",
    title="A name that Keras does not know",
    passed="What was raised does not speak of an unknown name.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN050", "HN051"),
)
