"""`handsonn data`: the data sets that need only their name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from handsonn.cli.examples import command, group
from handsonn.cli.options import DataName, json_option

if TYPE_CHECKING:
    from handsonn.data import DatasetCard


@group("handsonn data list", "handsonn data describe diamonds")
def data() -> None:
    """List, describe and fetch named data sets."""


@command("handsonn data list", "handsonn data list --json")
@json_option
def list_(*, as_json: bool) -> None:
    """List the data sets: name, size, what is to be learnt."""
    from rich.table import Table

    from handsonn.cli.terminal import print_json, results
    from handsonn.data import catalogue

    cards = catalogue()
    if as_json:
        print_json(cards)
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("name", style="bold")
    table.add_column("what it holds")
    table.add_column("samples", justify="right")
    table.add_column("to learn")
    table.add_column("download", justify="right")
    for card in cards:
        size = _megabytes(card.download_bytes) if card.download_bytes else "-"
        table.add_row(card.name, card.title, f"{card.samples:,}", card.task, size)
    results().print(table)
    results().print("\nNext, try: handsonn data describe digits", markup=False)


@command("handsonn data describe diamonds", "handsonn data describe fashion_mnist --json")
@click.argument("name", type=DataName())
@json_option
def describe(name: str, *, as_json: bool) -> None:
    """Describe NAME: what it is, who made it, its licence."""
    from rich.table import Table
    from rich.text import Text

    from handsonn.cli.terminal import print_json, results
    from handsonn.data import card

    about = card(name)
    if as_json:
        print_json(about)
        return
    console = results()
    console.print(about.title, style="bold", markup=False)
    console.print(about.description, markup=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for head, words in _facts(about).items():
        table.add_row(head, Text(words))
    console.print()
    console.print(table)
    console.print(f"\nNext, try: handsonn train {name}", markup=False)


@command("handsonn data fetch fashion_mnist", "handsonn data fetch fashion_mnist --json")
@click.argument("name", type=DataName())
@json_option
def fetch(name: str, *, as_json: bool) -> None:
    """Download the larger data set NAME, once.

    It is looked for on this machine first. Size and licence are said before the download starts.
    """
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.data import fetch as fetch_files

    with _download_bar(name) as advance:
        folder = fetch_files(name, say, advance)
    if as_json:
        print_json({"name": name, "folder": str(folder)})
        return
    results().print(
        f"{name} is in {folder}\n\nNext, try: handsonn train {name}", markup=False, soft_wrap=True
    )


def _download_bar(name: str) -> Any:
    from contextlib import contextmanager

    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from handsonn.cli.terminal import notes

    @contextmanager
    def bar() -> Any:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        with Progress(*columns, console=notes(), transient=True) as progress:
            task = progress.add_task(name, total=None, visible=False)
            yield lambda done, total: progress.update(task, completed=done, total=total, visible=True)

    return bar()


def _facts(about: DatasetCard) -> dict[str, str]:
    facts = {
        "samples": f"{about.samples:,}",
        "kind": about.kind,
        "to learn": about.task + (" (any column may be the target)" if about.chooses_target else ""),
        "source": about.source,
        "licence": about.licence,
    }
    if about.download_bytes:
        facts["download"] = f"{_megabytes(about.download_bytes)}, with `handsonn data fetch {about.name}`"
    return facts


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


data.add_command(list_, "list")
data.add_command(describe, "describe")
data.add_command(fetch, "fetch")
