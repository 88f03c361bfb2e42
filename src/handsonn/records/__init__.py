"""Frozen facts that cross layers, and their JSON codec. Standard library and NumPy only."""

from handsonn.records.codec import CodecError, dumps, loads
from handsonn.records.data_facts import ArrayFacts, DataFacts, OrderFacts, RowFacts
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
from handsonn.records.diagnosis import Diagnosis, Proof, Step, Verdict
from handsonn.records.evaluation import (
    ClassificationReport,
    ClassScore,
    ConfusionMatrix,
    RegressionReport,
    Report,
    Score,
    UnlabelledReport,
)
from handsonn.records.facts import Facts
from handsonn.records.finding import Change, Finding, RuleKind, Severity
from handsonn.records.latent_map import LatentMap
from handsonn.records.model_facts import LayerFacts, ModelFacts, OptimizerFacts, OutputFacts, Shape
from handsonn.records.run import EpochFacts, LayerRecord, RunRecord, Setting
from handsonn.records.training_facts import (
    FitFacts,
    LadderFacts,
    LayerRunFacts,
    PredictionFacts,
    RaisedFacts,
    RateTrial,
    RunFacts,
)

__all__ = [
    "Array",
    "ArrayFacts",
    "Change",
    "ClassScore",
    "ClassificationReport",
    "CodecError",
    "Column",
    "ConfusionMatrix",
    "DataCard",
    "DataFacts",
    "Dataset",
    "Diagnosis",
    "EpochFacts",
    "Facts",
    "Finding",
    "FitFacts",
    "Kind",
    "LadderFacts",
    "LatentMap",
    "LayerFacts",
    "LayerRecord",
    "LayerRunFacts",
    "Missing",
    "ModelFacts",
    "OptimizerFacts",
    "OrderFacts",
    "OutputFacts",
    "PredictionFacts",
    "Preparation",
    "Proof",
    "RaisedFacts",
    "RateTrial",
    "RegressionReport",
    "Report",
    "RowFacts",
    "RuleKind",
    "RunFacts",
    "RunRecord",
    "Samples",
    "Score",
    "Setting",
    "Severity",
    "Shape",
    "Split",
    "Step",
    "Task",
    "UnlabelledReport",
    "Verdict",
    "dumps",
    "loads",
]
