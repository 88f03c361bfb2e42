"""A diagnosis in a terminal: each cause with what was seen, the change, and its proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.cli.terminal import results as output
from handsonn.experiments.diagnosing.keep import RECORD_FILE, REPORT_FILE
from handsonn.plots.diagnosis_report import SEVERITIES, diff_lines, headline, step_title, summary, tried_title
from handsonn.records import Diagnosis, Finding, Proof, Step

if TYPE_CHECKING:
    from rich.console import Console

_INDENT = "   "
_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold"}
_DIFF_STYLES = {"added": "blue", "removed": "dark_orange", "place": "dim", "same": ""}
_VERDICT_STYLES = {"proven": "bold blue", "no gain seen": "bold", "cannot tell": "bold"}


def print_diagnosis(diagnosis: Diagnosis, folder: Path | None, *, with_checks: bool = False) -> None:
    """Print the whole diagnosis, and where its report is."""
    console = output()
    _line(console, diagnosis.title, "dim")
    _print_in_short(console, diagnosis)
    for number, step in enumerate(diagnosis.steps):
        _print_step(console, number, step, len(diagnosis.steps))
    _print_checks(console, diagnosis, with_checks=with_checks)
    if folder is not None:
        console.print()
        _line(console, f"With pictures: {folder / REPORT_FILE}; every figure: {folder / RECORD_FILE}")


def _print_in_short(console: Console, diagnosis: Diagnosis) -> None:
    """Say first what a long answer comes to."""
    from rich.text import Text

    if not any(step.tried for step in diagnosis.steps):
        return
    console.print()
    if len(diagnosis.findings) > 1 or len(diagnosis.steps) > 2:  # noqa: PLR2004 - else what follows is short
        console.print(Text(headline(diagnosis), "bold"))
        console.print(Text(summary(diagnosis)))
    console.print(Text("In the code below, x and y are what the script gives to fit.", "dim"))


def _print_step(console: Console, number: int, step: Step, steps: int) -> None:
    console.print()
    if steps > 1:
        _line(console, f"{step_title(number, steps)}:", "dim")
    if not step.findings:
        what = "Nothing found" if not number else "Nothing found any more"
        _line(console, f"{what} that would keep this network from learning.", "bold")
    shown: set[int] = set()
    for place, finding in enumerate(step.findings, start=1):
        _print_finding(console, place, finding)
        for proof in step.tried:
            if proof.change in finding.changes and id(proof) not in shown:
                shown.add(id(proof))
                _print_proof(console, proof)
    for proof in step.tried:
        if id(proof) not in shown:
            _line(console, f"{tried_title(proof)}:", "bold")
            _print_proof(console, proof)


def _print_finding(console: Console, place: int, finding: Finding) -> None:
    rows = [(finding.cause, _STYLES[finding.severity])]
    rows.append((f"{SEVERITIES[finding.severity]} · {finding.code} {finding.name}", "dim"))
    rows += [(f"Seen: {sentence}", "") for sentence in finding.evidence]
    rows.append((f"Change: {finding.remedy}", ""))
    if finding.lab:
        rows.append(
            (f"To see it at work: the lab “{finding.lab.replace('_', ' ')}”; handsonn opens the labs", "dim")
        )
    _beside(console, f"{place}", rows)


def _print_proof(console: Console, proof: Proof) -> None:
    from rich.text import Text

    words = Text(f"{proof.verdict.capitalize()}. ", _VERDICT_STYLES[proof.verdict])
    _beside(console, "", [(words.append(proof.sentence, "not bold default"), "")])
    for line in diff_lines(proof.code):
        console.print(Text(f"{_INDENT}  {line.text}", _DIFF_STYLES[line.mark]), soft_wrap=True)
    console.print()


def _beside(console: Console, mark: str, rows: list[tuple[Any, str]]) -> None:
    """Print texts one below the other, each wrapped under its own beginning, the mark before the first."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=len(_INDENT) - 1)
    grid.add_column(ratio=1)
    for number, (words, style) in enumerate(rows):
        text = words if isinstance(words, Text) else Text(words, style)
        grid.add_row(Text(mark, "bold") if not number else "", text)
    console.print(grid)


def _print_checks(console: Console, diagnosis: Diagnosis, *, with_checks: bool) -> None:
    console.print()
    count = len(diagnosis.passed)
    if count:
        more = "" if with_checks else "; --checks lists them"
        plural = "check" if count == 1 else "checks"
        _line(console, f"{count} {plural} passed{more}.", "dim")
    for sentence in diagnosis.passed if with_checks else ():
        _line(console, f"{_INDENT}{sentence}", "dim")
    for sentence in diagnosis.not_checked:
        _line(console, f"Not looked at: {sentence}", "dim")


def _line(console: Console, text: str, style: str = "") -> None:
    """Print a line that wraps under its own beginning."""
    from rich.padding import Padding
    from rich.text import Text

    stripped = text.lstrip()
    console.print(Padding(Text(stripped, style), (0, 0, 0, len(text) - len(stripped))))
