"""`handsonn` without a command: the lab in the browser."""

from __future__ import annotations

from pathlib import Path

import click


def open_lab(runs_folder: Path | None, *, port: int | None, browser: bool) -> None:
    """Serve the lab until Ctrl-C, which is how it ends: exit code 0.

    It works in the learner's repository if this folder lies in one, else in this folder.
    """
    from handsonn.journal.repository import find_repository
    from handsonn.journal.repository.place import RUNS
    from handsonn.web.serving import leave, serve

    here = Path.cwd()
    folder = find_repository(here) or here
    runs = folder / RUNS if runs_folder is None else runs_folder.absolute()
    serve(folder, runs, port=port, browser=browser, say=_say)
    leave()


def _say(words: str) -> None:
    click.echo(words)
