"""A kind of change: a name, its settings, and the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.fresh import copied
from handsonn.experiments.diagnosing.model_edits import NONE, Edits
from handsonn.records import Setting

Settings = Mapping[str, Any]
Aim = Literal["better", "truer", "same answers"]


@dataclass(frozen=True)
class ChangeKind:
    """name: what a Change calls it. settings: each setting with its default. does: what it does, in words.

    apply: gives the changed case and leaves the given one as it was.
    aim: "better" raises the held-out score; "truer" lowers a score that was too good; "same answers" changes
        what is told of a training, not what is learnt.
    """

    name: str
    does: str
    apply: Callable[[Case, Settings], Case]
    settings: dict[str, Setting] = field(default_factory=dict)
    aim: Aim = "better"


def with_model(case: Case, edits: Edits = NONE, **compile_changes: Any) -> Case:
    """Give the case with a network made anew with these changes of layers and of compile's arguments."""
    return replace(case, model=copied(case, edits, **compile_changes), make=None)


def with_arguments(case: Case, **arguments: Any) -> Case:
    """Give the case with other arguments of fit."""
    return replace(case, arguments=case.arguments | arguments)


def prepared(case: Case, *lines: str) -> Case:
    """Add lines of Python to what the code of the case does before the training."""
    return replace(case, preparation=case.preparation + lines)


def has_validation(case: Case) -> bool:
    """Tell whether the learner gave a validation set."""
    return case.arguments.get("validation_data") is not None


def one_output(case: Case, what: str) -> None:
    """Refuse networks with several outputs."""
    outputs = getattr(case.model, "outputs", None) or ()
    if len(outputs) > 1:
        raise DiagnosisError(
            f"the model {case.model.name!r} has {len(outputs)} outputs; the {what} of one of them has to be "
            "changed where you make the model."
        )
