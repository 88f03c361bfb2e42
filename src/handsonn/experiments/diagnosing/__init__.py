"""Why a network does not learn: a case is looked at, a change is tried on it, and a verdict is given."""

from handsonn.experiments.diagnosing.case import Case, case_of, case_of_experiment
from handsonn.experiments.diagnosing.changes import apply, change_kinds, find_change_kind
from handsonn.experiments.diagnosing.code import case_code, change_code
from handsonn.experiments.diagnosing.diagnose import diagnose
from handsonn.experiments.diagnosing.fresh import fresh
from handsonn.experiments.diagnosing.gather import gather
from handsonn.experiments.diagnosing.prove import prove
from handsonn.experiments.diagnosing.result import DiagnosisResult

__all__ = [
    "Case",
    "DiagnosisResult",
    "apply",
    "case_code",
    "case_of",
    "case_of_experiment",
    "change_code",
    "change_kinds",
    "diagnose",
    "find_change_kind",
    "fresh",
    "gather",
    "prove",
]
