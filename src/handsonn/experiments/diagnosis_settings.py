"""What a front end asks to be diagnosed: the settings of a training, and what the learner sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handsonn.errors import UsageError
from handsonn.experiments.training_settings import TrainingSettings, read_settings


@dataclass(frozen=True)
class DiagnosisSettings:
    """training: the settings that are looked at. symptom: a name of diagnosis.symptoms, or ""."""

    training: TrainingSettings
    symptom: str = ""

    def to_jsonable(self) -> dict[str, Any]:
        """Write what `read_diagnosis_settings` reads."""
        return {**self.training.to_jsonable(), "symptom": self.symptom}


def read_diagnosis_settings(document: Any) -> DiagnosisSettings:
    """Read settings of a training with the symptom beside them.

    Raises UsageError as read_settings does, UnknownName for a symptom that no rule knows.
    """
    from handsonn.diagnosis.symptoms import symptom_names
    from handsonn.errors import UnknownName

    if not isinstance(document, dict):
        raise UsageError(f"the settings are {type(document).__name__}; expected names with their values.")
    symptom = document.get("symptom") or ""
    if not isinstance(symptom, str) or (symptom and symptom not in symptom_names()):
        raise UnknownName("symptom", str(symptom)[:80], symptom_names())
    return DiagnosisSettings(
        read_settings({name: value for name, value in document.items() if name != "symptom"}), symptom
    )
