"""Sorted rows and validation_split.

What: the rows are sorted by their label, and fit takes the last of them for validation, or goes through them
without shuffling.

Why: validation_split takes the last rows as they are, before any shuffling. Of sorted rows these hold classes
that training never sees, so the validation score says nothing. With shuffle=False, each batch holds one
class, and the network forgets the others.

Evidence: the share of each class among the last rows and among the others.

Remedy: shuffle x and y together before fit, or split them with train_test_split(stratify=y).

Learn more: the lab "Validation, two ways".
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import is_column
from handsonn.diagnosis.words import listed, number, share
from handsonn.records import Change, DataFacts, Facts, Finding, OrderFacts

APART = 0.3
"""Half the sum of the differences of shares, from which the last rows are of another kind."""
FEW_CHANGES = 0.5
FEW_ROWS = 8
FAR = 1.0
"""Deviations between the mean target of the last rows and that of all."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find rows sorted by class where their order matters."""
    data = facts.data
    if data is None:
        return
    if data.order is None:
        yield from _numbers_found(data)
        return
    order = data.order
    is_sorted = order.changes < FEW_CHANGES * order.expected_changes
    apart = _distance(order)
    if data.validation == "split" and is_sorted and apart > APART and order.last_rows >= FEW_ROWS:
        unseen = sorted(set(order.last_shares) - set(order.first_shares))
        yield RULE.found(
            "The rows are sorted by label, and validation_split takes the last of them, which are not "
            "like the others.",
            evidence=[*_told(order, unseen)],
            remedy="Shuffle the rows of x and y together before fit.",
            changes=[Change("shuffle", {})],
            confidence=0.95 if unseen else 0.85,
        )
    elif facts.fit is not None and not facts.fit.shuffle and _is_strictly_sorted(order):
        yield RULE.found(
            "The rows are sorted by label, and fit goes through them without shuffling, so each batch "
            "holds one class.",
            evidence=[f"The label changes {order.changes:,} times from row to row."],
            remedy="Leave shuffle=False out of fit.",
            changes=[Change("shuffle", {})],
            confidence=0.85,
        )


def _numbers_found(data: DataFacts) -> Iterator[Finding]:
    """Find rows of a table sorted by a number: the mean of the last rows is far from that of all."""
    if data.validation != "split" or not data.validation_y or not data.y or len(data.x[:1]) != 1:
        return
    y, last = data.y[0], data.validation_y[0]
    few = last.samples < FEW_ROWS or y.deviation <= 0.0 or len(data.x[0].shape) != 2  # noqa: PLR2004
    if few or not is_column(y) or not abs(last.mean - y.mean) > FAR * y.deviation:
        return
    yield RULE.found(
        "The rows are sorted by the target, and validation_split takes the last of them, which are not "
        "like the others.",
        evidence=[
            (
                f"The targets have a mean of {number(y.mean)}, those of the last {last.samples:,} rows "
                f"{number(last.mean)}."
            )
        ],
        remedy="Shuffle the rows of x and y together before fit.",
        changes=[Change("shuffle", {})],
        confidence=0.85,
    )


def _is_strictly_sorted(order: OrderFacts) -> bool:
    return order.changes < 0.1 * order.expected_changes


def _distance(order: OrderFacts) -> float:
    classes = set(order.first_shares) | set(order.last_shares)
    return 0.5 * sum(
        abs(order.first_shares.get(name, 0.0) - order.last_shares.get(name, 0.0)) for name in classes
    )


def _told(order: OrderFacts, unseen: list[str]) -> Iterator[str]:
    often = f"{order.changes:,} times from row to row; shuffled, it would {order.expected_changes:,.0f}"
    yield f"The label changes {often}."
    if unseen:
        yield f"Training never sees class {listed(unseen)}."
        return
    name = max(order.last_shares, key=lambda label: order.last_shares[label], default="")
    if name:
        yield (
            f"Class {name} makes up {share(order.last_shares[name])} of the last {order.last_rows:,} "
            f"rows, and {share(order.first_shares.get(name, 0.0))} of the others."
        )


RULE = Rule(
    code="HN031",
    name="sorted-rows",
    title="Sorted rows and validation_split",
    passed="The order of the rows does no harm.",
    kind="data",
    severity="error",
    needs=("data",),
    check=check,
    lab="validation",
    symptoms=("validation much worse", "accuracy stays 0", "good in training, wrong in use"),
    explains=("HN027",),
)
