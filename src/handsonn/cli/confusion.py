"""The confusion matrix in a terminal: right answers on blue, mistakes on orange."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handsonn.records import ConfusionMatrix

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_MOST_CLASSES = 20
_BLUE, _ORANGE = (23, 86, 155), (190, 82, 12)
_LEAST_NAME = 10
_PALE = 0.02  # a share below this has no background


def print_confusion(console: Console, confusion: ConfusionMatrix) -> None:
    """Print the matrix, a row per true class; for more classes than fit, the most confused pairs.

    The columns carry the classes' names where there is room, else the numbers that stand before the rows.
    """
    classes, names = len(confusion.class_names), confusion.class_names
    widest = len(str(int(confusion.counts.max(initial=0))))
    named = max(widest, *map(len, names)) + 2
    if classes <= _MOST_CLASSES and max(map(len, names)) + classes * named < console.width:
        shown = _matrix(confusion, names, names, named, console)
    elif classes <= _MOST_CLASSES and _LEAST_NAME + classes * (widest + 2) < console.width:
        heads = [str(number) for number in range(classes)]
        rows = [f"{head:>{len(heads[-1])}} {name}" for head, name in zip(heads, names, strict=True)]
        shown = _matrix(confusion, rows, heads, max(widest, len(heads[-1])) + 2, console)
    else:
        console.print(f"Of {classes} classes, these were confused most often:")
        console.print(_pairs(confusion))
        return
    console.print("Confusion matrix: a row per true class, a column per predicted class.")
    console.print(shown)


def _matrix(
    confusion: ConfusionMatrix, rows: Sequence[str], heads: Sequence[str], cell: int, console: Console
) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=0, pad_edge=False, show_edge=False)
    table.add_column("")
    for head in heads:
        table.add_column(Text(f"{head} "), justify="right", width=cell)
    fine = console.color_system in {"256", "truecolor"}
    room = console.width - len(heads) * cell - 1
    for number, (name, counts) in enumerate(zip(rows, confusion.counts, strict=True)):
        total = max(1, int(counts.sum()))
        cells = [
            _cell(int(n), n / total, cell, right=column == number, fine=fine)
            for column, n in enumerate(counts)
        ]
        table.add_row(Text(_cut(name, room)), *cells)
    return table


def _cell(count: int, share: float, width: int, *, right: bool, fine: bool) -> RenderableType:
    """Shade a count by its share of the true class; fine: with more than 16 colours."""
    from rich.text import Text

    words = f"{count or '·'} ".rjust(width)
    if share < _PALE:
        return Text(words, style="dim" if count == 0 else "")
    if not fine:
        return Text(words, style="bold white on blue" if right else "black on yellow")
    strength = 0.55 + 0.45 * share**0.5
    red, green, blue = (int(part * strength) for part in (_BLUE if right else _ORANGE))
    return Text(words, style=f"{'bold ' if right else ''}white on rgb({red},{green},{blue})")


def _pairs(confusion: ConfusionMatrix) -> RenderableType:
    from rich.table import Table

    from handsonn.evaluation import most_confused

    table = Table(box=None, pad_edge=False)
    for head in ("true class", "network said"):
        table.add_column(head, max_width=30, overflow="ellipsis")
    table.add_column("samples", justify="right")
    table.add_column("of the true class", justify="right")
    for pair in most_confused(confusion, 12):
        table.add_row(_plain(pair.true), _plain(pair.predicted), f"{pair.samples:,}", f"{pair.rate:.0%}")
    return table


def _plain(text: str) -> RenderableType:
    from rich.text import Text

    return Text(text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
