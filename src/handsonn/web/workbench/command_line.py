"""The `handsonn train ...` that does what the page's settings do."""

from __future__ import annotations

import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

from handsonn.experiments.experiment import Experiment
from handsonn.experiments.next_commands import typed
from handsonn.experiments.training_settings import TrainingSettings

_ORDER = (
    "scaler", "validation", "validation_split", "test", "split_seed", "layers", "activation", "target_scaler",
    "epochs", "batch_size", "optimizer", "learning_rate", "early_stopping",
)  # fmt: skip


def train_command(settings: TrainingSettings, folder: Path, runs: Path) -> str:
    """Write the command as typed in the learner's folder; what is the default there is left out."""
    words = ["handsonn", "train", as_typed(settings.name_or_path, folder)]
    for name in ("target", "missing", "task"):
        if settings.loading.get(name):
            words += [f"--{name}", str(settings.loading[name])]
    for column in settings.loading.get("without", ()):
        words += ["--without", column]
    defaults = {field.name: field.default for field in fields(Experiment)}
    for name in _ORDER:
        value = settings.experiment.get(name, defaults[name])
        if value is not None and _plain(value) != _plain(defaults[name]):
            words += [f"--{name.replace('_', '-')}", _plain(value)]
    if settings.seed:
        words += ["--seed", str(settings.seed)]
    shown = runs.relative_to(folder) if runs.is_relative_to(folder) else runs
    return typed(shlex.join(words), shown, folder)


def as_typed(source: str, folder: Path) -> str:
    """Write the path of a file in the learner's folder from there; a name, or another path, as it is."""
    path = Path(source)
    inside = path.is_absolute() and path.is_relative_to(folder)
    return str(path.relative_to(folder)) if inside else source


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
