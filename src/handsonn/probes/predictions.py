"""What a network answers, and how often it is right, whatever its loss is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.probes.compiled_loss import loss_of, weight_penalty
from handsonn.probes.forward import Passed, first_output, forward
from handsonn.probes.labels import is_column
from handsonn.probes.model import model_facts
from handsonn.probes.reading import read_arrays
from handsonn.probes.samples import drawn_rows, opened, sample_count, take
from handsonn.probes.start import data_loss
from handsonn.records import Array, OutputFacts, PredictionFacts

SAMPLES = 2_000
_SAME = 1e-6
_MOST_CLASSES = 200


def prediction_facts(
    model: Any,
    x: Any,
    y: Any = None,
    held_x: Any = None,
    held_y: Any = None,
    *,
    training_loss: float | None = None,
    seed: int = 0,
) -> PredictionFacts | None:
    """Ask a trained model, which stays as it is, about at most 2,000 samples of each set.

    training_loss: the last epoch's as fit told it. None for a generator, and for several outputs.
    """
    x, y = _few(*opened(x, y), seed)
    passed = None if x is None else forward(model, x)
    outputs = None if passed is None else first_output(passed.outputs)
    if passed is None or outputs is None or not outputs.size:
        return None
    output = model_facts(model, x).outputs[0]
    answers, held = answers_of(outputs, y, output), _held(model, held_x, held_y, output, seed)
    return PredictionFacts(
        constant=is_constant(outputs),
        minimum=float(outputs.min()),
        maximum=float(outputs.max()),
        shares=answers.shares() if answers else {},
        recalls=held.recalls() if held else {},
        score_name=answers.name if answers else "",
        score=answers.score() if answers else None,
        held_out_score=held.score() if held else None,
        training_loss=training_loss,
        evaluated_loss=_evaluated(model, y, passed),
        penalty=weight_penalty(model),
    )


def _few(x: Any, y: Any, seed: int) -> tuple[Any, Any]:
    if x is None:
        return None, None
    rows = drawn_rows(sample_count(x), SAMPLES, seed)
    return take(x, rows), take(y, rows)


def _held(model: Any, x: Any, y: Any, output: OutputFacts, seed: int) -> Answers | None:
    if x is None:
        return None
    x, y = _few(*opened(x, y), seed)
    outputs = None if x is None else first_output(forward(model, x).outputs)
    return None if outputs is None or not outputs.size else answers_of(outputs, y, output)


def _evaluated(model: Any, y: Any, passed: Passed) -> float | None:
    loss = loss_of(model)
    value = None if loss is None or y is None else data_loss(loss, y, passed.outputs)
    return None if value is None else value + passed.added


def is_constant(outputs: Array) -> bool:
    """Tell whether every sample gets the same answer. outputs: shape (samples, ...), more than one sample."""
    if len(outputs) < 2 or not np.all(np.isfinite(outputs)):  # noqa: PLR2004
        return False
    spread = float((outputs.max(axis=0) - outputs.min(axis=0)).max())
    return spread <= _SAME * float(np.abs(outputs).max())


@dataclass(frozen=True, eq=False)
class Answers:
    """Truth and answer side by side, of equal shape; class numbers, or numbers (name "R2")."""

    name: str
    truth: Array
    answer: Array

    def score(self) -> float | None:
        """Give the accuracy, or R2 (over all numbers); None where R2 has no meaning."""
        if self.name == "accuracy":
            return float(np.mean(self.truth == self.answer))
        with np.errstate(over="ignore", invalid="ignore"):
            spread = float(((self.truth - self.truth.mean(axis=0)) ** 2).sum())
            error = float(((self.truth - self.answer) ** 2).sum())
        return None if spread == 0.0 or not np.isfinite(spread) else 1.0 - error / spread

    def shares(self) -> dict[str, float]:
        """Give, by class, the share of samples it is predicted for; {} for numbers."""
        if self.name != "accuracy":
            return {}
        values, counts = np.unique(self.answer, return_counts=True)
        return {
            f"{value:g}": float(count) / self.answer.size for value, count in zip(values, counts, strict=True)
        }

    def recalls(self) -> dict[str, float]:
        """Give, by class that occurs, the share of its samples that is found; {} for numbers."""
        if self.name != "accuracy":
            return {}
        return {
            f"{value:g}": float(np.mean(self.answer[self.truth == value] == value))
            for value in np.unique(self.truth)
        }


def answers_of(outputs: Array, y: Any, output: OutputFacts) -> Answers | None:
    """Read answers from raw outputs: the largest of k, a half (0 for raw scores) of one unit, else numbers.

    outputs: shape (samples, ..., units). y: targets as fit takes them. None where they do not fit together.
    """
    read = read_arrays(y, "y")
    truth = read[0].array if len(read) == 1 else None
    if truth is None or not isinstance(truth, np.ndarray) or truth.dtype.kind not in "buif":
        return None
    if len(truth) != len(outputs) or not np.all(np.isfinite(outputs)):
        return None
    half = 0.0 if output.from_logits else 0.5
    width = outputs.shape[-1] if outputs.ndim > 1 else 1
    if truth.shape == outputs.shape and width > 1:
        return _row_answers(outputs, truth, half)
    if width > 1:
        classes = (
            truth.reshape(truth.shape[:-1]) if truth.ndim == outputs.ndim and truth.shape[-1] == 1 else truth
        )
        best = outputs.argmax(axis=-1)
        return Answers("accuracy", classes, best) if classes.shape == best.shape and _whole(classes) else None
    if not is_column(truth.shape) or outputs.size != truth.size:
        return Answers("R2", truth, outputs) if truth.shape == outputs.shape else None
    column, answer = truth.reshape(-1), outputs.reshape(-1)
    if _means_classes(column, output):
        return Answers("accuracy", column, (answer > half).astype(np.int64))
    return Answers("R2", column.astype(np.float64), answer.astype(np.float64))


def _row_answers(outputs: Array, truth: Array, half: float) -> Answers:
    """Compare rows of equal width: one-hot, several labels at once, or numbers."""
    if np.all((truth == 0) | (truth == 1)):
        if np.all(truth.sum(axis=-1) == 1):
            return Answers("accuracy", truth.argmax(axis=-1), outputs.argmax(axis=-1))
        return Answers("accuracy", truth.astype(np.int64), (outputs > half).astype(np.int64))
    return Answers("R2", truth.astype(np.float64), outputs.astype(np.float64))


def _means_classes(column: Array, output: OutputFacts) -> bool:
    if not _whole(column):
        return False
    values = np.unique(column)
    if np.all(np.isin(values, (0, 1))):
        return True
    return output.loss == "binary_crossentropy" and len(values) <= _MOST_CLASSES


def _whole(numbers: Array) -> bool:
    return bool(np.all(np.isfinite(numbers)) and np.all(numbers == np.trunc(numbers)))
