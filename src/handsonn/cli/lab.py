"""`handsonn` without a command: the lab in the browser."""

from __future__ import annotations

from pathlib import Path

import click


def open_lab(runs_folder: Path, *, port: int | None, browser: bool) -> None:
    """Serve the lab from this folder until Ctrl-C, which is how it ends: exit code 0."""
    from handsonn.web.serving import leave, serve

    serve(Path.cwd(), runs_folder.absolute(), port=port, browser=browser, say=_say)
    leave()


def _say(words: str) -> None:
    click.echo(words)
