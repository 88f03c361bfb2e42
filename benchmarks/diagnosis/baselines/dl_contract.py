"""DL Contract's fifteen contracts on compile and fit, written anew.

Source: S. Ahmed, S. M. Imtiaz, S. S. Khairunnesa, B. D. Cruz, H. Rajan: "Design by Contract for Deep Learning
APIs", ESEC/FSE 2023: nine on structure and data (last activation, loss and units by the kind of task, scaled
data, hidden activations) and six on what training shows. The six name training problems of AUTOTRAINER (Zhang
et al., ICSE 2021), whose limits are used where the paper leaves them to the writer of a contract.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from benchmarks.diagnosis.answer import Answer, Found, first_input, without_repeats
from benchmarks.diagnosis.baselines.layers import activation_of, computing, last_activation, loss_of
from benchmarks.diagnosis.baselines.watched import Watched, ends_in_nan, watch
from benchmarks.diagnosis.scoring import class_numbers
from benchmarks.diagnosis.training import Training

WIDEST_INTERVAL = 2.0
MOST_CLASSES = 50
DEAD_SHARE, VANISHED, EXPLODED = 0.1, 1e-3, 70.0
POOR_ACCURACY, LEAST_CHANGE, OSCILLATION = 0.6, 0.01, 0.03
OVERFIT_GAP = 0.1
EPOCHS_TO_SEE = 4

Kind = Literal["binary", "classes", "numbers"]


def dl_contract(training: Training, seed: int) -> Answer:
    """Check the preconditions of compile and fit, then what training shows."""
    started = time.perf_counter()
    watched = watch(training, seed, gradients=True)
    kind = kind_of(training.arrays.y)
    found = [
        *_last_layer(watched.model, kind, training.arrays.y),
        *_loss(watched.model, kind),
        *_data(training.arrays.x, watched.model),
        *_training(watched, kind),
    ]
    return Answer(without_repeats(found), time.perf_counter() - started)


def kind_of(y: Any) -> Kind:
    """Read the kind of task from the labels, as the contracts' contexts do."""
    y = np.asarray(y)
    rows = y.reshape(len(y), -1)
    if rows.shape[1] > 1:
        one_hot = bool(((rows == 0) | (rows == 1)).all() and (rows.sum(axis=1) == 1).all())
        return "classes" if one_hot else "numbers"
    values = np.unique(rows)
    if len(values) == 2:  # noqa: PLR2004
        return "binary"
    return "classes" if len(values) <= MOST_CLASSES and (values % 1 == 0).all() else "numbers"


def _last_layer(model: Any, kind: Kind, y: Any) -> Iterator[Found]:
    """Contracts 1 to 4: softmax for classes, sigmoid for two, linear for numbers; a unit for each class."""
    wanted = {"classes": "softmax", "binary": "sigmoid", "numbers": "linear"}[kind]
    has = last_activation(model)
    if has != wanted and not getattr(model.loss, "from_logits", False):
        yield Found(_activation_code(has, kind), told=f"last activation must be {wanted}, not {has}")
    layers = [layer for layer in computing(model) if hasattr(layer, "units")]
    classes = np.asarray(y).shape[1] if np.ndim(y) == 2 else len(np.unique(class_numbers(y)))  # noqa: PLR2004
    if kind == "classes" and layers and layers[-1].units != classes:
        yield Found("HN009", told=f"the last layer must have {classes} units, not {layers[-1].units}")


def _activation_code(has: str, kind: Kind) -> str:
    if kind == "numbers":
        return {"relu": "HN018", "softmax": "HN001"}.get(has, "HN002")
    codes = {"relu": "HN010", "linear": "HN017", "sigmoid": "HN006", "softmax": "HN001"}
    return codes.get(has, "HN006")


def _loss(model: Any, kind: Kind) -> Iterator[Found]:
    """Contracts 5 to 7: the cross-entropy of the kind of task, or a loss for numbers."""
    has = loss_of(model)
    if kind == "classes" and "categorical_crossentropy" not in has:
        yield Found("HN021" if has == "binary_crossentropy" else "HN011", told=f"loss {has} for classes")
    if kind == "binary" and has != "binary_crossentropy":
        yield Found("HN015" if "crossentropy" in has else "HN011", told=f"loss {has} for two classes")
    if kind == "numbers" and "crossentropy" in has:
        yield Found("HN022", told=f"loss {has} for numbers")


def _data(x: Any, model: Any) -> Iterator[Found]:
    """Contracts 8 and 9: data within an interval of 2, and hidden activations that are not linear."""
    first = np.asarray(first_input(x), np.float64)
    finite = first[np.isfinite(first)]
    if finite.size and finite.max() - finite.min() > WIDEST_INTERVAL:
        yield Found("HN007", told="data should be normalized")
    hidden = computing(model)[:-1]
    if any(activation_of(layer) == "linear" and hasattr(layer, "units") for layer in hidden):
        yield Found("HN014", told="a hidden activation must not be linear")


def _training(watched: Watched, kind: Kind) -> Iterator[Found]:
    """Contracts 10 to 15: dying ReLU, vanishing, exploding, oscillation, slow convergence, overfitting."""
    history, gradients = watched.history, watched.gradients
    accuracy = next((history[name] for name in history if "accuracy" in name and name[:4] != "val_"), [])
    poor = not accuracy or accuracy[-1] <= POOR_ACCURACY
    hidden = {activation_of(layer) for layer in computing(watched.model)[:-1]}
    sizes = [float(np.abs(one).mean()) for one in gradients]
    if poor and "relu" in hidden and any((one == 0).mean() > DEAD_SHARE for one in gradients):
        yield Found("HN019", told="dying ReLU")
    if poor and len(sizes) > 1 and sizes[0] < VANISHED * sizes[-1]:
        yield Found("HN020", told="vanishing gradient")
    if ends_in_nan(history) or any(size > EXPLODED for size in sizes):
        yield Found("HN005", told="exploding gradient")
    yield from _curves(history, accuracy, kind)


def _curves(history: dict[str, list[float]], accuracy: list[float], kind: Kind) -> Iterator[Found]:
    held = next((history[name] for name in history if name.startswith("val_") and "accuracy" in name), [])
    if kind != "numbers" and len(accuracy) >= EPOCHS_TO_SEE:
        steps = np.diff(accuracy)
        turns = (np.sign(steps[1:]) != np.sign(steps[:-1])) & (np.abs(steps[1:]) > OSCILLATION)
        if turns.mean() > 0.5 and accuracy[-1] <= POOR_ACCURACY:  # noqa: PLR2004
            yield Found("HN005", told="oscillating loss")
        if accuracy[-1] <= POOR_ACCURACY and np.abs(steps).max() < LEAST_CHANGE:
            yield Found("HN004", told="slow convergence")
    if accuracy and held and accuracy[-1] - held[-1] > OVERFIT_GAP:
        yield Found("HN027", told="overfitting")
