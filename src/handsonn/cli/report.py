"""An evaluation's report in a terminal: one sentence, then the table that belongs to the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handsonn.cli.confusion import print_confusion
from handsonn.records import ClassificationReport, RegressionReport, Report, UnlabelledReport

if TYPE_CHECKING:
    from rich.console import Console

_MOST_CLASSES = 20


def print_report(console: Console, report: Report | None, samples: str = "test samples") -> None:
    """Print the scores against their baseline, and the confusion matrix or the distribution.

    samples: what was judged, in words.
    """
    from rich.text import Text

    from handsonn.plots import score_sentence

    console.print(Text(score_sentence(report, samples), style="bold"))
    if isinstance(report, ClassificationReport):
        console.print()
        print_confusion(console, report.confusion)
    if isinstance(report, RegressionReport):
        console.print()
        _print_scores(console, report)
    if isinstance(report, UnlabelledReport):
        _print_distribution(console, report)


def _print_scores(console: Console, report: RegressionReport | ClassificationReport) -> None:
    from rich.table import Table

    from handsonn.plots.score_words import number, spread

    unit = getattr(report, "target_name", "")
    table = Table(box=None, pad_edge=False)
    table.add_column("score")
    for head in ("network", "95% interval", "baseline"):
        table.add_column(head, justify="right")
    for score in report.scores:
        words = f"{score.name} ({unit})" if unit and score.name != "R2" else score.name
        table.add_row(
            words, number(score.name, score.value), spread(score), number(score.name, score.baseline)
        )
    console.print(table)


def print_class_scores(console: Console, report: ClassificationReport) -> None:
    """Print precision, recall and F1 of each class; of many classes those recognised worst."""
    from rich.table import Table
    from rich.text import Text

    _print_scores(console, report)
    rows = (
        sorted(report.classes, key=lambda row: row.f1)[:_MOST_CLASSES]
        if len(report.classes) > _MOST_CLASSES
        else report.classes
    )
    console.print()
    if len(rows) < len(report.classes):
        console.print(f"The {len(rows)} classes recognised worst, of {len(report.classes)}:")
    table = Table(box=None, pad_edge=False)
    table.add_column("class", max_width=30, overflow="ellipsis")
    for head in ("precision", "recall", "F1", "samples"):
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(
            Text(row.name), f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", f"{row.samples:,}"
        )
    console.print(table)


def _print_distribution(console: Console, report: UnlabelledReport) -> None:
    from rich.table import Table
    from rich.text import Text

    quantiles = [f"{value:.4g}" for value in report.confidence_quantiles]
    if not report.class_names:
        console.print(
            f"Predicted values: from {quantiles[0]} to {quantiles[-1]}, half of them above {quantiles[3]}."
        )
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("predicted class", max_width=30, overflow="ellipsis")
    table.add_column("samples", justify="right")
    table.add_column("share", justify="right")
    counted = sorted(zip(report.class_names, report.predicted_counts, strict=True), key=lambda pair: -pair[1])
    for name, count in counted[:_MOST_CLASSES]:
        table.add_row(Text(name), f"{count:,}", f"{count / max(1, report.samples):.1%}")
    console.print(table)
    console.print(
        f"How sure the network is of what it says: from {quantiles[0]} to {quantiles[-1]}, half of the time "
        f"above {quantiles[3]} (1 is certain, which does not make it right)."
    )
