"""An epoch's facts as a progress bar in a terminal, or as a line now and then in a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from handsonn.cli.terminal import notes

if TYPE_CHECKING:
    from rich.console import Console

    from handsonn.records import EpochFacts

Sink = Callable[["EpochFacts"], None]
_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def epoch_progress(words: str, epochs: int) -> Iterator[Sink]:
    """Give a sink that shows each epoch: loss, metrics, time left."""
    console = notes()
    if not console.is_terminal:
        yield _lines(console, words, epochs)
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns: tuple[Any, ...] = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(),
        TextColumn("{task.fields[metrics]}"), TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(words, total=epochs, metrics="starting")

        def show(facts: EpochFacts) -> None:
            progress.update(
                task, completed=facts.epoch + 1, metrics=metrics_in_words(facts.metrics, short=True)
            )

        yield show


def metrics_in_words(metrics: dict[str, float], *, short: bool = False) -> str:
    """Write metrics, "loss 0.1234, accuracy 0.9712"; short: what fits on a line."""
    shown = {
        name: value
        for name, value in metrics.items()
        if not short
        or name == "loss"
        or name.startswith("val_")
        or not any(key.startswith("val_") for key in metrics)
    }
    ordered = sorted(
        shown.items(), key=lambda pair: (pair[0].startswith("val_"), not pair[0].endswith("loss"))
    )
    return ", ".join(
        f"{name.replace('val_', 'val. ').replace('_', ' ')} {value:.4g}" for name, value in ordered
    )


def _lines(console: Console, words: str, epochs: int) -> Sink:
    """Print the last epoch, and before that an epoch every few seconds."""
    printed = [time.monotonic()]

    def show(facts: EpochFacts) -> None:
        last = facts.epoch + 1 >= epochs
        if last or time.monotonic() - printed[0] >= _SECONDS_BETWEEN_LINES:
            console.print(
                f"{words}: epoch {facts.epoch + 1}/{epochs}: {metrics_in_words(facts.metrics)}",
                soft_wrap=True, markup=False,
            )  # fmt: skip
            printed[0] = time.monotonic()

    return show
