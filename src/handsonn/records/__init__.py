"""Frozen facts that cross layers, and their JSON codec. Standard library and NumPy only."""

from handsonn.records.codec import CodecError, dumps, loads
from handsonn.records.dataset import (
    Array,
    Column,
    DataCard,
    Dataset,
    Kind,
    Missing,
    Preparation,
    Samples,
    Split,
    Task,
)
from handsonn.records.evaluation import (
    ClassificationReport,
    ClassScore,
    ConfusionMatrix,
    RegressionReport,
    Report,
    Score,
    UnlabelledReport,
)
from handsonn.records.latent_map import LatentMap
from handsonn.records.run import EpochFacts, LayerRecord, RunRecord, Setting

__all__ = [
    "Array",
    "ClassScore",
    "ClassificationReport",
    "CodecError",
    "Column",
    "ConfusionMatrix",
    "DataCard",
    "Dataset",
    "EpochFacts",
    "Kind",
    "LatentMap",
    "LayerRecord",
    "Missing",
    "Preparation",
    "RegressionReport",
    "Report",
    "RunRecord",
    "Samples",
    "Score",
    "Setting",
    "Split",
    "Task",
    "UnlabelledReport",
    "dumps",
    "loads",
]
