"""All kinds of change by name. One is added by adding a file to this folder that holds a CHANGE."""

from __future__ import annotations

import pkgutil
import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module

from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing import changes as package
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind
from handsonn.probes.undisturbed import undisturbed
from handsonn.records import Change

_NO_KIND = ("kind", "registry")


@cache
def change_kinds() -> dict[str, ChangeKind]:
    """Give every kind by its name."""
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name not in _NO_KIND]
    found = [import_module(f"{package.__name__}.{name}").CHANGE for name in sorted(names)]
    return {kind.name: kind for kind in found}


def find_change_kind(name: str) -> ChangeKind:
    """Find a kind. Raises UnknownName."""
    kinds = change_kinds()
    if name not in kinds:
        raise UnknownName("kind of change", name, kinds)
    return kinds[name]


def apply(case: Case, change: Change) -> Case:
    """Give the case with this one change; the case itself and its network stay as they are.

    Raises UnknownName for a kind that there is not, DiagnosisError for a change that this case does not take.
    """
    kind = find_change_kind(change.kind)
    unknown = sorted(set(change.settings) - set(kind.settings))
    if unknown:
        raise UnknownName(f"setting of the change {kind.name!r}", unknown[0], kind.settings)
    settings = kind.settings | change.settings
    with undisturbed(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of the very faults that are to be removed
        try:
            # The learner's own curves are those of the training without the change.
            return replace(kind.apply(case, settings), history={})
        except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
            lines = str(error).strip().splitlines() or ["without a message"]
            raise DiagnosisError(
                f"the change {kind.name!r} with {_told(settings)} does not fit this training "
                f"({type(error).__name__}: {lines[0]})."
            ) from error


def _told(settings: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in settings.items()) or "no settings"
