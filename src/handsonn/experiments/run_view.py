"""What a page shows of a run: the score in words, what was taken for what, the samples behind each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.experiments.sample_view import (
    finite,
    image_bytes,
    label_text,
    number_text,
    table_cells,
    table_heads,
)
from handsonn.records import Array, ClassificationReport, ConfusionMatrix, RegressionReport, RunRecord, Score

if TYPE_CHECKING:
    from handsonn.experiments.run import Run

MOST_IN_A_CELL = 24
MOST_MISTAKES = 24
MOST_DOTS = 3000


def view_run(run: Run, record: RunRecord) -> dict[str, Any]:
    """Say what came out, as plain JSON values: facts, score against its baseline, tables of the report."""
    from handsonn.plots import score_sentence

    data = record.data
    return {
        "run": record.name,
        "ended": record.ended,
        "seconds": record.seconds,
        "engine": record.engine,
        "parameters": record.parameters,
        "seed": record.seed,
        "epochs": max(map(len, record.history.values()), default=0),
        "task": data.task,
        "parts": [data.train_samples, data.validation_samples, data.test_samples],
        "split_method": data.split_method,
        "repeated": repeated_in_words(data.duplicates, data.validation_samples + data.test_samples),
        "layers": [[layer.name, layer.kind, layer.output_shape, layer.parameters] for layer in record.layers],
        "sentence": score_sentence(record.report),
        "scores": [_score(score) for score in getattr(record.report, "scores", ())],
        "confusion": _confusion(record.report),
        "residuals": _residuals(run, record.report),
    }


def repeated_in_words(repeated: int, judging: int) -> str:
    """Say how many of the samples that judge the network also trained it; "" for none."""
    if not repeated:
        return ""
    stand = "stands" if repeated == 1 else "stand"
    return (
        f"{repeated:,} of {judging:,} validation and test samples also {stand}, value for value, among the "
        "training samples, so the score flatters."
    )


def judged_samples(run: Run) -> tuple[dict[str, Any], Array | None]:
    """Choose the test samples that a page can show: up to 24 per cell of the matrix, and the worst mistakes.

    Returns them as plain JSON values, and their images (uint8, in the same order) where the data are images.
    """
    split: Any = run.data.split
    if split.test is None or split.test.y is None or run.predictions is None or split.test_rows is None:
        return {"heads": [], "samples": []}, None
    dataset = run.data.dataset
    chosen = _classified(run) if dataset.task == "classification" else _regressed(run)
    numbers = split.test_rows[np.array([at for at, _ in chosen], dtype=np.int64)]
    cells = table_cells(dataset, numbers)
    samples = [
        {"row": int(row), "true": label_text(dataset, int(row)), "cells": cells[at] if cells else [], **facts}
        for at, (row, (_, facts)) in enumerate(zip(numbers, chosen, strict=True))
    ]
    images = image_bytes(dataset.x[numbers]) if dataset.kind == "image" else None
    return {"heads": table_heads(dataset) if cells else [], "samples": samples}, images


def _score(score: Score) -> dict[str, Any]:
    from handsonn.plots.score_words import alike, beats_baseline, has_interval, number, spread

    ends = (score.low, score.high) if has_interval(score) else ()

    return {
        "name": score.name,
        "value": alike(score.name, score.value, *ends)[0],
        "interval": spread(score),
        "baseline": number(score.name, score.baseline),
        "baseline_name": score.baseline_name,
        "better": has_interval(score) and beats_baseline(score),
    }


def _confusion(report: Any) -> dict[str, Any] | None:
    if not isinstance(report, ClassificationReport):
        return None
    matrix: ConfusionMatrix = report.confusion
    return {
        "names": list(matrix.class_names),
        "counts": matrix.counts.tolist(),
        "classes": [
            {"name": row.name, "precision": row.precision, "recall": row.recall, "samples": row.samples}
            for row in report.classes
        ],
    }


def _residuals(run: Run, report: Any) -> dict[str, Any] | None:
    """Give target, prediction and row of up to 3,000 test samples, drawn with a fixed seed."""
    if not isinstance(report, RegressionReport):
        return None
    rows = run.data.split.test_rows
    chosen = np.arange(len(report.targets))
    if len(chosen) > MOST_DOTS:
        chosen = np.sort(np.random.default_rng(0).choice(chosen, MOST_DOTS, replace=False))
    counts, edges = np.histogram(report.residuals, bins=40)
    return {
        "target": report.target_name,
        "samples": report.samples,
        "truth": [finite(value) for value in report.targets[chosen]],
        "predicted": [finite(value) for value in (report.targets - report.residuals)[chosen]],
        "rows": (chosen if rows is None else rows[chosen]).tolist(),
        "histogram": {"counts": counts.tolist(), "edges": [finite(edge) for edge in edges]},
    }


def _classified(run: Run) -> list[tuple[int, dict[str, Any]]]:
    """List (place among the test samples, facts): the surest first within each cell."""
    from handsonn.evaluation import as_probabilities, worst_mistakes

    test: Any = run.data.split.test
    names = run.data.dataset.class_names
    shares = as_probabilities(run.predictions)
    said = shares.argmax(axis=1)
    worst = [int(at) for at in worst_mistakes(run.predictions, test.y, MOST_MISTAKES, task="classification")]
    ranks = {at: rank for rank, at in enumerate(worst)}
    held: dict[tuple[int, int], int] = {}
    chosen = []
    for place in np.argsort(-shares.max(axis=1), kind="stable"):
        at = int(place)
        cell = (int(test.y[at]), int(said[at]))
        held[cell] = held.get(cell, 0) + 1
        if held[cell] <= MOST_IN_A_CELL or at in ranks:
            facts = {"predicted": names[said[at]], "cell": cell, "confidence": finite(shares[at, said[at]])}
            chosen.append((at, {**facts, "worst": ranks.get(at)}))
    return chosen


def _regressed(run: Run) -> list[tuple[int, dict[str, Any]]]:
    from handsonn.evaluation import as_values, worst_mistakes

    test: Any = run.data.split.test
    values = as_values(run.predictions)
    worst = worst_mistakes(run.predictions, test.y, MOST_MISTAKES, task="regression")
    residuals = np.ravel(test.y) - values
    return [
        (int(at), {"predicted": number_text(values[at]), "residual": finite(residuals[at]), "worst": rank})
        for rank, at in enumerate(worst)
    ]
