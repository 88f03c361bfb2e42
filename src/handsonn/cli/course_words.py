"""What came of proving exercises, in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from handsonn.cli.terminal import notes, results

if TYPE_CHECKING:
    from handsonn.course.content_check import ExerciseProof
    from handsonn.course.exercise import Exercise


@contextmanager
def tell_of(count: int) -> Iterator[Callable[[Exercise, str], None]]:
    """Give a function that shows, in a terminal, which exercise is proven and what is tried."""
    console = notes()
    if not console.is_terminal:
        yield lambda _exercise, _what: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(bar_width=10), MofNCompleteColumn(), TimeRemainingColumn(compact=True))
    with Progress(
        TextColumn("{task.description}", markup=False), *columns, console=console, transient=True
    ) as progress:
        task = progress.add_task("starting", total=count)
        begun: dict[str, int] = {}

        def tell(exercise: Exercise, what: str) -> None:
            done = begun.setdefault(exercise.name, len(begun))
            progress.update(task, completed=done, description=f"{exercise.name}: {what}"[:70])

        yield tell


def print_proof(proof: ExerciseProof, *, sentences: bool) -> None:
    """Print an exercise's troubles, its figures, and, if asked, what each wrong answer is told."""
    from rich.text import Text

    console = results()
    mark = Text("✗ ", style="red") if proof.troubles else Text("✓ ", style="green")
    words = f"{proof.exercise}  {proof.answers} wrong answers named, {proof.seconds:.1f} s at most"
    console.print(mark.append(words, style="default"))
    for trouble in proof.troubles:
        console.print(f"    {trouble}", markup=False, soft_wrap=True)
    for what, said in proof.sentences if sentences else ():
        console.print(f"    {what}: {said}", markup=False, soft_wrap=True)
    for margin in proof.margins:
        console.print(
            f"    {margin.what}: {margin.mean:.4g} ± {margin.deviation:.2g}, bound {margin.bound:.4g} "
            f"({margin.distance:.1f} standard deviations away)",
            markup=False, soft_wrap=True, style="dim",
        )  # fmt: skip
