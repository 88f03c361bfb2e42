"""What hn.diagnose() gives: printed it reads as sentences; saved it is a record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.code import change_code
from handsonn.experiments.diagnosing.keep import RECORD_FILE
from handsonn.experiments.diagnosing.result_words import told
from handsonn.experiments.whole_file import whole_file
from handsonn.records import Diagnosis, Finding, Proof
from handsonn.records.codec import dumps


@dataclass(frozen=True, eq=False, repr=False)
class DiagnosisResult:
    """A diagnosis, and the training as it was and as it is with every change that was taken."""

    record: Diagnosis
    case: Case
    fixed: Case

    def __str__(self) -> str:
        """Tell it in sentences."""
        return told(self.record)

    def __repr__(self) -> str:
        """Say in a line what was found."""
        found = self.record.findings
        first = f"{found[0].code} {found[0].name}" if found else "nothing found"
        return f"DiagnosisResult({self.record.title}: {first}, {len(found)} findings)"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those on the training as it was given, the most likely cause first."""
        return self.record.findings

    @property
    def taken(self) -> tuple[Proof, ...]:
        """The changes that were kept, each with its proof, in order."""
        return tuple(step.tried[step.taken] for step in self.record.steps if step.taken >= 0)

    @property
    def code(self) -> str:
        """All changes that were kept, as one unified diff of Keras code; "" where none was."""
        return change_code(self.case, self.fixed)

    def save(self, path: str | Path) -> Path:
        """Write the record as JSON: to this file, or as diagnosis.json into this folder; returns the file.

        The file is there whole or not at all. Raises DiagnosisError where it cannot be written.
        """
        place = Path(path)
        file = place if place.suffix == ".json" else place / RECORD_FILE
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(file) as stream:
                stream.write(dumps(self.record))
        except OSError as error:
            raise DiagnosisError(
                f"the diagnosis cannot be written to {file}: {error.strerror or error}; choose another place."
            ) from error
        return file
