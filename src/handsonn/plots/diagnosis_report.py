"""A diagnosis as one HTML page that needs nothing but itself: causes, evidence, changes and their proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from statistics import fmean
from typing import Any

from handsonn.plots.diagnosis_pictures import pictures_of, proof_picture
from handsonn.plots.picture import with_data_urls
from handsonn.plots.templates import templates_in, writable
from handsonn.records import Diagnosis, Finding, Proof, Step

SEVERITIES = {"error": "has to be mended", "warning": "probably harms", "note": "good to know"}
KINDS = {"configuration": "the network's settings", "data": "the data", "run": "how the training went"}
_MARKS = {"+": "added", "-": "removed", "@": "place"}


@dataclass(frozen=True)
class Line:
    """One line of a diff. mark: "added", "removed", "place" or "same"."""

    mark: str
    text: str


def write_diagnosis(diagnosis: Diagnosis) -> str:
    """Write the page. Every text in it is escaped."""
    page: str = _template().render(
        diagnosis=diagnosis,
        headline=headline(diagnosis),
        summary=summary(diagnosis),
        steps=[_step(number, step) for number, step in enumerate(diagnosis.steps)],
        pictures=[with_data_urls(picture) for picture in pictures_of(diagnosis)],
        severities=SEVERITIES,
        kinds=KINDS,
    )
    return writable(page) + "\n"


def headline(diagnosis: Diagnosis) -> str:
    """Say the most likely cause, or that there is none."""
    first = diagnosis.findings[:1]
    return first[0].cause if first else "Nothing found that would keep this network from learning."


def summary(diagnosis: Diagnosis) -> str:
    """Say in a sentence or two how much was found, and what the changes that were kept gained together."""
    count = len(diagnosis.findings)
    if not count:
        return f"{len(diagnosis.passed)} checks passed; they are listed below."
    causes = "One cause was found" if count == 1 else f"{count} possible causes were found"
    kept = [step.tried[step.taken] for step in diagnosis.steps if step.taken >= 0]
    proven = [proof for proof in kept if proof.verdict == "proven"]
    if proven:
        if len(proven) == 1:
            return f"{causes}; one change made a difference that was proven. {proven[0].sentence}"
        return (
            f"{causes}; {len(proven)} changes, one after the other, made a difference that was proven. "
            f"{_gained(kept)}"
        )
    tried = [proof for step in diagnosis.steps for proof in step.tried]
    return f"{causes}. {tried[0].sentence}" if tried else f"{causes}; no change was tried."


def _gained(kept: list[Proof]) -> str:
    """Say from which score to which the changes that were kept have led, all together."""
    before = [score for score in kept[0].before if isfinite(score)]
    after = [score for score in kept[-1].after if isfinite(score)]
    if not before or not after:
        return kept[-1].sentence
    return (
        f"With all of them, {kept[-1].score_name} on held-out samples goes from {fmean(before):.3f} to "
        f"{fmean(after):.3f}."
    )


def step_title(number: int, steps: int) -> str:
    """Name a step: the training as it was given, then what is found after each change that was kept."""
    if not number:
        return "As it was given" if steps > 1 else "What was found"
    before = "the first change" if number == 1 else f"{number} changes"
    return f"After {before}"


def tried_title(proof: Proof) -> str:
    """Name a proof that belongs to no single finding."""
    return "Changes tried together" if proof.change.kind == "together" else "Another change tried"


def _step(number: int, step: Step) -> dict[str, Any]:
    return {
        "number": number,
        "findings": [(finding, list(_proofs(step, finding))) for finding in step.findings],
        "loose": [_proof(proof) for proof in step.tried if not _belongs(proof, step.findings)],
    }


def _belongs(proof: Proof, findings: tuple[Finding, ...]) -> bool:
    return any(proof.change in finding.changes for finding in findings)


def _proofs(step: Step, finding: Finding) -> Iterator[dict[str, Any]]:
    """Give the proofs of this finding's changes; a change that two findings name stands at the first."""
    earlier = step.findings[: step.findings.index(finding)]
    for proof in step.tried:
        if proof.change in finding.changes and not _belongs(proof, earlier):
            yield _proof(proof)


def _proof(proof: Proof) -> dict[str, Any]:
    has_scores = any(value == value for value in (*proof.before, *proof.after))  # noqa: PLR0124 - not NaN
    return {
        "proof": proof,
        "lines": diff_lines(proof.code),
        "picture": with_data_urls(proof_picture(proof)) if has_scores else None,
    }


def diff_lines(code: str) -> list[Line]:
    """Split a unified diff into its lines, without the two that name files."""
    kept = [line for line in code.splitlines() if not line.startswith(("--- ", "+++ "))]
    return [Line(_MARKS.get(line[:1], "same"), line) for line in kept]


@cache
def _template() -> Any:
    environment = templates_in(Path(__file__).parent)
    environment.globals["step_title"] = step_title
    environment.globals["tried_title"] = tried_title
    return environment.get_template("diagnosis.html.jinja")
