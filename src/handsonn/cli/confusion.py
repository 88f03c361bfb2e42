"""The confusion matrix in a terminal: right answers on blue, mistakes on orange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handsonn.records import ConfusionMatrix

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_MOST_CLASSES = 20
_BLUE, _ORANGE = (23, 86, 155), (190, 82, 12)
_PALE = 0.02  # a share below this has no background


def print_confusion(console: Console, confusion: ConfusionMatrix) -> None:
    """Print the matrix, a row per true class; for more classes than fit, the most confused pairs."""
    classes = len(confusion.class_names)
    width = _cell_width(confusion)
    if classes > _MOST_CLASSES or 8 + classes * width > console.width:
        console.print(f"Of {classes} classes, these were confused most often:")
        console.print(_pairs(confusion))
        return
    console.print(
        "Confusion matrix of the test samples: a row is the true class, a column what the network said."
    )
    console.print(_matrix(confusion, console.width, width))


def _cell_width(confusion: ConfusionMatrix) -> int:
    longest = len(str(int(confusion.counts.max(initial=0))))
    return max(longest, len(str(len(confusion.class_names) - 1))) + 2


def _matrix(confusion: ConfusionMatrix, width: int, cell: int) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    classes = len(confusion.class_names)
    table = Table(box=None, padding=0, pad_edge=False, show_edge=False)
    room = max(8, width - classes * cell - 1)
    numbered = not all(name == str(number) for number, name in enumerate(confusion.class_names))
    table.add_column("")
    for number in range(classes):
        table.add_column(
            f"{number} " if numbered else f"{confusion.class_names[number]} ", justify="right", width=cell
        )
    for number, (name, row) in enumerate(zip(confusion.class_names, confusion.counts, strict=True)):
        words = f"{number:>{len(str(classes - 1))}} {name}" if numbered else name
        total = max(1, int(row.sum()))
        cells = [
            _cell(int(count), count / total, cell, right=column == number) for column, count in enumerate(row)
        ]
        table.add_row(Text(_cut(words, room) + " "), *cells)
    return table


def _cell(count: int, share: float, width: int, *, right: bool) -> RenderableType:
    from rich.text import Text

    words = f"{count or '·'} ".rjust(width)
    if share < _PALE:
        return Text(words, style="dim" if count == 0 else "")
    strength = 0.35 + 0.65 * share**0.5
    colour = tuple(int(part * strength) for part in (_BLUE if right else _ORANGE))
    return Text(
        words,
        style=f"bold white on rgb({colour[0]},{colour[1]},{colour[2]})"
        if right
        else f"white on rgb({colour[0]},{colour[1]},{colour[2]})",
    )


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
