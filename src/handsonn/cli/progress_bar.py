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
_LONGEST = 20  # characters of what is trained, beside the bar


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
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=10), MofNCompleteColumn(),
        TextColumn("{task.fields[metrics]}"), TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(
            words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…", total=epochs, metrics="starting"
        )

        def show(facts: EpochFacts) -> None:
            progress.update(
                task, completed=facts.epoch + 1, metrics=metrics_in_words(facts.metrics, short=True)
            )

        yield show


def metrics_in_words(metrics: dict[str, float], *, short: bool = False) -> str:
    """Write metrics, "loss 0.1234, accuracy 0.9712"; short: what fits beside a progress bar."""
    ordered = sorted(metrics, key=lambda name: (name.startswith("val_"), not name.endswith("loss")))
    return ", ".join(
        f"{_words(name)} {metrics[name]:.4g}" for name in (_short(ordered) if short else ordered)
    )


def _short(names: list[str]) -> list[str]:
    """Keep the loss, and the first metric of the validation samples (or of the training samples)."""
    metrics = [name for name in names if not name.endswith("loss")]
    chosen = [name for name in metrics if name.startswith("val_")] or metrics
    return [name for name in names if name == "loss" or name in chosen[:1]]


def _words(name: str) -> str:
    return name.replace("val_", "val. ").replace("_", " ")


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
