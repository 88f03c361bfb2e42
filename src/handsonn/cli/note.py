"""`handsonn note`: write down what was found out."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import ChapterName, RunName, json_option, runs_option
from handsonn.errors import RepositoryError, UsageError

if TYPE_CHECKING:
    from handsonn.course.lab import Chapter
    from handsonn.course.repository import KeptNote


@command(
    'handsonn note ch_10 "Scaled pixels are learnt sooner." --run last',
    'handsonn note 10 "More units, same score." --run 1 --run 2 --title "How many units"',
    "handsonn note 10 --run digits-0002 --json",
)
@click.argument("chapter", type=ChapterName())
@click.argument("text", nargs=-1)
@click.option(
    "--run", "names", multiple=True, metavar="RUN", type=RunName(),
    help="Add this run's figures and pictures; may be given again.",
)  # fmt: skip
@click.option("--title", default="", help="A title beside the date.")
@runs_option
@json_option
def note(
    chapter: str,
    text: tuple[str, ...],
    runs_folder: Path,
    *,
    names: tuple[str, ...],
    title: str,
    as_json: bool,
) -> None:
    """Add a dated note to a chapter, with figures of runs.

    CHAPTER is ch_10, or 10. TEXT is Markdown; "-" reads it from standard input. RUN is a run's name, number,
    "last", or the folder of a run elsewhere, whose pictures are copied. Without TEXT and --run the notes open
    in your editor ($VISUAL or $EDITOR).
    """
    from handsonn.cli.terminal import print_json, say
    from handsonn.course.repository import add_note, find_chapter
    from handsonn.journal.repository import repository_of

    root = repository_of(Path.cwd())
    meant = find_chapter(chapter)
    if not text and not names and not title:
        _open_in_editor(root, meant, as_json=as_json)
        return
    piped = text == ("-",)
    words = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if piped else " ".join(text)
    folders = list(dict.fromkeys(_run_folder(name, runs_folder) for name in names))
    kept = add_note(root, meant, words, datetime.now(), title=title, runs=folders)  # noqa: DTZ005 - local time
    for remark in kept.remarks:
        say(remark)
    if as_json:
        print_json(_document(kept))
        return
    click.echo(f"Noted in {os.path.relpath(kept.path)}:{kept.line}")


def _document(kept: KeptNote) -> dict[str, object]:
    return {
        "chapter": kept.chapter.name,
        "path": str(kept.path),
        "line": kept.line,
        "pictures": [str(path) for path in kept.pictures],
        "remarks": kept.remarks,
    }


def _run_folder(name: str, runs_folder: Path) -> Path:
    """Find a run in the folder of runs, or take the folder of a run elsewhere. Raises JournalError."""
    from handsonn.journal import Journal

    elsewhere = Path(name)
    is_path = elsewhere.name != name and elsewhere.is_dir()
    journal = Journal(elsewhere.parent if is_path else runs_folder)
    folder = journal.folder_of(journal.find(elsewhere.name if is_path else name).name)
    return Path(os.path.abspath(folder))  # noqa: PTH100 - without its "..": is it in the repository?


def _open_in_editor(root: Path, chapter: Chapter, *, as_json: bool) -> None:
    """Open the chapter's notes in the learner's editor; without one, say where they are."""
    from handsonn.cli.terminal import print_json, say
    from handsonn.course.repository import notes_file, update_index

    path, remarks = notes_file(root, chapter)
    for remark in remarks:
        say(remark)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if as_json:
        print_json(
            {"chapter": chapter.name, "path": str(path), "line": None, "pictures": [], "remarks": remarks}
        )
    elif not editor:
        click.echo(os.path.relpath(path))
    else:
        _edit(editor, path)
        for remark in update_index(root):
            say(remark)


def _edit(editor: str, path: Path) -> None:
    try:
        words = shlex.split(editor)
        code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - the learner's own editor
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the editor {editor!r} could not be started ({error}); set $VISUAL or $EDITOR to yours, or open "
            f"{path} yourself."
        ) from None
    if code != 0:
        raise RepositoryError(f"the editor {editor!r} ended with exit code {code}; your notes are in {path}.")
