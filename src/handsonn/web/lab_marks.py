"""A lab's page says that its learner is done with it."""

from __future__ import annotations

import asyncio
import json

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handsonn.course.progress import STATES, State
from handsonn.course.repository import update_index_around
from handsonn.errors import HandsonnError, UsageError
from handsonn.web.shell import lab_of, shell_of

_LONGEST = 1000  # bytes; {"state": "done"} has 17


async def mark(request: Request) -> Response:
    """Mark the lab: the body is {"state": "done"} or {"state": "seen"}. Answers 204.

    The index in the repository's README.md follows once the answer is sent; the mark is kept without it, too.
    """
    shell, lab = shell_of(request), lab_of(request)
    try:
        state = _state(await _body(request))
    except UsageError as error:
        return PlainTextResponse(str(error), status_code=400)
    try:
        await asyncio.to_thread(shell.progress.mark, lab.name, state)
    except HandsonnError as error:
        return PlainTextResponse(str(error), status_code=500)
    index = BackgroundTask(update_index_around, shell.settings.folder)
    return Response(status_code=204, background=index)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise UsageError(f'a mark has at most {_LONGEST} bytes; expected {{"state": "done"}}.')
    return body


def _state(body: bytes) -> State:
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    state = document.get("state") if isinstance(document, dict) else None
    if state not in STATES:
        raise UsageError(
            f'a lab is marked with {{"state": "done"}} or "seen", and the page sent {body[:80]!r}.'
        )
    return "done" if state == "done" else "seen"


ROUTES = [Route("/labs/{chapter}/{name}/done", mark, methods=["POST"])]
