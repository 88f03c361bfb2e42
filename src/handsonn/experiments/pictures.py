"""The pictures of a run: learning curves, what was taken for what, and the worst mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.records import Array, ClassificationReport, RegressionReport

if TYPE_CHECKING:
    from handsonn.experiments.run import Run
    from handsonn.plots import Mistake, Picture

_MISTAKES = 16


def draw_pictures(run: Run) -> dict[str, Picture]:
    """Draw each picture that this run has, in light and dark: file name without suffix to picture."""
    pictures = {}
    if run.history:
        pictures["learning_curves"] = _learning_curves(run)
    if isinstance(run.report, ClassificationReport):
        pictures["confusion_matrix"] = _confusion_matrix(run.report)
    if isinstance(run.report, RegressionReport):
        pictures["residuals"] = _residuals(run.report)
    if run.report is not None:
        pictures["worst_mistakes"] = _worst_mistakes(run)
    return pictures


def _learning_curves(run: Run) -> Picture:
    from handsonn.plots import draw, learning_curves

    loss = run.history.get("loss", ())
    words = f"Loss and metrics over {len(loss)} epochs; the training loss ends at {loss[-1]:.4g}."
    history = run.history
    return draw("Learning curves", words, lambda dark: learning_curves(history, dark=dark), form="png")


def _confusion_matrix(report: ClassificationReport) -> Picture:
    from handsonn.evaluation import most_confused
    from handsonn.plots import confusion_matrix, draw

    pairs = most_confused(report.confusion, 3)
    listed = "; ".join(f"{pair.true} taken for {pair.predicted} {pair.samples} times" for pair in pairs)
    words = f"Confusion matrix of the test samples. Most often: {listed or 'nothing was confused'}."
    return draw(
        "Confusion matrix",
        words,
        lambda dark: confusion_matrix(report.confusion, dark=dark),
        form="png",
    )


def _residuals(report: RegressionReport) -> Picture:
    from handsonn.plots import draw, residuals

    words = f"Predicted against true {report.target_name or 'target'}, and the histogram of the residuals."
    return draw("Residuals", words, lambda dark: residuals(report, dark=dark), form="png")


def _worst_mistakes(run: Run) -> Picture:
    from handsonn.evaluation import worst_mistakes
    from handsonn.plots import draw
    from handsonn.plots import worst_mistakes as draw_mistakes

    test: Any = run.data.split.test
    task = run.data.dataset.task
    rows = worst_mistakes(run.predictions, test.y, _MISTAKES, task=task)
    mistakes = _mistakes(run, rows)
    listed = "; ".join(f"{mistake.true} predicted as {mistake.predicted}" for mistake in mistakes[:3])
    words = f"The {len(mistakes)} worst mistakes among the test samples: {listed or 'none'}."
    images = _images(run, rows)
    size_name: Any = "confidence" if task == "classification" else "residual"
    return draw(
        "Worst mistakes",
        words,
        lambda dark: draw_mistakes(mistakes, images=images, size_name=size_name, dark=dark),
        form="png",
    )


def _mistakes(run: Run, rows: Array) -> list[Mistake]:
    from handsonn.evaluation import as_probabilities, as_values
    from handsonn.plots import Mistake
    from handsonn.plots.score_words import number

    split: Any = run.data.split
    numbers = rows if split.test_rows is None else split.test_rows[rows]
    truth = split.test.y[rows]
    if run.data.dataset.task != "classification":
        values = as_values(run.predictions)[rows]
        return [
            Mistake(int(row), number("", true), number("", value), float(true - value))
            for row, true, value in zip(numbers, np.ravel(truth), values, strict=True)
        ]
    names = run.data.dataset.class_names
    shares = as_probabilities(run.predictions)[rows]
    chosen = shares.argmax(axis=1)
    return [
        Mistake(int(row), names[true], names[said], float(share[said]))
        for row, true, said, share in zip(numbers, truth, chosen, shares, strict=True)
    ]


def _images(run: Run, rows: Array) -> Array | None:
    """Give the images as they came, not as the network sees them; None for other kinds of data."""
    split: Any = run.data.split
    if run.data.dataset.kind != "image":
        return None
    images: Array = (
        run.data.dataset.x[split.test_rows[rows]] if split.test_rows is not None else split.test.x[rows]
    )
    return images
