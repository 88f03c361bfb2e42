"""What came out of an experiment: everything of a run that is kept as text."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.records.dataset import DataCard, Preparation
from handsonn.records.evaluation import Report

Setting = bool | int | float | str | None | tuple[int, ...] | tuple[str, ...]


@dataclass(frozen=True)
class EpochFacts:
    """One epoch as it ended: its number (0 is the first), its metrics, and how long it took."""

    epoch: int
    metrics: dict[str, float]
    seconds: float


@dataclass(frozen=True)
class LayerRecord:
    """One layer of a run's network. output_shape: without the batch, in words, such as "28 x 28"."""

    name: str
    kind: str
    output_shape: str
    parameters: int


@dataclass(frozen=True)
class RunRecord:
    """A run, as `record.json` in its folder keeps it.

    history: metric name to one value per epoch, as Keras' History has it; a validation metric starts
        with "val_".
    layers: the network's layers, from input to output; empty in runs of before they were kept.
    ended: "all epochs", "early stopping" or "interrupted".
    """

    name: str
    created: str
    data: DataCard
    settings: dict[str, Setting]
    seed: int
    versions: dict[str, str]
    history: dict[str, tuple[float, ...]]
    report: Report | None
    preparation: Preparation
    parameters: int
    seconds: float
    ended: str
    engine: str
    layers: tuple[LayerRecord, ...] = ()
