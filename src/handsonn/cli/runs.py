"""`handsonn runs`: the runs that were kept, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handsonn.cli.examples import command
from handsonn.cli.options import json_option, runs_option

if TYPE_CHECKING:
    from rich.table import Table

    from handsonn.records import RunRecord

_DAY = len("2026-01-31")
_GAP = 2  # spaces between two columns


@command("handsonn runs", "handsonn runs --runs my_runs --json")
@runs_option
@json_option
def runs(runs_folder: Path, *, as_json: bool) -> None:
    """List your runs, newest first, with their scores."""
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.experiments.next_commands import typed
    from handsonn.journal import Journal

    contents = Journal(runs_folder).contents()
    for unreadable in contents.unreadable:
        say(unreadable.reason)
    if as_json:
        print_json({"runs": contents.runs, "unreadable": contents.unreadable})
        return
    if not contents.runs:
        training = typed("handsonn train digits", runs_folder)
        say(f"there are no runs in {runs_folder} yet; `{training}` makes the first")
        return
    console = results()
    console.print(_table(contents.runs, console.width))


def _table(records: Sequence[RunRecord], room: int) -> Table:
    """Put the runs into a table as wide as there is room: names are whole, the rest gives way to them."""
    from rich.table import Table
    from rich.text import Text

    rows = [_row(record) for record in records]
    heads = ("run", "made", "network", "epochs", "score on test samples")
    days = [(name, made[:_DAY], *rest) for name, made, *rest in rows]
    undated = [(name, *rest) for name, _, *rest in rows]
    tries = [(heads, rows), (heads, days), ((heads[0], *heads[2:]), undated)]
    shown, cells = next((each for each in tries if _width(*each) <= room), tries[-1])
    table = Table(box=None, pad_edge=False)
    for number, head in enumerate(shown):
        justify: Literal["right", "left"] = "right" if head == "epochs" else "left"
        longest = max(len(row[number]) for row in cells)
        table.add_column(
            head,
            justify=justify,
            overflow="fold",
            no_wrap=number == 0,
            min_width=longest if number == 0 else None,
        )
    for row in cells:
        table.add_row(*(Text(words) for words in row))
    return table


def _width(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    columns = zip(heads, *rows, strict=True)
    return sum(max(map(len, column)) + _GAP for column in columns) - _GAP


def _row(record: RunRecord) -> tuple[str, ...]:
    epochs = max((len(values) for values in record.history.values()), default=0)
    stopped = " (interrupted)" if record.ended == "interrupted" else ""
    return (
        record.name,
        record.created[:16].replace("T", " "),
        _network(record),
        f"{epochs}{stopped}",
        _score(record),
    )


def _network(record: RunRecord) -> str:
    if "model" in record.settings:
        return str(record.settings["model"])
    layers = record.settings.get("layers") or ()
    return "-".join(map(str, layers)) if isinstance(layers, tuple) and layers else "no hidden layer"


def _score(record: RunRecord) -> str:
    from handsonn.plots.score_words import number

    scores = getattr(record.report, "scores", ())
    return f"{scores[0].name} {number(scores[0].name, scores[0].value)}" if scores else "not evaluated"
