"""The home page: the road through the chapters, labs, exercises and notes, the workbench, the latest runs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handsonn.course.repository import Overview, overview
from handsonn.errors import HandsonnError
from handsonn.web.pages import page
from handsonn.web.road import Station, first_step, new_station, station_of
from handsonn.web.run_rows import RunRow, read_rows
from handsonn.web.shell import Shell, shell_of

_LATEST = 4


def home(request: Request) -> Response:
    """Show the home page; it needs none of the slow libraries."""
    shell = shell_of(request)
    seen, troubles = _overview(shell)
    stations = _stations(shell, seen)
    rows, trouble = _latest_runs(shell)
    is_repository = seen is not None and seen.is_repository
    first = first_step(stations, with_exercises=is_repository)
    if first and first.lab:
        shell.mounts.rehearse(first.lab)  # the lab that the page leads to
    return page(
        request,
        "home.html.jinja",
        stations=stations,
        first=first,
        rows=rows,
        folder=shell.settings.folder,
        is_repository=is_repository,
        troubles=[each for each in (*troubles, trouble, shell.warm_up.state.trouble) if each],
    )


def warm_up(request: Request) -> Response:
    """Say how far the importing of the slow libraries is."""
    state = shell_of(request).warm_up.state
    return JSONResponse(
        {
            "started": state.started, "finished": state.finished, "doing": state.doing,
            "trouble": state.trouble, "seconds": state.seconds,
        }
    )  # fmt: skip


def _overview(shell: Shell) -> tuple[Overview | None, tuple[str, ...]]:
    """Read what has been done, once; what cannot be read is said on the page, which shows all the same."""
    try:
        seen = overview(shell.repository or shell.settings.folder, shell.settings.chapters)
    except HandsonnError as error:
        return None, (str(error), shell.progress.note)
    return seen, tuple(dict.fromkeys((*seen.remarks, shell.progress.note)))


def _stations(shell: Shell, seen: Overview | None) -> tuple[Station, ...]:
    if seen is None:
        return tuple(map(new_station, shell.settings.chapters))
    return tuple(station_of(chapter, seen.root) for chapter in seen.chapters)


def _latest_runs(shell: Shell) -> tuple[tuple[RunRow, ...], str]:
    try:
        return read_rows(shell.journal, _LATEST), ""
    except HandsonnError as error:
        return (), str(error)


ROUTES = [Route("/", home), Route("/warm-up", warm_up)]
