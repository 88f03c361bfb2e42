"""What a diagnoser answers, and the protocol that all of them keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.diagnosis.training import Training

TELLING = ("error", "warning")
"""Severities that claim something is wrong; a note does not."""


@dataclass(frozen=True)
class Found:
    """code: of the table's row. severity: "error", "warning" or "note". told: the diagnoser's words."""

    code: str
    severity: str = "warning"
    told: str = ""


@dataclass(frozen=True)
class Tried:
    """A change that was tried: code of its finding, its verdict, and how much the held-out score rose."""

    code: str
    verdict: str
    gain: float
    taken: bool = False


@dataclass(frozen=True)
class Answer:
    """found: the most likely cause first. seconds: of looking, without building the network."""

    found: tuple[Found, ...]
    seconds: float
    tried: tuple[Tried, ...] = field(default=())


Diagnoser = Callable[[Training, int], Answer]


def without_repeats(found: list[Found]) -> tuple[Found, ...]:
    """Keep the first of each code."""
    kept: dict[str, Found] = {}
    for one in found:
        kept.setdefault(one.code, one)
    return tuple(kept.values())


def first_input(x: Any) -> Any:
    return x[0] if isinstance(x, list) else x
