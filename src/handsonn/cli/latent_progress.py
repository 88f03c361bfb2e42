"""How far a map is, as a bar in a terminal with its time left, or as a line now and then in a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from handsonn.cli.terminal import notes

_SECONDS_BETWEEN_LINES = 5.0


class ShownWork:
    """A watch of maps: shows each step, and passes the learner's Ctrl-C on."""

    def __init__(self, show: Callable[[float, str], None], should_stop: Callable[[], bool]) -> None:
        self._show = show
        self._should_stop = should_stop

    def progress(self, share: float, sentence: str) -> None:
        """Show how much of a map is done, from 0 to 1, and with what."""
        self._show(share, sentence)

    def should_stop(self) -> bool:
        """Tell whether Ctrl-C was pressed."""
        return self._should_stop()


@contextmanager
def map_progress(should_stop: Callable[[], bool]) -> Iterator[ShownWork]:
    """Give a watch that shows the maps' progress; a new map begins a new bar."""
    console = notes()
    if not console.is_terminal:
        yield ShownWork(_lines(console), should_stop)
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"), BarColumn(bar_width=16), TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("maps", total=1.0)
        before = [""]

        def show(share: float, sentence: str) -> None:
            name = sentence.partition(": ")[0]
            if name != before[0]:
                before[0] = name
                progress.reset(task, total=1.0)
            progress.update(task, completed=share, description=sentence)

        yield ShownWork(show, should_stop)


def _lines(console: Any) -> Callable[[float, str], None]:
    """Print the first step of each map, and then a step every few seconds."""
    last_name, last_at = "", time.monotonic()

    def show(share: float, sentence: str) -> None:
        nonlocal last_name, last_at
        name = sentence.partition(": ")[0]
        if name == last_name and time.monotonic() - last_at < _SECONDS_BETWEEN_LINES:
            return
        last_name, last_at = name, time.monotonic()
        console.print(f"{sentence} ({share:.0%})", soft_wrap=True, markup=False)

    return show
