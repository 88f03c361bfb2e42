"""Train one training and say how it went: its score on held-out samples, its history, or what it raised."""

from __future__ import annotations

import io
import math
import time
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.diagnosis.scoring import score_of
from benchmarks.diagnosis.training import Task, Training


@dataclass(frozen=True)
class Outcome:
    """score: NaN where there is none. loss: on the held-out samples. reported: the last validation metric.

    off_one: by how much a sample's outputs, read as probabilities of classes, miss a sum of 1 on average.
    raised: class and words of what was raised, or "". seconds: of building, fit and judging.
    """

    score: float
    loss: float = math.nan
    reported: float = math.nan
    off_one: float = 0.0
    raised: str = ""
    seconds: float = 0.0
    history: dict[str, list[float]] = field(default_factory=dict)


def outcome_of(training: Training, task: Task, seed: int) -> Outcome:
    """Train with the first weights of a seed and judge on the test samples."""
    started = time.perf_counter()
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            model, history = _train(training, seed)
            arrays = training.arrays
            outputs = model.predict(arrays.test_x, batch_size=512, verbose=0)
            loss = _loss(model, arrays)
    except Exception as error:  # noqa: BLE001 - whatever a sick program raises is what is asked for
        words = f"{type(error).__name__}: {error}"[:300]
        return Outcome(math.nan, raised=words, seconds=time.perf_counter() - started)
    logits = reads_logits(model.loss)
    score = score_of(task, arrays.test_y, outputs, logits=logits)
    off_one = _off_one(outputs) if task == "classes" and not logits else 0.0
    seconds = time.perf_counter() - started
    return Outcome(score, loss, _reported(history), off_one, seconds=seconds, history=history)


def reads_logits(loss: Any) -> bool:
    """Tell whether a loss takes logits."""
    return bool(getattr(loss, "from_logits", False))


def _train(training: Training, seed: int) -> tuple[Any, dict[str, list[float]]]:
    import handsonn as hn

    model = training.model(seed)
    history = hn.fit(model, training.arrays.x, training.arrays.y, verbose=0, **training.arguments())
    return model, {name: [float(value) for value in values] for name, values in history.history.items()}


def _off_one(outputs: Any) -> float:
    if outputs.ndim != 2 or outputs.shape[1] == 1:  # noqa: PLR2004
        return 0.0
    return float(np.mean(np.abs(outputs.sum(axis=1) - 1.0)))


def _loss(model: Any, arrays: Any) -> float:
    told = model.evaluate(arrays.test_x, arrays.test_y, batch_size=512, verbose=0, return_dict=True)
    return float(told["loss"])


def _reported(history: dict[str, list[float]]) -> float:
    """Give the last value of the first metric that fit told, on validation samples where there are some."""
    names = [name for name in history if not name.endswith("loss")]
    held = [name for name in names if name.startswith("val_")]
    return history[(held or names)[0]][-1] if names else math.nan
