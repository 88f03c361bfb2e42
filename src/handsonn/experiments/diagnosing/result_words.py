"""A diagnosis in words, for the terminal: cause, evidence, remedy, verdict with figures, code."""

from __future__ import annotations

import textwrap

from handsonn.records import Diagnosis, Finding, Proof, Step

WIDTH = 100
_SEVERITY = {"error": "Error", "warning": "Warning", "note": "Note"}


def told(record: Diagnosis) -> str:
    """Write the whole diagnosis."""
    lines = [f"Diagnosis of {record.title} ({record.seconds:.1f} s)", ""]
    if not record.findings:
        lines += ["Nothing found that would keep it from learning.", ""]
    for number, step in enumerate(record.steps):
        lines += _step(number, step)
    if record.passed:
        lines += ["In order:", *(_wrapped(sentence, "  - ") for sentence in record.passed), ""]
    if record.not_checked:
        lines += ["Not checked:", *(_wrapped(sentence, "  - ") for sentence in record.not_checked), ""]
    return "\n".join(lines).rstrip() + "\n"


def _step(number: int, step: Step) -> list[str]:
    lines: list[str] = []
    if number:
        lines.append("With that change:" if number == 1 else f"With these {number} changes:")
        if not step.findings:
            return [*lines, "  nothing more is found.", ""]
    for place, finding in enumerate(step.findings, start=1):
        lines += _finding(place, finding)
    for place, proof in enumerate(step.tried):
        lines += _proof(proof, taken=place == step.taken)
    return [*lines, ""]


def _finding(place: int, finding: Finding) -> list[str]:
    head = f"{place}. {_SEVERITY[finding.severity]} {finding.code} ({finding.name}): {finding.cause}"
    lines = [_wrapped(head, "", "   ")]
    lines += [_wrapped(sentence, "     Seen: ", "           ") for sentence in finding.evidence]
    lines.append(_wrapped(finding.remedy, "     To do: ", "            "))
    if finding.lab:
        lines.append(f"     Learn more: the lab {finding.lab!r}")
    return lines


def _proof(proof: Proof, *, taken: bool) -> list[str]:
    kept = ""
    if taken:
        kept = " (kept)" if proof.verdict == "proven" else " (kept all the same: it cannot work without it)"
    lines = ["", _wrapped(f"{proof.verdict.capitalize()}{kept}: {proof.sentence}", "   ", "     ")]
    if proof.code:
        lines += [f"     {line}" for line in proof.code.splitlines()]
    return lines


def _wrapped(text: str, first: str, rest: str = "    ") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
