"""What is wrong with settings before anything is trained with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from handsonn.experiments.prepared_data import PreparedData, prepare_data
from handsonn.experiments.setting_changes import Known, SettingChange, with_change
from handsonn.experiments.training_settings import TrainingSettings
from handsonn.records import DataFacts, Dataset, Facts, Finding

T = TypeVar("T")
_PREPARING = ("scaler", "target_scaler", "validation", "validation_split", "test", "split_seed")


@dataclass(frozen=True)
class Looked:
    """findings: the likeliest cause first, each with settings that mend it. passed: what is in order."""

    findings: tuple[tuple[Finding, SettingChange | None], ...]
    passed: tuple[str, ...]

    def to_jsonable(self) -> dict[str, Any]:
        """Write what a page shows."""
        shown = [
            {
                "code": finding.code, "name": finding.name, "severity": finding.severity,
                "cause": finding.cause, "remedy": finding.remedy,
                "change": change and change.to_jsonable(),
            }
            for finding, change in self.findings
        ]  # fmt: skip
        return {"findings": shown, "passed": list(self.passed)}


@dataclass
class _Latest:
    """The latest value of something slow, with what it was made of."""

    key: object = None
    value: Any = None

    def of(self, key: object, make: Callable[[], T]) -> T:
        if self.key != key:
            self.key, self.value = key, make()
        found: T = self.value
        return found


@dataclass
class FirstLook:
    """Looks at settings; data that were loaded, prepared or read for the last look are not read again."""

    _dataset: _Latest = field(default_factory=_Latest)
    _prepared: _Latest = field(default_factory=_Latest)
    _read: _Latest = field(default_factory=_Latest)

    def look(self, settings: TrainingSettings) -> Looked:
        """Judge configuration and data. Raises DataError, ModelError and UsageError as a training would."""
        from handsonn.diagnosis import judge
        from handsonn.experiments.diagnosing import gather
        from handsonn.experiments.diagnosing.case import case_of_prepared

        place, loading = settings.name_or_path, json.dumps(settings.loading, sort_keys=True)
        source = (place, loading, _state(place))
        dataset = self._dataset.of(source, lambda: settings.load(lambda _: None))
        experiment = settings.experiment_with(dataset)
        how = (source, tuple(repr(getattr(experiment, name)) for name in _PREPARING))
        data: PreparedData = self._prepared.of(how, lambda: prepare_data(experiment))
        case = case_of_prepared(experiment, data, settings.seed)
        known: Facts = gather(case, data=self._read.value if self._read.key == how else None)
        read: DataFacts | None = known.data
        self._read.of(how, lambda: read)
        judged = judge(known)
        beside = Known(known, whole_columns(dataset))
        findings = tuple((finding, _mended(settings, finding, beside)) for finding in judged.findings)
        return Looked(findings, judged.passed)


def whole_columns(dataset: Dataset) -> tuple[str, ...]:
    """Name the features of a table in which each column is one feature; () for anything else."""
    names = tuple(column.name for column in dataset.columns)
    return names if names == tuple(dataset.feature_names) else ()


def _mended(settings: TrainingSettings, finding: Finding, known: Known) -> SettingChange | None:
    return with_change(settings, finding.changes[0], known) if finding.changes else None


def _state(source: str) -> tuple[int, int]:
    """Tell a file from the same file after somebody wrote into it; a name is always the same."""
    try:
        facts = Path(source).stat()
    except (OSError, ValueError):
        return 0, 0
    return facts.st_mtime_ns, facts.st_size
