"""The same network from the same first weights at several learning rates: a few steps, or sixteen samples."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from handsonn.experiments.diagnosing.arm import score_of, train
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.held_out import draw
from handsonn.experiments.diagnosing.network_of import network_of
from handsonn.experiments.diagnosing.samples import count, rows
from handsonn.experiments.diagnosing.score import Scoring, classes_of
from handsonn.experiments.diagnosing.trials import Stop
from handsonn.models.backend import load_keras
from handsonn.probes import loss_at_start
from handsonn.records import RateTrial

STEPS = 50
FACTORS = (0.01, 0.1, 1.0, 10.0, 100.0, 1000.0)
LOWEST, HIGHEST = 1e-7, 100.0
USUAL = (1e-3, 1e-2)
"""What Keras takes for Adam and for SGD: tried too where the learner's rate is far from both."""
FEW, FEW_STEPS = 16, 300
_MOST_BATCH = 128


def sweep(case: Case, should_stop: Stop) -> tuple[RateTrial, ...]:
    """Take fifty steps at several rates around the learner's; () where the rate follows a schedule."""
    rate = rate_of(case)
    if rate is None:
        return ()
    x, y, arguments = fit_arguments(case)
    size = min(int(arguments["batch_size"]), _MOST_BATCH, count(x))
    which = np.random.default_rng(0).integers(0, count(x), STEPS * size)
    short = _plain(case, rows(x, which), rows(y, which), batch_size=size)
    return tuple(_trial(short, tried, should_stop) for tried in rates_around(rate))


def rates_around(rate: float) -> tuple[float, ...]:
    """Give the rates to try, in rising order: those by FACTORS, and the usual ones where these end short."""
    tried = {float(f"{rate * factor:.6g}") for factor in FACTORS if LOWEST <= rate * factor <= HIGHEST}
    tried.add(rate)
    tried |= {usual for usual in USUAL if not min(tried) <= usual <= max(tried)}
    return tuple(sorted(tried))


def few_samples(
    case: Case, scoring: Scoring, rates: tuple[RateTrial, ...], should_stop: Stop
) -> tuple[float | None, float | None]:
    """Let the network learn sixteen samples by heart; give the best score over rates, and that rate."""
    rate = rate_of(case)
    if rate is None or case.y is None:
        return None, None
    x, y, _ = fit_arguments(case)
    first = np.asarray(load_keras().tree.flatten(y)[0])
    labels = classes_of(first) if scoring.kind == "classes" else np.arange(len(first))
    labels = labels if len(labels) == len(first) else np.arange(len(first))
    which = draw(labels, FEW, np.random.default_rng(0))
    few = _plain(case, rows(x, which), rows(y, which), batch_size=FEW)
    truth = np.asarray(load_keras().tree.flatten(few.y)[0])
    by_heart = Scoring(scoring.kind, "accuracy" if scoring.kind != "numbers" else "R2", 0.0)
    best, best_rate = -math.inf, rate
    for candidate in _candidates(rate, rates):
        model = _at(few, candidate)
        train(model, few, FEW_STEPS, should_stop)
        score = score_of(model, few.x, truth, by_heart)
        if score > best:  # a NaN is never above
            best, best_rate = score, candidate
        if best > 0.99:  # noqa: PLR2004 - it can
            break
    return (best, best_rate) if math.isfinite(best) else (0.0, rate)


def rate_of(case: Case) -> float | None:
    """Give the learning rate; None where it follows a schedule."""
    config = case.model.optimizer.get_config()
    rate = config.get("learning_rate")
    # Keras holds it in float32: 0.001 comes back as 0.0010000000474974513.
    return float(f"{rate:.6g}") if isinstance(rate, (int, float)) else None


def _trial(case: Case, rate: float, stop: Stop) -> RateTrial:
    model = _at(case, rate)
    if not model.built:
        model(rows(case.x, slice(0, 2)))
    before = loss_at_start(model, case.x, case.y)
    history, _ = train(model, case, 1, stop)
    ended = math.isfinite(history["loss"][-1])
    after = loss_at_start(model, case.x, case.y) if ended else math.nan
    return RateTrial(rate, *(math.nan if loss is None else loss for loss in (before, after)))


def _candidates(rate: float, trials: tuple[RateTrial, ...]) -> list[float]:
    """Order the rates: the learner's own, then those that lowered the loss most."""
    useful = [trial for trial in trials if math.isfinite(trial.after) and trial.after < trial.before]
    useful.sort(key=lambda trial: trial.after)
    rest = [trial.learning_rate for trial in useful[:3]] or [rate * 10, rate * 0.1]
    return [rate, *(other for other in rest if not math.isclose(other, rate))]


def _at(case: Case, rate: float) -> Any:
    model = network_of(case, 0)
    model.optimizer.learning_rate = rate
    return model


def _plain(case: Case, x: Any, y: Any, *, batch_size: int) -> Case:
    """Give the case with these samples and nothing that steers or watches the training."""
    return replace(case, x=x, y=y, arguments={"batch_size": batch_size}, held_out=None)
