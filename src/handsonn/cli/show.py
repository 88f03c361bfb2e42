"""`handsonn show`: everything that was kept of one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.cli.examples import command
from handsonn.cli.options import json_option, run_argument, runs_option

if TYPE_CHECKING:
    from rich.console import Console

    from handsonn.records import RunRecord

_BARS = "▁▂▃▄▅▆▇█"
_WIDEST = 40


@command("handsonn show last", "handsonn show digits-0001 --json")
@run_argument
@runs_option
@json_option
def show(run: str, runs_folder: Path, *, as_json: bool) -> None:
    """Show a run: settings, layers, history, scores, files.

    RUN is a run's name, its number, the beginning of its name, or "last".
    """
    from handsonn.cli.report import print_class_scores, print_report
    from handsonn.cli.terminal import print_json, results
    from handsonn.journal import Journal
    from handsonn.records import ClassificationReport

    journal = Journal(runs_folder)
    record = journal.find(run)
    folder = journal.folder_of(record.name)
    if as_json:
        print_json({"run": record, "folder": str(folder), "files": _files(folder)})
        return
    console = results()
    _print_facts(console, record)
    _print_layers(console, record)
    _print_history(console, record)
    console.print()
    print_report(console, record.report)
    if isinstance(record.report, ClassificationReport):
        console.print()
        print_class_scores(console, record.report)
    console.print()
    console.print(f"Files in {folder}: {', '.join(_files(folder))}", markup=False, soft_wrap=True)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _print_facts(console: Console, record: RunRecord) -> None:
    from rich.table import Table
    from rich.text import Text

    data = record.data
    parts = (data.train_samples, data.validation_samples, data.test_samples)
    shown: dict[str, object] = {
        "data": f"{data.name}: {parts[0]:,} training, {parts[1]:,} validation, {parts[2]:,} test "
        f"sample{'' if parts[2] == 1 else 's'}",
        "note": data.note,
        "split": data.split_method,
        "seed": record.seed,
        **{
            name.replace("_", " "): _words(value)
            for name, value in record.settings.items()
            if value is not None
        },
        "ended": f"{record.ended}, {record.seconds:.1f} s, {record.created.replace('T', ' ')}",
        "trained by": record.engine,
        "versions": ", ".join(f"{name} {version}" for name, version in record.versions.items()),
    }
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in shown.items():
        if value != "":
            table.add_row(name, Text(str(value)))
    console.print(record.name, style="bold", markup=False)
    console.print(table)


def _words(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _print_layers(console: Console, record: RunRecord) -> None:
    from rich.table import Table
    from rich.text import Text

    if not record.layers:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("layer")
    table.add_column("kind")
    table.add_column("output shape", justify="right")
    table.add_column("parameters", justify="right")
    for layer in record.layers:
        table.add_row(Text(layer.name), Text(layer.kind), layer.output_shape, f"{layer.parameters:,}")
    console.print()
    console.print(table)
    console.print(f"{record.parameters:,} parameters in all.")


def _print_history(console: Console, record: RunRecord) -> None:
    from rich.table import Table
    from rich.text import Text

    if not record.history:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("metric")
    for head in ("first epoch", "last epoch"):
        table.add_column(head, justify="right")
    table.add_column("from first to last epoch")
    for name, values in record.history.items():
        words = name.replace("val_", "validation ").replace("_", " ")
        table.add_row(Text(words), f"{values[0]:.4g}", f"{values[-1]:.4g}", sparkline(values))
    console.print()
    console.print(table)


def sparkline(values: Sequence[float]) -> str:
    """Draw values as a line of bars, at most 40, each the mean of its share of the values."""
    import math
    from itertools import pairwise

    bins = min(len(values), _WIDEST)
    cuts = [round(position * len(values) / bins) for position in range(bins + 1)]
    means = [sum(values[a:b]) / (b - a) for a, b in pairwise(cuts)]
    finite = [mean for mean in means if math.isfinite(mean)]
    if not finite:
        return ""
    low, span = min(finite), (max(finite) - min(finite)) or 1.0
    top = len(_BARS) - 1
    return "".join(_BARS[round((mean - low) / span * top)] if math.isfinite(mean) else "?" for mean in means)
