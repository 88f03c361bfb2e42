"""`handsonn search`: find it again, in notes, code and runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import json_option

if TYPE_CHECKING:
    from rich.text import Text

    from handsonn.journal.repository.search import Hit

_MOST = 20
_AROUND = 60  # characters of a long line before the first word found
_INDENT = 4


@command("handsonn search scaling", "handsonn search learning rate", "handsonn search digits adam --json")
@click.argument("words", nargs=-1, required=True)
@json_option
def search(words: tuple[str, ...], *, as_json: bool) -> None:
    """Find notes, code and runs that hold all of WORDS.

    Capital letters and accents do not matter. The best matches come first, and of these the newest.
    """
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.course.repository import search_repository
    from handsonn.journal.repository import repository_of

    root = repository_of(Path.cwd())
    answer = search_repository(root, words)
    for sentence in answer.skipped:
        say(sentence)
    if as_json:
        print_json({"hits": [_document(hit) for hit in answer.hits], "skipped": answer.skipped})
        return
    console = results()
    for hit in answer.hits[:_MOST]:
        console.print(_place(hit, root), soft_wrap=True)
        console.print(_line(hit, console.width - _INDENT), soft_wrap=True)
    more = len(answer.hits) - _MOST
    if more > 0:
        console.print(f"\n{more} more; add a word, or list all with --json.", markup=False)
    if not answer.hits:
        say(f"nothing in your notes, code and runs holds {' and '.join(map(repr, words))}")


def _document(hit: Hit) -> dict[str, object]:
    return {**vars(hit), "path": hit.path.as_posix()}


def _place(hit: Hit, root: Path) -> Text:
    from rich.text import Text

    where = os.path.relpath(root / hit.path)
    line = f":{hit.line}" if hit.line else ""
    heading = f"  {hit.heading}" if hit.heading and hit.heading not in hit.text else ""
    return Text.assemble((f"{where}{line}", "bold"), (f"  {hit.made}{heading}", "dim"))


def _line(hit: Hit, room: int) -> Text:
    """Give the line with its words marked; of a long one the part around the first of them."""
    from rich.text import Text

    text = Text(hit.text)
    for start, end in hit.marks:
        text.stylize("bold yellow", start, end)
    if len(text) > room:
        first = hit.marks[0][0] if hit.marks else 0
        begin = max(0, min(first - _AROUND // 2, len(text) - room))
        text = Text.assemble("…" if begin else "", text[begin : begin + room], "…")
    return Text(" " * _INDENT) + text
