"""UMLAUT's eleven rules, written anew.

Source: E. Schoop, F. Huang, B. Hartmann: "UMLAUT: Debugging Deep Learning Programs using Program Structure
and Model Behavior", CHI 2021 (its table of heuristics). Where the paper gives no limit, the one of its
authors' public version is meant: inputs within -1..1, rates of 1e-7..0.01,
validation accuracy of 95 %.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.diagnosis.answer import Answer, Found, first_input, without_repeats
from benchmarks.diagnosis.baselines.layers import activation_of, computing, last_activation
from benchmarks.diagnosis.baselines.watched import ends_in_nan, watch
from benchmarks.diagnosis.training import Training

HIGHEST_RATE, LOWEST_RATE = 0.01, 1e-7
HIGH_ACCURACY = 0.95
HIGH_DROPOUT = 0.5
FIRST_EPOCH = 3
"""Validation accuracy is not looked at before."""
IMAGE_RANK = 4


def umlaut(training: Training, seed: int) -> Answer:
    """Check the program before training, then every epoch."""
    started = time.perf_counter()
    watched = watch(training, seed)
    x = np.asarray(first_input(training.arrays.x))
    found = [*_structure(watched.model, x), *_behaviour(watched.history, x)]
    return Answer(without_repeats(found), time.perf_counter() - started)


def _structure(model: Any, x: Any) -> Iterator[Found]:
    from_logits = bool(getattr(model.loss, "from_logits", False))
    if last_activation(model) != "softmax" and not from_logits:
        yield Found("HN017", told="missing softmax layer before loss")
    layers = computing(model)
    if _twice_at_the_end(layers):
        yield Found("HN036", told="final layer has multiple activations")
    if any(activation_of(layer) == "linear" and _kernel(layer) for layer in layers[:-1]):
        yield Found("HN014", told="missing activation functions")
    if any(type(layer).__name__ == "Dropout" and layer.rate > HIGH_DROPOUT for layer in model.layers):
        yield Found("HN025", told="high dropout rate")
    rate = float(np.asarray(model.optimizer.learning_rate))
    if rate > HIGHEST_RATE:
        yield Found("HN005", told="learning rate is high")
    if rate < LOWEST_RATE:
        yield Found("HN004", told="learning rate is low")
    if x.ndim == IMAGE_RANK and x.shape[1] != x.shape[2]:
        yield Found("HN036", told="image data may have incorrect shape")


def _behaviour(history: dict[str, list[float]], x: Any) -> Iterator[Found]:
    finite = x[np.isfinite(x)]
    if np.isnan(x).any():
        yield Found("HN033", "error", "NaN in the input")
    if finite.size and (finite.min() < -1 or finite.max() > 1):
        yield Found("HN007", told="input data exceeds typical limits")
    if ends_in_nan(history):
        yield Found("HN005", "error", "NaN in the loss: the learning rate may be too high")
    if _overfits(history.get("loss", []), history.get("val_loss", [])):
        yield Found("HN027", told="possible overfitting")
    if _too_good(history):
        yield Found("HN029", told="validation accuracy is unusually high")


def _twice_at_the_end(layers: list[Any]) -> bool:
    """Tell whether a layer that only activates follows one that has done so already."""
    if len(layers) < 2 or _kernel(layers[-1]):  # noqa: PLR2004
        return False
    return all(activation_of(layer) != "linear" for layer in layers[-2:])


def _kernel(layer: Any) -> bool:
    return hasattr(layer, "kernel_initializer") or hasattr(layer, "cell")


def _overfits(loss: list[float], held: list[float]) -> bool:
    """Tell whether in any epoch the validation loss rose while the training loss did not."""
    steps = zip(loss, loss[1:], held, held[1:], strict=False)
    return any(after <= before and later > earlier for before, after, earlier, later in steps)


def _too_good(history: dict[str, list[float]]) -> bool:
    names = [name for name in history if "accuracy" in name and not name.startswith("val_")]
    if not names or f"val_{names[0]}" not in history:
        return False
    pairs = list(zip(history[names[0]], history[f"val_{names[0]}"], strict=True))[FIRST_EPOCH:]
    return any(held > HIGH_ACCURACY or held > own for own, held in pairs if not math.isnan(held))
