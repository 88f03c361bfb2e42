"""Figures of a diagnoser's answers: causes found, false alarms, seconds, abstention, gains of proofs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.diagnosis.answer import TELLING
from benchmarks.diagnosis.cases import CLEAN, case_named

FIRST_FEW = 3


@dataclass(frozen=True)
class Figures:
    """Shares are of the sick cases, from 0 to 1; None where there is nothing to share.

    top_1, top_3: the injected cause (or one that tells the same truth) is first, or among the first three.
    abstained: nothing was found. false_alarms: share of healthy cases with a finding of severity error or
    warning. seconds, slow_seconds: median and 95th percentile. gained: share of sick cases in which a change
    was tried, whose kept change (or the best one tried) raised the held-out score and was called proven.
    """

    sick: int
    healthy: int
    failed: int
    top_1: float | None
    top_3: float | None
    abstained: float | None
    false_alarms: float | None
    seconds: float | None
    slow_seconds: float | None
    gained: float | None


def figures_of(results: Iterable[dict[str, Any]]) -> Figures:
    """Count. A case that broke its diagnoser counts as not found, and on a healthy program as no alarm."""
    results = list(results)
    sick = [one for one in results if case_named(one["case"]).fault != CLEAN]
    healthy = [one for one in results if case_named(one["case"]).fault == CLEAN]
    seconds = sorted(one["seconds"] for one in results if "seconds" in one)
    proved = [one for one in sick if one.get("tried")]
    return Figures(
        len(sick),
        len(healthy),
        sum("failed" in one for one in results),
        _share(sick, lambda one: place_of(one) == 1),
        _share(sick, lambda one: 0 < place_of(one) <= FIRST_FEW),
        _share(sick, lambda one: not one.get("found")),
        _share(healthy, alarmed),
        median(seconds) if seconds else None,
        seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))] if seconds else None,
        _share(proved, gained),
    )


def place_of(result: dict[str, Any]) -> int:
    """Tell at which place, from 1, the injected cause was found; 0: not at all."""
    accepted = {case_named(result["case"]).fault, *result.get("also", ())}
    codes = [one["code"] for one in result.get("found", ())]
    return next((place for place, code in enumerate(codes, start=1) if code in accepted), 0)


def alarmed(result: dict[str, Any]) -> bool:
    return any(one["severity"] in TELLING for one in result.get("found", ()))


def gained(result: dict[str, Any]) -> bool:
    """Tell whether a change that was proven raised the held-out score."""
    return any(one["verdict"] == "proven" and one["gain"] > 0 for one in result["tried"])


def _share(results: list[dict[str, Any]], is_so: Any) -> float | None:
    return sum(bool(is_so(one)) for one in results) / len(results) if results else None
