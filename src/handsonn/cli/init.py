"""`handsonn init`: the learner's own folder."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import json_option

if TYPE_CHECKING:
    from handsonn.course.repository import MadeRepository


@command("handsonn init my_notes", "handsonn init . --no-git", "handsonn init my_notes --restore")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--no-git", is_flag=True, help="Leave version control to you.")
@click.option("--restore", is_flag=True, help="Make also those shipped files again that you deleted.")
@json_option
def init(folder: Path, *, no_git: bool, restore: bool, as_json: bool) -> None:
    """Make FOLDER your repository, or bring it up to date.

    It gets a file of notes for each chapter, the exercises, and an index. Commands typed anywhere inside keep
    their runs there. Nothing of yours is written over: where you changed a file that has a newer version,
    the new one comes beside it as NAME.new.
    """
    from handsonn.cli.terminal import print_json, say
    from handsonn.course.repository import init_repository

    made = init_repository(folder, restore=restore, git=not no_git)
    for remark in made.remarks:
        say(remark)
    if as_json:
        print_json({"root": str(made.root), "new": made.new, **vars(made.brought), "git": made.git})
        return
    _print(made, folder)


def _print(made: MadeRepository, folder: Path) -> None:
    from handsonn.cli.terminal import results
    from handsonn.course.catalogue import chapters, exercises

    console, brought = results(), made.brought
    lines = []
    if made.new:
        lines.append(
            f"{folder} is your learning repository: notes for {len(chapters())} chapters, "
            f"{len(exercises())} exercises."
        )
    else:
        lines += [f"new      {path}" for path in _in_short(brought.made)]
        lines += [f"updated  {path}" for path in brought.updated]
    lines += [f"kept     {path}, which you changed; its new version is {new}" for path, new in brought.beside]
    if brought.deleted:
        lines += [f"deleted  {path}" for path in _in_short(brought.deleted)]
        lines.append(f"What you deleted stays so; `handsonn init {_typed(folder)} --restore` makes it again.")
    if not made.new and not lines:
        lines.append(f"{folder} has all that this handsonn ships; nothing was changed.")
    if made.git:
        said = made.git.said[:1].upper() + made.git.said[1:]
        lines.append(f"{said}. To commit, type there:" if made.git.to_type else f"{said}.")
        lines += [f"  {line}" for line in made.git.to_type]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)
    if made.new:
        _print_next(made, folder)


def _in_short(paths: Sequence[str]) -> list[str]:
    """Name the folder of an exercise in place of its two files, where both are meant."""
    folders = Counter(path.rpartition("/")[0] for path in paths if path.startswith("exercises/"))
    names = (path.rpartition("/")[0] for path in paths)
    both = (f"{name}/" if folders[name] > 1 else path for name, path in zip(names, paths, strict=True))
    return list(dict.fromkeys(both))


def _print_next(made: MadeRepository, folder: Path) -> None:
    from handsonn.cli.terminal import results

    here = made.root == Path.cwd()
    going = "" if here else f"cd {_typed(folder)}\n"
    console = results()
    console.print(
        f"\nNext, try:\n{going}handsonn\nhandsonn next\nhandsonn train digits", markup=False, soft_wrap=True
    )


def _typed(folder: Path) -> str:
    return shlex.quote(os.fspath(folder))
