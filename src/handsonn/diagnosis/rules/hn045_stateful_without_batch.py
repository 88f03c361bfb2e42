"""A stateful recurrent layer without a fixed batch size.

What: LSTM, GRU or SimpleRNN with stateful=True, in a network that does not know how many samples a batch has.

Why: a stateful layer keeps what it remembers of each sample of a batch for the next batch. It has to know
how many samples that are, and each batch has to have as many, the last one too.

Evidence: the words of the error, and the layers that are stateful.

Remedy: keras.Input(batch_shape=(batch, steps, features)) with a number of samples that the batch divides; or
leave stateful=True out, which few tasks need.

Learn more: the lab "Sequential, compile, fit" builds a network layer by layer.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.records import Facts, Finding

NOT_FIXED = ("the batch size must be static", "If a RNN is stateful, it needs to know its batch size")
UNEQUAL = (
    "If an RNN is stateful, the batch size of the input sequences must be the same",
    "number of samples that can be divided by the batch size",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Find errors of stateful layers."""
    raised = facts.raised
    if raised is None:
        return
    layers = facts.model.layers if facts.model is not None else ()
    stateful = [layer.name for layer in layers if layer.settings.get("stateful") is True]
    unbuilt = bool(stateful) and says(raised, "create a variable while in a stateless scope")
    if says(raised, *UNEQUAL):
        cause = "A recurrent layer is stateful, but not every batch has as many samples as the first."
        remedy = "Use a number of samples that the batch size divides, or leave stateful=True out."
    elif says(raised, *NOT_FIXED) or unbuilt:
        cause = "A recurrent layer is stateful, but the network does not know how many samples a batch has."
        remedy = "Begin with keras.Input(batch_shape=(batch, steps, features)), or leave stateful=True out."
    else:
        return
    yield RULE.found(
        cause,
        evidence=[*place_told(raised), *(f"The layer {name!r} is stateful." for name in stateful)],
        remedy=remedy,
        confidence=1.0,
        layer=stateful[0] if stateful else "",
    )


RULE = Rule(
    code="HN045",
    name="stateful-without-batch",
    title="A stateful recurrent layer without a fixed batch size",
    passed="What was raised does not speak of stateful layers.",
    kind="configuration",
    severity="error",
    needs=("raised",),
    check=check,
    lab="sequential",
    symptoms=("fit raises an error",),
    explains=("HN050",),
)
