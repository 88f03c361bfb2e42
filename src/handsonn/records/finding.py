"""A diagnosed cause with its evidence, and the one change that would remove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handsonn.records.run import Setting

RuleKind = Literal["configuration", "data", "run"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Change:
    """One change to a training. kind: a name of the registry of changes; settings: its arguments."""

    kind: str
    settings: dict[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What a rule found.

    code, name, kind, severity: the rule's. cause: one plain sentence. evidence: sentences with the values
    that were measured. remedy: one sentence, what to change. changes: ways to carry it out, the best
    first; () where there is nothing to run (a misleading metric, too little data).
    confidence: 0 to 1, how surely this is what is wrong; ranks findings. layer: the layer concerned, or "".
    explains: codes of findings that are this one's consequence, and are not told beside it.
    lab: name of the lab that teaches the matter, or "".
    """

    code: str
    name: str
    kind: RuleKind
    severity: Severity
    cause: str
    evidence: tuple[str, ...]
    remedy: str
    changes: tuple[Change, ...] = ()
    confidence: float = 0.9
    layer: str = ""
    explains: tuple[str, ...] = ()
    lab: str = ""
