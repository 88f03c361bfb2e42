"""Ask every rule; put the most likely cause first; leave out what another finding explains."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.diagnosis.registry import rules
from handsonn.records import Facts, Finding

_FIRST = {"error": 0, "warning": 1, "note": 2}
_SURE = {"configuration": 0, "data": 1, "run": 2}


@dataclass(frozen=True)
class Judgement:
    """findings: the most likely cause first. passed: sentences of what was checked and not found.

    explained: findings that were left out, since another one explains them.
    """

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    explained: tuple[Finding, ...] = ()


def judge(facts: Facts, *, symptom: str = "") -> Judgement:
    """Ask every rule that has what it needs.

    symptom: a name of symptoms.py; among findings of about the same confidence those that can cause it come
    first.
    """
    found: list[Finding] = []
    passed: list[str] = []
    fitting: set[str] = set()
    for rule in rules():
        if not rule.can_judge(facts):
            continue
        new = list(rule.check(facts))
        found += new
        if not new:
            passed.append(rule.passed)
        if symptom in rule.symptoms:
            fitting.add(rule.code)
    moot = {code for finding in found for code in finding.explains}
    order = sorted((item for item in found if item.code not in moot), key=lambda item: _rank(item, fitting))
    return Judgement(tuple(order), tuple(passed), tuple(item for item in found if item.code in moot))


def _rank(finding: Finding, fitting: set[str]) -> tuple[float, int, str]:
    """Severity and confidence first; then what needs less to be known."""
    bonus = 0.15 if finding.code in fitting else 0.0
    return (_FIRST[finding.severity] - finding.confidence - bonus, _SURE[finding.kind], finding.code)
