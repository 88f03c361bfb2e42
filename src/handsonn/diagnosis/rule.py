"""A rule: facts in, findings out. Each lies in a file of its own in rules/, and its docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handsonn.records import Change, Facts, Finding, RuleKind, Severity

Check = Callable[[Facts], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """One cause that a network does not learn by.

    code: "HN001". name: "softmax-on-one-unit". title: what it looks for, as a line of a list.
    passed: the sentence for a training in which it was checked and not found.
    kind: "configuration" (the model and how it was compiled is enough), "data" (the arrays are needed) or
        "run" (a training or short trials are needed).
    needs: the parts of Facts without which it cannot judge, such as ("model", "data"); "data or raised"
        where one of them is enough.
    lab: the lab that teaches the matter, or "". symptoms: names of symptoms.py that it can cause.
    explains: codes of findings that are its consequence.
    check: gives the findings; it must take any valid facts and never raise.
    """

    code: str
    name: str
    title: str
    passed: str
    kind: RuleKind
    severity: Severity
    needs: tuple[str, ...]
    check: Check
    lab: str = ""
    symptoms: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()

    def found(
        self,
        cause: str,
        *,
        evidence: Sequence[str],
        remedy: str,
        changes: Sequence[Change] = (),
        confidence: float = 0.9,
        layer: str = "",
        severity: Severity | None = None,
        explains: tuple[str, ...] | None = None,
    ) -> Finding:
        """Make a finding of this rule; severity, explains: where they are others than the rule's."""
        return Finding(
            self.code, self.name, self.kind, severity or self.severity, cause, tuple(evidence), remedy,
            tuple(changes), confidence, layer, self.explains if explains is None else explains, self.lab,
        )  # fmt: skip

    def can_judge(self, facts: Facts) -> bool:
        """Tell whether every part it needs was recorded."""
        return all(
            any(getattr(facts, part) is not None for part in need.split(" or ")) for need in self.needs
        )
