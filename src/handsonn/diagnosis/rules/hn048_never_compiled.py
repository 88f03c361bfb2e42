"""A network that was never compiled.

What: fit was called before compile.

Why: compile says what the network is to make small (the loss) and how (the optimizer). Without it, there is
nothing to train for.

Evidence: the network has no loss and no optimizer, or the words of the error.

Remedy: model.compile(...) before model.fit(...).

Learn more: the lab "Sequential, compile, fit" shows what each of the three does.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.outputs import fitting_output
from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import task_of
from handsonn.records import Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find networks that have no loss because compile was not called."""
    model, raised = facts.model, facts.raised
    told = says(raised, "must call `compile()`", "must compile your model", "model.compile(")
    if not told and (model is None or model.compiled):
        return
    y = facts.data.y[0] if facts.data is not None and facts.data.y else None
    loss = fitting_output(task_of(facts), y)[1].settings["loss"] if y is not None else "mean_squared_error"
    yield RULE.found(
        "The network was not compiled, so it has no loss to make small.",
        evidence=[*place_told(raised)]
        if told and raised is not None
        else ["It has no loss and no optimizer."],
        remedy=f"Call model.compile(optimizer='adam', loss={loss!r}) before fit.",
        confidence=1.0,
    )


RULE = Rule(
    code="HN048",
    name="never-compiled",
    title="A network that was never compiled",
    passed="The network was compiled.",
    kind="configuration",
    severity="error",
    needs=("model or raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN050",),
)
