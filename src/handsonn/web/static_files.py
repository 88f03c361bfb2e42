"""Style sheets and scripts: our own, the labs' common look, and marimo's, all from this machine."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handsonn.course.catalogue import CHAPTERS
from handsonn.web.unchanging_files import UnchangingFiles

OURS = Path(__file__).parent / "static"
LOOK = CHAPTERS.parent / "pictures" / "look.css"
# A new version of handsonn must not meet an old style sheet; the browser asks each time, and mostly gets 304.
_ASK = "no-cache"


class Cached:
    """Files with a word on how long a browser may keep them."""

    def __init__(self, files: ASGIApp, how_long: str) -> None:
        self._files, self._how_long = files, how_long

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 304}:
                MutableHeaders(scope=message)["Cache-Control"] = self._how_long
            await send(message)

        await self._files(scope, receive, sending)


def look(_request: Request) -> Response:
    """Give the colours and measures that all pages share."""
    return FileResponse(LOOK, headers={"Cache-Control": _ASK})


def static_routes() -> list[BaseRoute]:
    """List where the files are served; marimo's folder is found without importing marimo."""
    return [
        Route("/static/look.css", look),
        # marimo names each of these files after its contents.
        Mount("/static/marimo/assets", UnchangingFiles(marimo_files() / "assets")),
        Mount("/static/marimo", Cached(StaticFiles(directory=marimo_files()), _ASK)),
        Mount("/static", Cached(StaticFiles(directory=OURS), _ASK)),
    ]


@cache
def marimo_files() -> Path:
    """Find the folder of marimo's web files."""
    spec = find_spec("marimo")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "_static"
