"""The pages of the learner's notes, one a chapter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from handsonn.course.lab import Chapter
from handsonn.course.repository import Overview, overview
from handsonn.errors import UnknownName
from handsonn.journal.repository.written_text import is_text, read_text
from handsonn.web.notes.links import Links
from handsonn.web.notes.pictures import ADDRESS, picture
from handsonn.web.notes.rendered import Rendered, render
from handsonn.web.pages import page
from handsonn.web.places import Places, real_path
from handsonn.web.shell import Shell, shell_of

LARGEST = 300_000
"""Bytes of notes that are shown; a chapter's have some thousands."""


@dataclass(frozen=True)
class Notes:
    """The notes of one chapter. path: None where there is no file. trouble: why it is not shown, or ""."""

    path: Path | None = None
    rendered: Rendered | None = None
    trouble: str = ""


def notes(request: Request) -> Response:
    """Show the notes of a chapter as they are on the disk now."""
    shell, chapter = shell_of(request), _chapter_of(request)
    root = shell.repository
    seen = overview(root, shell.settings.chapters) if root else None
    with_notes = [each.chapter for each in seen.chapters if each.notes] if seen else []
    return page(
        request,
        "notes.html.jinja",
        chapter=chapter,
        previous=next((each for each in reversed(with_notes) if each.number < chapter.number), None),
        following=next((each for each in with_notes if each.number > chapter.number), None),
        notes=_read(shell, seen, chapter) if seen else Notes(),
        is_repository=root is not None,
        folder=shell.settings.folder,
    )


def with_slash(request: Request) -> Response:
    """Send /notes/ch10 to /notes/ch10/."""
    return RedirectResponse(f"{request.url.path}/")


def _chapter_of(request: Request) -> Chapter:
    chapters = {chapter.name: chapter for chapter in shell_of(request).settings.chapters}
    name = request.path_params["chapter"]
    if name not in chapters:
        raise UnknownName("chapter", name, chapters)
    return chapters[name]


def _read(shell: Shell, seen: Overview, chapter: Chapter) -> Notes:
    path = next(each.notes for each in seen.chapters if each.chapter == chapter)
    if path is None:
        return Notes()
    try:
        found = _shown(path, seen.root, shell)
    except OSError as error:
        return Notes(path, trouble=f"{path} cannot be read ({error.strerror or error}).")
    return Notes(path, trouble=found) if isinstance(found, str) else Notes(path, found)


def _shown(path: Path, root: Path, shell: Shell) -> Rendered | str:
    """Write the notes as HTML, or say why they are not shown. Raises OSError."""
    real = real_path(path, root)
    if real is None:
        return f"{path} leads out of your repository, so it is not shown here; open it in your editor."
    with real.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        return f"{path} has more than {LARGEST // 1000} kB, too much for a page; open it in your editor."
    if not is_text(content):
        return f"{path} is no text; open it in the program that made it."
    return render(read_text(content).text, Links(path, Places(shell, root)))


ROUTES = [
    Route(f"{ADDRESS}/{{path:path}}", picture, methods=["GET"]),
    Route("/notes/{chapter}", with_slash, methods=["GET"]),
    Route("/notes/{chapter}/", notes, methods=["GET"]),
]
