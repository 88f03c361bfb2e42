"""`handsonn compare`: runs side by side, and what their scores allow to say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import RunName, json_option, runs_option

if TYPE_CHECKING:
    from rich.console import Console

    from handsonn.journal.compare import Comparison
    from handsonn.records import Score


@command("handsonn compare digits-0001 digits-0002", "handsonn compare 1 2 --json")
@click.argument("run", type=RunName(), nargs=-1, required=True)
@runs_option
@json_option
def compare(run: tuple[str, ...], runs_folder: Path, *, as_json: bool) -> None:
    """Compare RUNs side by side: settings, scores, verdict.

    Name two or more runs. Scores whose 95% intervals overlap are not called different here, which is a
    cautious rule.
    """
    from handsonn.cli.terminal import print_json, results
    from handsonn.journal import Journal
    from handsonn.journal.compare import compare as compare_records

    journal = Journal(runs_folder)
    comparison = compare_records([journal.find(text) for text in dict.fromkeys(run)])
    if as_json:
        print_json(comparison)
        return
    console = results()
    _print_settings(console, comparison)
    console.print()
    _print_scores(console, comparison)


def _print_settings(console: Console, comparison: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    if not comparison.settings:
        console.print("The runs have the same data, settings and seed.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("differs in", style="dim")
    for name in comparison.names:
        table.add_column(Text(name), overflow="fold")
    for setting in comparison.settings:
        table.add_row(setting.name.replace("_", " "), *(Text(_words(value)) for value in setting.values))
    console.print(table)


def _words(value: object) -> str:
    if value is None:
        return "-"
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _print_scores(console: Console, comparison: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    if comparison.note:
        console.print(comparison.note[:1].upper() + comparison.note[1:], markup=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("score", style="dim")
    for name in comparison.names:
        table.add_column(Text(name))
    table.add_column("verdict")
    for row in comparison.scores:
        cells = (_score(score) for score in row.scores)
        table.add_row(row.name, *(Text(cell) for cell in cells), Text(row.verdict))
    console.print(table)
    if comparison.scores and not comparison.note:
        console.print(_caution(comparison), style="dim", markup=False)


def _caution(comparison: Comparison) -> str:
    intervals = "In brackets: the 95% interval, from drawing other test samples."
    if comparison.only_seed:
        return f"{intervals} Nothing but the seed differs: these scores show the spread over seeds."
    return (
        f"{intervals} It does not say how far a score moves with another seed: to judge a setting, train it "
        "with several seeds, `handsonn train ... --seeds 5`."
    )


def _score(score: Score | None) -> str:
    from handsonn.plots.score_words import number, spread

    return "-" if score is None else f"{number(score.name, score.value)} ({spread(score)})"
