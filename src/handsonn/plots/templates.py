"""Templates of pages, in which every value is escaped and a name that is not given is an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def templates_in(folder: Path) -> Environment:
    """Make the environment of the templates in this folder."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def writable(page: str) -> str:
    """Replace what UTF-8 has no code for: a file name that is no valid Unicode may be among the texts."""
    return page.encode("utf-8", "backslashreplace").decode()
