"""The explorer's addresses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from handsonn.course.catalogue import CHAPTERS
from handsonn.data.registry import NAMES
from handsonn.errors import HandsonnError
from handsonn.experiments.exploration_wish import STOPS, read_wish
from handsonn.journal import Journal
from handsonn.latent.maps.registry import methods
from handsonn.models.autoencoders.build import KINDS
from handsonn.web.explorer.sessions import Sessions
from handsonn.web.pages import page
from handsonn.web.workbench.allowed_paths import allowed_source
from handsonn.web.workbench.answers import Handler, answer, in_words, read_json
from handsonn.web.workbench.choices import FILLINGS
from handsonn.web.workbench.page_words import in_page_words
from handsonn.web.workbench.uploads import LIMIT_IN_WORDS

POLL_SECONDS = 8.0
# By its path: importing the package of the labs' live part would import marimo.
_MESSAGE = CHAPTERS.parent / "live" / "message.js"
_NOT_LAYERS = ("InputLayer",)


class ExplorerSettings(Protocol):
    """What the explorer needs to know of the server."""

    @property
    def folder(self) -> Path:
        """Give the learner's folder."""
        ...

    @property
    def runs_folder(self) -> Path:
        """Give the journal of their runs."""
        ...


def explorer_routes(settings: ExplorerSettings, sessions: Sessions) -> list[BaseRoute]:
    """Make the routes below /explore."""
    folder = settings.folder.absolute()
    worded = in_words(sessions.folder)
    handlers = _Handlers(sessions, folder, settings.runs_folder.absolute())

    def route(path: str, handler: Handler, method: str = "GET") -> Route:
        return Route(f"/explore{path}", worded(handler), methods=[method])

    return [
        route("", show_page),
        route("/message.js", show_message_module),
        route("/choices", handlers.choices),
        route("/sessions", handlers.open, "POST"),
        route("/sessions/{session}", handlers.news),
        route("/sessions/{session}/wish", handlers.wish, "POST"),
        route("/sessions/{session}/stop", handlers.stop, "POST"),
        route("/sessions/{session}/ask", handlers.ask, "POST"),
    ]


class _Handlers:
    """Handlers of one learner's explorers."""

    def __init__(self, sessions: Sessions, folder: Path, runs: Path) -> None:
        self._sessions = sessions
        self._folder = folder
        self._runs = runs

    async def choices(self, _request: Request) -> Response:
        """Name the maps with their parameters, and the learner's runs with their layers."""
        runs, trouble = await run_in_threadpool(self._read_runs)
        return answer({"methods": [_method(each) for each in methods()], "runs": runs, "trouble": trouble})

    async def open(self, _request: Request) -> Response:
        """Start an explorer."""
        return answer({"id": await run_in_threadpool(self._sessions.open)}, 201)

    async def news(self, request: Request) -> Response:
        """Say what changed since the version that the page knows; wait a little if nothing did."""
        known = request.query_params.get("version", "")
        async with self._sessions.watching(request.path_params["session"]) as session:
            await session.bell.wait_until(lambda: str(session.version) != known, POLL_SECONDS)
            facts = session.facts()
            return answer({**facts, "problem": in_page_words(facts["problem"])})

    async def wish(self, request: Request) -> Response:
        """Pass on what the page wants to see, once it is found to be sound."""
        session = self._sessions.find(request.path_params["session"])
        wanted = await read_json(request)
        await run_in_threadpool(self._check, wanted)
        cache = str(self._sessions.folder / "maps")
        await run_in_threadpool(session.tell, {"wish": wanted, "map_cache": cache})
        return answer({}, 202)

    async def stop(self, request: Request) -> Response:
        """Stop the step in hand."""
        session = self._sessions.find(request.path_params["session"])
        await run_in_threadpool(session.tell, {"stop": True})
        return answer({}, 202)

    async def ask(self, request: Request) -> Response:
        """Answer a question about what is shown, as a message that the page's message.js reads."""
        session = self._sessions.find(request.path_params["session"])
        question = await read_json(request)
        for name in ("wish", "stop", "question"):
            question.pop(name, None)
        body = await session.ask(question)
        return Response(body, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})

    def _check(self, wanted: dict[str, Any]) -> None:
        """Refuse what can be refused at once; give a file's path in full."""
        wish = read_wish(wanted)
        if wish.space.data is not None:
            source = wish.space.data.name_or_path
            wanted["data"] = {**wanted["data"], "name_or_path": _source(source, self._folder)}

    def _read_runs(self) -> tuple[list[dict[str, Any]], str]:
        try:
            records = Journal(self._runs).runs()
        except HandsonnError as error:
            return [], str(error)
        runs = [
            {
                "name": record.name,
                "data": record.data.name,
                "layers": [layer.name for layer in record.layers if layer.kind not in _NOT_LAYERS],
            }
            for record in records
        ]
        return [run for run in runs if run["layers"]], ""


def _source(source: str, folder: Path) -> str:
    return source if source in NAMES else allowed_source(source, folder)


def _method(method: Any) -> dict[str, Any]:
    return {
        "name": method.name,
        "title": method.title,
        "what": method.what,
        "random": method.random,
        "parameters": [
            {
                "name": each.name, "default": each.default, "low": each.low, "high": each.high,
                "what": each.what, "whole": isinstance(each.default, int),
            }
            for each in method.parameters
        ],
    }  # fmt: skip


async def show_message_module(_request: Request) -> Response:
    """Give the module that reads messages."""
    return FileResponse(_MESSAGE, headers={"Cache-Control": "no-cache"})


async def show_page(request: Request) -> Response:
    """Answer with the page; its script asks for the rest."""
    return page(
        request,
        "explorer.html.jinja",
        kinds=KINDS,
        stops=STOPS,
        fillings=FILLINGS,
        upload_limit=LIMIT_IN_WORDS,
    )
