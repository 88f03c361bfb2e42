"""Too little data for the size of the network.

What: far more parameters than samples, or a handful of samples of each class.

Why: a network with many more parameters than samples can learn each sample by heart. It answers training
samples perfectly and new ones badly.

Evidence: the number of samples, of each class, and of parameters that are trained. Those of Embedding layers
are left out: few of them act on one sample.

Remedy: more samples; or fewer units, Dropout, and early stopping. No change of the training alone makes up
for samples that are not there.

Learn more: the lab "Validation, two ways" shows how far a score on few samples can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.rule import Rule
from handsonn.diagnosis.task import task_of
from handsonn.diagnosis.words import counted
from handsonn.records import Change, Facts, Finding, ModelFacts

SAMPLES = 1_000
PER_SAMPLE = 1_000
FEW_SAMPLES = 50
FEW_OF_A_CLASS = 5.0
PER_SAMPLE_OF_FEW = 20.0
NO_TOY, SOME_EPOCHS = 12, 10


def check(facts: Facts) -> Iterator[Finding]:
    """Find networks with a thousand parameters per sample, or tens with fifty samples or five of a class."""
    model, data = facts.model, facts.data
    if model is None or data is None or not data.x or data.x[0].samples == 0:
        return
    samples = training_samples(facts)
    parameters = dense_parameters(model)
    per_sample = parameters / max(samples, 1)
    fewest = _samples_of_a_class(facts)
    scarce = samples < FEW_SAMPLES or (fewest is not None and fewest < FEW_OF_A_CLASS)
    few = scarce and per_sample > PER_SAMPLE_OF_FEW
    if not few and not (per_sample > PER_SAMPLE and samples < SAMPLES):
        return
    of_a_class = f"There are {fewest:.1f} samples of a class on average." if fewest is not None else ""
    yield RULE.found(
        f"The network has {parameters:,} parameters to train on {counted(samples, 'sample')}: it can "
        "learn each sample by heart.",
        evidence=[f"These are {per_sample:,.0f} parameters for each sample.", *filter(None, [of_a_class])],
        remedy="Collect more samples; until then use fewer units, Dropout, and early stopping.",
        changes=[Change("dropout", {"rate": 0.5}), Change("early_stopping", {"patience": 10})],
        confidence=0.92 if few and _takes_its_time(facts, samples) else 0.5,
    )


def _takes_its_time(facts: Facts, samples: int) -> bool:
    """Whether it is no toy of a few samples, and few updates come of few samples, not of few epochs."""
    return samples >= NO_TOY and facts.fit is not None and facts.fit.epochs >= SOME_EPOCHS


def training_samples(facts: Facts) -> int:
    """Count the rows that the network is trained on, without those that validation_split takes."""
    if facts.data is None or not facts.data.x:
        return 0
    share = facts.fit.validation_split if facts.fit is not None else 0.0
    rows = facts.data.x[0].samples
    return round(rows * (1.0 - share)) if 0.0 <= share < 1.0 else rows


def dense_parameters(model: ModelFacts) -> int:
    """Count the parameters that are trained, without those of Embedding layers."""
    looked_up = sum(
        layer.parameters for layer in model.layers if layer.kind == "Embedding" and layer.trainable
    )
    return max(model.trainable_parameters - looked_up, 0)


def _samples_of_a_class(facts: Facts) -> float | None:
    if facts.data is None or not facts.data.y or task_of(facts) not in ("classes", "two classes"):
        return None
    y = facts.data.y[0]
    counts = y.class_counts or y.counts
    return sum(counts) / len(counts) if counts else None


RULE = Rule(
    code="HN012",
    name="too-little-data",
    title="Too little data for the size of the network",
    passed="There are enough samples for a network of this size to be worth trying.",
    kind="data",
    severity="warning",
    needs=("model", "data"),
    check=check,
    lab="validation",
    symptoms=("validation much worse", "good in training, wrong in use"),
)
