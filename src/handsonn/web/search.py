"""Search in the learner's notes, code and runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handsonn.course.repository import search_repository
from handsonn.errors import HandsonnError
from handsonn.journal.repository.search import Hit, SearchAnswer
from handsonn.journal.repository.written_text import read_text
from handsonn.web.notes.headings import anchor_above
from handsonn.web.pages import page
from handsonn.web.places import Places, in_address
from handsonn.web.shell import Shell, shell_of

MOST = 50
_LONGEST_QUESTION = 200  # characters; a browser may send any number
_AROUND, _LONGEST_LINE = 80, 240  # characters of a line: before the first word found, and in all


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it.

    place: its path with the line's number. address: where it is shown, ready for a link; "" for a file that
        the learner opens.
    heading, made: of the note. parts: the line, cut up: each part with whether it is a word of the search.
    """

    place: str
    address: str
    heading: str
    made: str
    parts: tuple[tuple[str, bool], ...]


def search(request: Request) -> Response:
    """Show what holds all words of the question; without a question only the field."""
    shell, question = shell_of(request), request.query_params.get("q", "").strip()[:_LONGEST_QUESTION]
    root, found, trouble = None, SearchAnswer((), ()), ""
    shown: tuple[Found, ...] = ()
    try:
        root = shell.repository
        if root is not None and question:
            found = search_repository(root, question.split())
            shown = found_in(found.hits[:MOST], shell, root)
    except HandsonnError as error:
        trouble = str(error)
    return page(
        request,
        "search.html.jinja",
        question=question,
        found=shown,
        more=max(0, len(found.hits) - MOST),
        skipped=found.skipped,
        is_repository=root is not None,
        folder=shell.settings.folder,
        trouble=trouble,
    )


def found_in(hits: Sequence[Hit], shell: Shell, root: Path) -> tuple[Found, ...]:
    """Say where hits are, and which pages show them; without links where a file cannot be read any more."""
    try:
        places = Places(shell, root)
        return tuple(_found(hit, _address(hit, places)) for hit in hits)
    except OSError:
        return tuple(_found(hit, "") for hit in hits)


def _found(hit: Hit, address: str) -> Found:
    """Cut a hit's line up; of a long line the part around the first word is kept."""
    place = f"{hit.path.as_posix()}, line {hit.line}" if hit.line else hit.path.name
    heading = "" if hit.heading in hit.text else hit.heading
    return Found(place, address, heading, hit.made, tuple(_parts(hit.text, hit.marks)))


def _address(hit: Hit, places: Places) -> str:
    """Give the page that shows a hit; notes are opened at their heading."""
    notes = places.notes(hit.path)
    if not notes:
        return places.page(hit.path)
    anchor = anchor_above(read_text((places.root / hit.path).read_bytes()).text, hit.line)
    return f"{notes}#{in_address(anchor)}" if anchor else notes


def _parts(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    first = marks[0][0] if marks else 0
    begin = max(0, min(first - _AROUND, len(text) - _LONGEST_LINE))
    end = min(len(text), begin + _LONGEST_LINE)
    if begin:
        yield "… ", False
    at = begin
    for start, stop in marks:
        if start >= at and stop <= end:
            yield text[at:start], False
            yield text[start:stop], True
            at = stop
    yield text[at:end], False
    if end < len(text):
        yield " …", False


ROUTES = [Route("/search", search, methods=["GET"])]
