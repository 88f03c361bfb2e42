"""`handsonn runs`: the runs that were kept, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.cli.examples import command
from handsonn.cli.options import json_option, runs_option

if TYPE_CHECKING:
    from handsonn.records import RunRecord


@command("handsonn runs", "handsonn runs --runs my_runs --json")
@runs_option
@json_option
def runs(runs_folder: Path, *, as_json: bool) -> None:
    """List your runs, newest first, with their scores."""
    from rich.table import Table
    from rich.text import Text

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
    table = Table(box=None, pad_edge=False)
    for head in ("run", "made", "network"):
        table.add_column(head)
    table.add_column("epochs", justify="right")
    table.add_column("score on test samples")
    for record in contents.runs:
        table.add_row(*(Text(words) for words in _row(record)))
    results().print(table)


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
