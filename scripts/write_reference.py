"""Write the reference pages that the code itself knows best: docs/commands.md and docs/data-sets.md.

Run it after changing a command's help or a data set's card; a test compares the pages with what it writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from handsonn.cli.main import handsonn
from handsonn.data import DatasetCard, catalogue

DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 100


def commands_page() -> str:
    """Give the help of every command, as a terminal of 100 columns shows it."""
    parts = [
        "# Commands",
        "",
        "Each command's `--help`. Written by `scripts/write_reference.py`; do not edit by hand.",
        "",
    ]
    for context in _contexts(_context(handsonn, None, "handsonn")):
        parts += [f"## {context.command_path}", "", "```text", context.get_help().rstrip(), "```", ""]
    return "\n".join(parts)


def data_sets_page() -> str:
    """Give a table of every registered data set, and a paragraph on each."""
    parts = [
        "# Data sets",
        "",
        "`handsonn.load(NAME)` or `handsonn train NAME`. Sets that download do so only when asked:",
        "`handsonn data fetch NAME`. Written by `scripts/write_reference.py`; do not edit by hand.",
        "",
        "| name | samples | task | kind | download | licence |",
        "|---|---|---|---|---|---|",
    ]
    cards = catalogue()
    parts += [_row(card) for card in cards]
    for card in cards:
        parts += [
            "",
            f"## {card.name}",
            "",
            f"{card.title}. {card.description}",
            "",
            f"Source: {card.source}",
        ]
    return "\n".join([*parts, ""])


def _row(card: DatasetCard) -> str:
    download = f"{card.download_bytes / 1e6:.1f} MB" if card.download_bytes else "none"
    name = f"[{card.name}](#{card.name})"
    return f"| {name} | {card.samples:,} | {card.task} | {card.kind} | {download} | {card.licence} |"


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    """Make the context that running the command makes, in a terminal of the page's width."""
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    return click.Context(command, parent=parent, info_name=name, **settings)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            inner = context.command.get_command(context, name)
            if inner is not None:
                yield from _contexts(_context(inner, context, name))


PAGES = {"commands.md": commands_page, "data-sets.md": data_sets_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"written: docs/{name}")


if __name__ == "__main__":
    main()
