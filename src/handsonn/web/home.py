"""The home page: the road through the chapters, the labs, the workbench, the latest runs."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handsonn.course.lab import Chapter, Lab
from handsonn.errors import HandsonnError
from handsonn.web.pages import page
from handsonn.web.run_rows import RunRow, read_rows
from handsonn.web.shell import Shell, shell_of

_LATEST = 4


@dataclass(frozen=True)
class LabCard:
    """A lab as the home page shows it. state: "new", "seen" or "done"."""

    lab: Lab
    state: str


@dataclass(frozen=True)
class Station:
    """A chapter on the road. state: "empty" (no labs yet), "open", "begun" or "done"."""

    chapter: Chapter
    cards: tuple[LabCard, ...]
    state: str

    @property
    def done(self) -> int:
        """Count the labs that are done."""
        return sum(card.state == "done" for card in self.cards)


def home(request: Request) -> Response:
    """Show the home page; it needs none of the slow libraries."""
    shell = shell_of(request)
    seen, done, troubles = _marks(shell)
    stations = tuple(_station(chapter, seen, done) for chapter in shell.settings.chapters)
    rows, trouble = _latest_runs(shell)
    first = first_step(stations)
    if first:
        shell.mounts.rehearse(first.lab)  # the lab that the page leads to
    return page(
        request,
        "home.html.jinja",
        stations=stations,
        first=first,
        rows=rows,
        folder=shell.settings.folder,
        troubles=[each for each in (*troubles, trouble, shell.warm_up.state.trouble) if each],
    )


def first_step(stations: tuple[Station, ...]) -> LabCard | None:
    """Choose the lab to do next: one that was begun, else the first that is new; None if there is none."""
    cards = [card for station in stations for card in station.cards]
    begun = [card for card in cards if card.state == "seen"]
    new = [card for card in cards if card.state == "new"]
    return next(iter([*begun, *new]), None)


def warm_up(request: Request) -> Response:
    """Say how far the importing of the slow libraries is."""
    state = shell_of(request).warm_up.state
    return JSONResponse(
        {
            "started": state.started, "finished": state.finished, "doing": state.doing,
            "trouble": state.trouble, "seconds": state.seconds,
        }
    )  # fmt: skip


def _marks(shell: Shell) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Read what was seen and done; what is wrong with the file is said on the page."""
    try:
        seen, done = shell.progress.seen(), shell.progress.done()
    except HandsonnError as error:
        return frozenset(), frozenset(), (str(error),)
    return seen, done, (shell.progress.note,)


def _station(chapter: Chapter, seen: frozenset[str], done: frozenset[str]) -> Station:
    cards = tuple(LabCard(lab, _state(lab.name, seen, done)) for lab in chapter.labs)
    if not cards:
        return Station(chapter, cards, "empty")
    if all(card.state == "done" for card in cards):
        return Station(chapter, cards, "done")
    return Station(chapter, cards, "open" if all(card.state == "new" for card in cards) else "begun")


def _state(name: str, seen: frozenset[str], done: frozenset[str]) -> str:
    if name in done:
        return "done"
    return "seen" if name in seen else "new"


def _latest_runs(shell: Shell) -> tuple[tuple[RunRow, ...], str]:
    try:
        return read_rows(shell.journal, _LATEST), ""
    except HandsonnError as error:
        return (), str(error)


ROUTES = [Route("/", home), Route("/warm-up", warm_up)]
