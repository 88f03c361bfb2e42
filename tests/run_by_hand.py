"""Runs and ladders written by hand, for tests of rules that look at a training: a healthy one to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facts_by_hand import healthy, healthy_model

from handsonn.records import (
    Facts,
    LadderFacts,
    LayerRunFacts,
    ModelFacts,
    OptimizerFacts,
    PredictionFacts,
    RateTrial,
    RunFacts,
)

START = 1.1  # about ln 3


def curve(first: float, last: float, epochs: int = 20, *, quick: float = 0.7) -> tuple[float, ...]:
    """Make a loss that goes from first to last; each epoch keeps the share `quick` of the rest of the way."""
    whole = 1.0 - quick ** (epochs - 1)
    return tuple(last + (first - last) * (quick**at - 1.0 + whole) / whole for at in range(epochs))


def healthy_predictions(**given: Any) -> PredictionFacts:
    """Accuracy 0.9 on training samples and 0.88 on held-out ones."""
    third = {"0": 0.34, "1": 0.33, "2": 0.33}
    facts = PredictionFacts(
        minimum=0.0, maximum=1.0, shares=third, recalls={"0": 0.9, "1": 0.87, "2": 0.88},
        score_name="accuracy", score=0.9, held_out_score=0.88, training_loss=0.31, evaluated_loss=0.3,
    )  # fmt: skip
    return replace(facts, **given)


def healthy_run(**given: Any) -> RunFacts:
    """20 epochs that settle; two layers with gradients and updates of the usual size."""
    layers = (
        LayerRunFacts("dense", 0.05, 0.06, 0.0, 0.8, 0.01, 2e-3),
        LayerRunFacts("dense_1", deviation=0.3, gradient=0.02, update=1e-3),
    )
    history = {"loss": curve(START, 0.3), "val_loss": curve(START, 0.35)}
    facts = RunFacts(history, START, START, layers, healthy_predictions(), seconds=2.0)
    return replace(facts, **given)


def trials(*after: float, own: float = 1e-3, before: float = START) -> tuple[RateTrial, ...]:
    """Make trials at six rates around `own`, from a hundredth to a thousand times, with these last losses."""
    return tuple(
        RateTrial(own * 10.0**power, before, loss) for power, loss in zip(range(-2, 4), after, strict=True)
    )


USUAL = (1.09, 1.05, 0.8, 0.45, 0.7, float("nan"))
"""Fifty steps at 1e-5 to 1: the learner's 1e-3 is not the fastest, and it learns."""


def healthy_ladder(**given: Any) -> LadderFacts:
    """A network as good as a linear model, far above guessing, that longer training does not help."""
    facts = LadderFacts(
        "accuracy", constant_score=0.34, linear_score=0.86, network_score=0.88, rates=trials(*USUAL),
        few_samples_score=1.0, few_samples_rate=1e-2, shuffled_score=0.33, longer_score=0.885,
        seed_spread=0.01,
    )  # fmt: skip
    return replace(facts, **given)


def trained(**parts: Any) -> Facts:
    """Make the facts of a healthy training with its run and its ladder; the arguments change parts."""
    return healthy(**{"run": healthy_run(), "ladder": healthy_ladder(), **parts})


def with_optimizer(name: str = "Adam", rate: float = 1e-3, **given: Any) -> ModelFacts:
    """Make the healthy model with another optimizer."""
    return replace(healthy_model(), optimizer=OptimizerFacts(name, rate, **given))
