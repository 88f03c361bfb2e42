"""One arm of a proof: one network of one seed, trained as its case says and judged on held-out samples."""

from __future__ import annotations

import copy
import math
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from handsonn.errors import HandsonnError, Stopped
from handsonn.experiments.diagnosing.answers import answers
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.fit_call import fit_arguments
from handsonn.experiments.diagnosing.network_of import network_of
from handsonn.experiments.diagnosing.score import Scoring
from handsonn.experiments.diagnosing.work_time import WorkTime
from handsonn.models.backend import load_keras

BLOCK_SECONDS = 0.3
_SAFE_CALLBACKS = ("EarlyStopping", "ReduceLROnPlateau", "LearningRateScheduler", "TerminateOnNaN")
"""The others write files, print or look at the learner's own things."""


@dataclass(frozen=True)
class Arm:
    """What one training gave.

    score: on the held-out samples; NaN where the loss became NaN or the answers are no numbers.
    curve: validation loss after each epoch. epochs, seconds: what was trained, and how long all of it took;
        epoch_seconds: one epoch without what came before the first.
    raised: what Keras said where the training cannot run at all; "".
    """

    seed: int
    score: float
    curve: tuple[float, ...] = ()
    epochs: int = 0
    seconds: float = 0.0
    epoch_seconds: float = 0.0
    raised: str = ""


def train_arm(
    case: Case,
    seed: int,
    scoring: Scoring,
    *,
    epochs: int,
    should_stop: Callable[[], bool] = lambda: False,
) -> Arm:
    """Train a network of this case with new first weights and score it on case.held_out.

    Raises Stopped when should_stop says so.
    """
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras warns of the very faults that are tried here
        try:
            model = network_of(case, seed)
            curve, epoch_seconds = train(model, case, epochs, should_stop)
            held_x, held_y = case.held_out or (None, None)
            score = score_of(model, held_x, held_y, scoring) if _finite(curve) else math.nan
        except HandsonnError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever Keras raises is a fact about the learner's program
            return Arm(seed, math.nan, seconds=time.perf_counter() - began, raised=in_a_line(error))
    told = tuple(curve.get("val_loss") or curve.get("loss") or ())
    done = len(curve.get("loss", ()))
    return Arm(seed, score, told, done, time.perf_counter() - began, epoch_seconds)


def train(
    model: Any, case: Case, epochs: int, should_stop: Callable[[], bool] = lambda: False
) -> tuple[dict[str, list[float]], float]:
    """Train the model on the case's samples. It ends where the loss becomes NaN.

    Of the learner's callbacks those that steer the training are used, in copies. Returns the history and the
    seconds of an epoch. Raises Stopped.
    """
    from handsonn.training.fit import batches_of, build
    from handsonn.training.unsupported import why_not_compiled

    x, y, arguments = fit_arguments(case)
    callbacks = [copy.copy(item) for item in _callbacks(case) if type(item).__name__ in _SAFE_CALLBACKS]
    if callbacks or why_not_compiled(model, arguments) is not None:
        return _by_fit(model, x, y, arguments | {"callbacks": callbacks, "epochs": epochs}, should_stop)
    batches, validation = batches_of(x, y, arguments)
    build(model, x, y, arguments)
    return _in_blocks(model, batches, validation, (epochs, arguments["shuffle"]), should_stop)


def score_of(model: Any, x: Any, y: Any, scoring: Scoring) -> float:
    """Score the network's raw answers to x against y."""
    loss = model._compile_config.config.get("loss") if model.compiled else None  # noqa: SLF001
    arguments = getattr(loss, "_fn_kwargs", {})
    name = loss if isinstance(loss, str) else getattr(loss, "name", getattr(loss, "__name__", ""))
    truth = np.asarray(load_keras().tree.flatten(y if y is not None else x)[0])
    logits = bool(arguments.get("from_logits", False))
    return scoring.score(answers(model, x), truth, logits=logits, hinge="hinge" in str(name).lower())


def in_a_line(error: BaseException) -> str:
    """Say what was raised in one line."""
    lines = [line.strip() for line in str(error).strip().splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else 'without a message'}"


def _callbacks(case: Case) -> list[Any]:
    found: list[Any] = load_keras().tree.flatten(case.arguments.get("callbacks") or [])
    return found


def _finite(curve: dict[str, list[float]]) -> bool:
    return bool(curve.get("loss")) and math.isfinite(curve["loss"][-1])


def _in_blocks(
    model: Any, batches: Any, validation: Any, told: tuple[int, Any], should_stop: Callable[[], bool]
) -> tuple[dict[str, list[float]], float]:
    """Train on the compiled programs, several epochs a call."""
    from handsonn.training.block import run_block
    from handsonn.training.compile_engine import choose_engine
    from handsonn.training.disk_cache import keep_programs_on_disk
    from handsonn.training.model_state import read_state, write_state

    keep_programs_on_disk()
    epochs, shuffle = told
    engine, state = choose_engine(model, batches, validation), read_state(model)
    history: dict[str, list[float]] = {}
    done, block, fastest = 0, 1, math.inf
    while done < epochs:
        if should_stop():
            write_state(model, state)
            raise Stopped("the diagnosis was stopped.")
        began, worked = time.perf_counter(), WorkTime()
        state, logs = run_block(engine, state, batches, min(block, epochs - done), shuffle=shuffle)
        fastest = min(fastest, worked.seconds() / len(logs))  # the first also brings the samples along
        block = max(1, int(BLOCK_SECONDS * len(logs) / max(time.perf_counter() - began, 1e-6)))
        for epoch in logs:
            done += 1
            for name, value in epoch.items():
                history.setdefault(name, []).append(float(value))
            if not math.isfinite(history["loss"][-1]):
                done = epochs
                break
    write_state(model, state)
    return history, fastest


def _by_fit(
    model: Any, x: Any, y: Any, arguments: dict[str, Any], should_stop: Callable[[], bool]
) -> tuple[dict[str, list[float]], float]:
    """Train by fit() where callbacks steer, or by Keras' own where the compiled trainer does not serve."""
    from handsonn.training.fit import fit
    from handsonn.training.unsupported import why_not_compiled

    keras = load_keras()
    stopped: list[bool] = []
    worked = WorkTime()
    ends = [worked.seconds()]

    def look(_: int, logs: dict[str, float]) -> None:
        ends.append(worked.seconds())
        if should_stop():
            stopped.append(True)
        if stopped or not math.isfinite(logs.get("loss", 0.0)):
            model.stop_training = True

    watch = keras.callbacks.LambdaCallback(on_epoch_end=look)
    call = (
        model.fit if why_not_compiled(model, arguments) else lambda x, y, **given: fit(model, x, y, **given)
    )
    history = call(x, y, **arguments | {"callbacks": [*arguments["callbacks"], watch], "verbose": 0}).history
    if stopped:
        raise Stopped("the diagnosis was stopped.")
    told = {name: [float(value) for value in values] for name, values in history.items()}
    return told, min((later - earlier for earlier, later in pairwise(ends)), default=0.0)
