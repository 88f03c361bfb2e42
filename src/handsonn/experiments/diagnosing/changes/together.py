"""Several changes at once, where none of them helps alone: unscaled features and unscaled targets, say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings
from handsonn.records import Change


def together(changes: Sequence[Change]) -> Change:
    """Make one change of several; a record holds each as JSON text."""
    return Change(
        "together",
        {"changes": tuple(json.dumps({"kind": one.kind, "settings": one.settings}) for one in changes)},
    )


def parts_of(change: Change) -> tuple[Change, ...]:
    """Give the changes that a change consists of. Raises DiagnosisError for text that is no change."""
    if change.kind != "together":
        return (change,)
    texts = change.settings.get("changes")
    try:
        found = [json.loads(str(text)) for text in (texts if isinstance(texts, tuple) else ())]
        return tuple(Change(one["kind"], _tuples(one["settings"])) for one in found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DiagnosisError(
            f"changes to be made together are JSON with kind and settings: {error}."
        ) from None


def _tuples(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}


def apply(case: Case, settings: Settings) -> Case:
    """Apply them in their order."""
    from handsonn.experiments.diagnosing.changes.registry import apply as apply_one

    for change in parts_of(Change("together", dict(settings))):
        case = apply_one(case, change)
    return case


CHANGE = ChangeKind("together", "makes several changes at once", apply, {"changes": ()})
