"""A run as tests write it; imported by the processes that they start as well."""

from pathlib import Path

import numpy as np

from handsonn.records import (
    ClassificationReport,
    ConfusionMatrix,
    DataCard,
    Preparation,
    Report,
    RunRecord,
    Score,
    Setting,
)


def record(
    name: str = "digits-0001",
    *,
    accuracy: tuple[float, float, float] | None = (0.9, 0.88, 0.92),
    settings: dict[str, Setting] | None = None,
    fingerprint: str = "abc",
    seed: int = 0,
) -> RunRecord:
    """Make a record. accuracy: value, low and high; None for a run without a report."""
    return RunRecord(
        name=name,
        created="2026-11-22T12:00:00+00:00",
        data=DataCard(
            "digits",
            "classification",
            "image",
            1797,
            1293,
            144,
            360,
            (8, 8),
            "scikit-learn",
            "CC BY 4.0",
            fingerprint,
            "stratified",
        ),
        settings={"learning_rate": 0.001, "layers": (300, 100)} if settings is None else settings,
        seed=seed,
        versions={"keras": "3.15.0"},
        history={"loss": (1.5, 0.5), "val_loss": (1.6, 0.7)},
        report=None if accuracy is None else _report(*accuracy),
        preparation=Preparation("classification", "image", (8, 8), "minmax", np.array(1 / 16), np.array(0.0)),
        parameters=49610,
        seconds=1.5,
        ended="all epochs",
        engine="compiled",
    )


def fill(folder: Path, name: str) -> RunRecord:
    """Put a picture into the run's folder, and return its record."""
    (folder / "picture.png").write_bytes(name.encode() * 1000)
    return record(name)


def _report(value: float, low: float, high: float) -> Report:
    score = Score("accuracy", value, low, high, 0.1, "always 'three'", higher_is_better=True)
    return ClassificationReport((score,), (), ConfusionMatrix(np.eye(2, dtype=int), ("a", "b")), 360)
