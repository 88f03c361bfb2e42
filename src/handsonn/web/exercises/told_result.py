"""What came of a check, as the page's script shows it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from handsonn.course.checking import CheckResult, Failure, Measurement
from handsonn.course.checking.result import NOT_WRITTEN
from handsonn.course.lab import Lab
from handsonn.web.exercises.task_html import as_html

_ROOM = 1.15  # a bar's scale goes a little beyond the largest figure


def told_result(result: CheckResult, labs: Mapping[str, Lab]) -> dict[str, Any]:
    """Write a result as JSON values. labs: by their names. `afterwards` is HTML, all else is text."""
    return {
        "passed": result.passed,
        "held": list(result.held),
        "of": result.of,
        "failure": _failure(result.failure, labs) if result.failure else None,
        "measurements": [_measurement(each) for each in result.measurements],
        "told": list(result.told),
        "printed": list(result.printed),
        "afterwards": as_html(result.afterwards),
        "seconds": round(result.seconds, 2),
    }


def _failure(failure: Failure, labs: Mapping[str, Lab]) -> dict[str, Any]:
    lab = labs.get(failure.lab)
    return {
        "sentence": failure.sentence,
        "check": failure.check,
        "line": failure.line,
        # What is not written yet is no code to look at: the sentence names the line.
        "code": "" if failure.name == NOT_WRITTEN else failure.code,
        "lab": {"title": lab.title, "address": lab.address} if lab else None,
    }


def _measurement(measurement: Measurement) -> dict[str, Any]:
    """Write a figure in words, and where it and its bounds lie on a bar, from 0 to 1."""
    asked = measurement.bounds
    figures = [measurement.value, *asked.values()]
    low = min(0.0, *figures)
    high = max(0.0, *figures)
    is_drawn = bool(asked) and all(map(math.isfinite, figures)) and high > low

    def place(figure: float) -> float:
        return round((figure - low * _ROOM) / ((high - low) * _ROOM), 4)

    return {
        "what": measurement.what,
        "value": f"{measurement.value:,.4g}",
        "wanted": " and ".join(f"{words} {bound:,g}" for words, bound in asked.items()),
        "reached": measurement.missed is None,
        "bar": place(measurement.value) if is_drawn else None,
        "bounds": [place(bound) for bound in asked.values()] if is_drawn else [],
    }
