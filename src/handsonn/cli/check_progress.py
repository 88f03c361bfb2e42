"""How far a check is: what is looked at now, and how long the answer may still take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handsonn.cli.terminal import notes

if TYPE_CHECKING:
    from handsonn.course.exercise import Exercise

_LONGEST = 60  # characters of what is looked at


@contextmanager
def looking_at(exercise: Exercise) -> Iterator[Callable[[int, str], None]]:
    """Give a function that shows, in a terminal, what is looked at; it leaves nothing behind."""
    console = notes()
    if not console.is_terminal:
        yield lambda _held, _at: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(),
        TextColumn(f"of at most {exercise.seconds} s"),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting Python", total=None)

        def hear(held: int, at: str) -> None:
            if held == 0:
                progress.reset(task)  # the answer's own time begins
            progress.update(task, description=at if len(at) <= _LONGEST else f"{at[:_LONGEST]}…")

        yield hear
