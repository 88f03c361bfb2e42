"""Ask every rule; put the most likely cause first; leave out what another finding explains."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.diagnosis.registry import rules
from handsonn.records import Facts, Finding

_FIRST = {"error": 0, "warning": 1, "note": 2}
_SURE = {"configuration": 0, "data": 1, "run": 2}
ANY_ERROR = "HN050"
"""The rule that tells any error; the rules that can explain one explain it."""
SYMPTOM_BONUS = 0.15


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
    moot = _consequences(found)
    stopped = facts.raised is not None
    order = sorted(
        (item for item in found if item.code not in moot),
        key=lambda item: _rank(item, fitting, stopped=stopped),
    )
    return Judgement(tuple(order), tuple(passed), tuple(item for item in found if item.code in moot))


def _consequences(found: list[Finding]) -> set[str]:
    """Give the codes that another finding explains, also those that an explained one explains.

    A note may only explain a note: what hardly matters does not excuse what does.
    """
    notes = {item.code for item in found if item.severity == "note"}
    grave = {code for item in found if item.severity != "note" for code in item.explains}
    slight = {code for item in found if item.severity == "note" for code in item.explains}
    return grave | (slight & notes)


def _rank(finding: Finding, fitting: set[str], *, stopped: bool) -> tuple[bool, float, int, str]:
    """Put what explains an error first: nothing else can be tried before.

    Then severity and confidence; a cause of the learner's symptom overtakes one that is a little surer. Then
    what needs less to be known.
    """
    bonus = SYMPTOM_BONUS if finding.code in fitting else 0.0
    weight = _FIRST[finding.severity] - finding.confidence - bonus
    return (stopped and ANY_ERROR not in finding.explains, weight, _SURE[finding.kind], finding.code)
