"""What the checks of broken networks share: the cause that the learner named, and what the diagnosis still finds."""

from __future__ import annotations

from typing import Any

import handsonn as hn
from handsonn.course.checking import Answer, Wrong
from handsonn.diagnosis import rules
from handsonn.records import Finding


def check_cause(answer: Answer, code: str, exercise: str) -> None:
    """Compare the learner's CAUSE with the code of the rule that finds it. Raises Wrong for anything else."""
    said = answer.value("CAUSE")
    given = said.strip().upper() if isinstance(said, str) else str(said)
    if not given:
        raise Wrong(
            f"CAUSE is still empty; run `handsonn diagnose exercises/ch_10/{exercise}/exercise.py` in your "
            "repository and write down the code of the first cause that it names, HN and three digits.",
            name="no_cause",
        )
    known = {rule.code: rule.title for rule in rules()}
    if given not in known:
        raise Wrong(
            f"CAUSE is {said!r}, and no rule of the diagnosis has this code; its codes look like HN042, and "
            "stand behind each cause.",
            name="unknown_cause",
        )
    if given != code:
        raise Wrong(
            f"{given} stands for: {known[given]}. That is not what keeps the network as it came from learning; "
            "let the diagnosis look at the exercise as it came, and take the code of what it names first.",
            name="other_cause",
        )


def grave_findings(model: Any, *data: Any, **asked: Any) -> list[Finding]:
    """Let the diagnosis look at a compiled network, with x and y where these are given; errors only."""
    asked = {"train": False, **asked}
    found = hn.diagnose(model, *data, prove=False, **asked).findings
    return [finding for finding in found if finding.severity == "error"]


def told(finding: Finding) -> str:
    """Quote a finding: its cause, and what was seen."""
    return " ".join((finding.cause, *finding.evidence))
