"""One file per kind of change, each holding a CHANGE: what a rule names, carried out on a case."""

from handsonn.experiments.diagnosing.changes.registry import apply, change_kinds, find_change_kind

__all__ = ["apply", "change_kinds", "find_change_kind"]
