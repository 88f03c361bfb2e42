"""The settings of a run as they took effect, under names that a learner reads."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.records import RunRecord, Setting

# What Keras' optimizers take where no learning rate is given.
DEFAULT_RATE = 0.001
OTHER_DEFAULT_RATES = {"sgd": 0.01, "schedulefreeadamw": 0.0025}

_NAMES = {
    "layers": "hidden layers",
    "learning_rate": "learning rate",
    "batch_size": "batch size",
    "target_scaler": "scaler of the target",
    "early_stopping": "early stopping",
    "split_seed": "seed of the split",
}
_REPLACED = {"validation", "validation_split", "test", "epochs"}  # by what came of them
MAIN = ("hidden layers", "optimizer", "learning rate", "batch size", "epochs")


@dataclass(frozen=True)
class Cell:
    """One value: as it is shown, and as it is sorted by (a number, or the text itself)."""

    shown: str
    key: float | str


def settings_in_effect(record: RunRecord) -> dict[str, Cell]:
    """Give what this run really used: sizes of its parts, epochs, the optimizer's own learning rate."""
    given = {name: value for name, value in record.settings.items() if name not in _REPLACED}
    if "optimizer" in given and given.get("learning_rate") is None:
        given["learning_rate"] = OTHER_DEFAULT_RATES.get(str(given["optimizer"]).lower(), DEFAULT_RATE)
    settings = {_NAMES.get(name, name.replace("_", " ")): _cell(name, value) for name, value in given.items()}
    ordered = {name: settings.pop(name) for name in MAIN if name in settings}
    data = record.data
    return {
        **ordered,
        "epochs": _epochs(record),
        **settings,
        "seed": _count(record.seed, f"{record.seed}"),
        "training samples": _count(data.train_samples),
        "validation samples": _count(data.validation_samples),
        "test samples": _count(data.test_samples),
        "split": Cell(data.split_method, data.split_method),
    }


def _cell(name: str, value: Setting) -> Cell:
    if name == "early_stopping":
        return Cell("off", 0.0) if value is None else Cell(f"after {value} epochs", float(str(value)))
    if isinstance(value, bool):
        return Cell("yes" if value else "no", "yes" if value else "no")
    if value is None:
        return Cell("none", "none")
    if isinstance(value, int | float):
        return Cell(f"{value:g}", float(value))
    if isinstance(value, tuple):
        return Cell(", ".join(map(str, value)) or "none", ", ".join(map(str, value)))
    return Cell(value, value)


def _epochs(record: RunRecord) -> Cell:
    """Count the epochs that were trained, and say of how many where it stopped before."""
    trained = max((len(values) for values in record.history.values()), default=0)
    wanted = record.settings.get("epochs")
    is_whole = wanted is None or wanted == trained
    return _count(trained, f"{trained:,}" if is_whole else f"{trained:,} of {wanted:,}")


def _count(value: int, shown: str = "") -> Cell:
    return Cell(shown or f"{value:,}", float(value))
