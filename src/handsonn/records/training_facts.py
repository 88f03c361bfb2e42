"""What the call of fit asked for, what it gave or raised, and what short trials of ours found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handsonn.records.run import Setting


@dataclass(frozen=True)
class FitFacts:
    """How fit was called. steps: updates per epoch; validation_split: 0 without one.

    callbacks: their class names. other: further plain arguments that were given.
    called: False where a script never called fit.
    """

    samples: int
    batch_size: int
    epochs: int
    steps: int
    validation_split: float = 0.0
    shuffle: bool = True
    class_weight: bool = False
    sample_weight: bool = False
    callbacks: tuple[str, ...] = ()
    other: dict[str, Setting] = field(default_factory=dict)
    called: bool = True


@dataclass(frozen=True)
class RaisedFacts:
    """What was raised instead of a training.

    kind: class of the exception. message: its words. during: where it happened.
    line, code: the learner's own line that led to it; 0 and "" where it is not known.
    """

    kind: str
    message: str
    during: Literal["import", "build", "compile", "fit", "predict", "script"]
    line: int = 0
    code: str = ""


@dataclass(frozen=True)
class LayerRunFacts:
    """One layer while it learns, on one batch of training samples.

    silent_before, silent_after: share of units whose output is 0 on the whole batch, at the first weights and
        after the training (ReLU and its kin only; else 0). saturated: share of outputs of sigmoid or tanh
        within 1 % of a limit, after the training.
    deviation: standard deviation of the outputs at the first weights. gradient: root mean square of the
        loss' gradient with respect to the layer's kernel, there (0: not known). update: size of one update
        over size of the weights (both root mean squares), median over the first steps. moved: did any weight
        change?
    unit_silence: for each unit whether it is silent after the training (at most 1024), for the picture.
    """

    name: str
    silent_before: float = 0.0
    silent_after: float = 0.0
    saturated: float = 0.0
    deviation: float = 0.0
    gradient: float = 0.0
    update: float = 0.0
    moved: bool = True
    unit_silence: tuple[bool, ...] = ()


@dataclass(frozen=True)
class PredictionFacts:
    """What the network answers after the training, on training and on held-out samples.

    constant: are all outputs equal to within 1e-6 of their size? minimum, maximum: of the outputs.
    shares: class to the share of samples that it is predicted for; recalls: class to recall on the held-out
        samples (classification only).
    score, held_out_score: accuracy, or R2 for numbers; None where they cannot be computed. score_name says
        which. training_loss: mean over the last epoch as fit told it; evaluated_loss: evaluate() on the same
        samples; penalty: what regularizers add to the evaluated loss.
    """

    constant: bool = False
    minimum: float = 0.0
    maximum: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    recalls: dict[str, float] = field(default_factory=dict)
    score_name: str = ""
    score: float | None = None
    held_out_score: float | None = None
    training_loss: float | None = None
    evaluated_loss: float | None = None
    penalty: float = 0.0


@dataclass(frozen=True)
class RunFacts:
    """A training as it went: the learner's own where it was watched, else ours of the same call.

    history: as Keras' History has it, NaN and infinities included; may be empty.
    loss_at_start: on training samples before the first step; expected_at_start: what an unknowing network
        has (ln k for k classes with cross-entropy, the targets' mean square for a squared error); None where
        there is no such number.
    watched: is it the learner's own? seconds: how long it took.
    """

    history: dict[str, tuple[float, ...]]
    loss_at_start: float | None = None
    expected_at_start: float | None = None
    layers: tuple[LayerRunFacts, ...] = ()
    predictions: PredictionFacts | None = None
    watched: bool = True
    seconds: float = 0.0


@dataclass(frozen=True)
class RateTrial:
    """A short training at one learning rate: the loss before and after; after is NaN where it blew up."""

    learning_rate: float
    before: float
    after: float


@dataclass(frozen=True)
class LadderFacts:
    """What simple baselines reach and short trials show; None: not tried.

    score_name: "accuracy" or "R2", of all scores here, on the same held-out samples.
    constant_score: of always answering with the most frequent class or the mean. linear_score: of logistic or
        ridge regression on standardised inputs. network_score: of the learner's training.
    rates: one network, the same first weights and steps, at several learning rates.
    few_samples_score: the best score on 16 training samples that the network was trained on alone, over
        rates; few_samples_rate: at which. shuffled_score: held-out score when the training labels are
        shuffled. longer_score: held-out score after several times the epochs. seed_spread: standard deviation
        of the network's held-out score over seeds.
    """

    score_name: str = "accuracy"
    constant_score: float | None = None
    linear_score: float | None = None
    network_score: float | None = None
    rates: tuple[RateTrial, ...] = ()
    few_samples_score: float | None = None
    few_samples_rate: float | None = None
    shuffled_score: float | None = None
    longer_score: float | None = None
    seed_spread: float | None = None
