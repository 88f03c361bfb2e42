"""Answers of the workbench: JSON, and every failure as one sentence beside its control."""

from __future__ import annotations

import json
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from handsonn.errors import HandsonnError, UsageError
from handsonn.web.workbench.controls import problem

Handler = Callable[[Request], Awaitable[Response]]
LOG_FILE = "workbench.log"
LARGEST_REQUEST = 1 << 20  # bytes of settings
_FRESH = {"Cache-Control": "no-store"}


def answer(value: Any, status: int = 200) -> JSONResponse:
    """Answer with JSON that no browser keeps."""
    return JSONResponse(value, status, _FRESH)


def refusal(error: HandsonnError, status: int = 422, control: str = "") -> JSONResponse:
    """Answer with the sentence of an error, and the control that it belongs to."""
    sentence = str(error)
    return answer({**problem(sentence), **({"control": control} if control else {})}, status)


def in_words(log_folder: Path) -> Callable[[Handler], Handler]:
    """Make a handler's errors sentences; what nobody foresaw goes to the log in this folder."""

    def wrap(handler: Handler) -> Handler:
        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except HandsonnError as error:
                return refusal(error)
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            except Exception as error:  # noqa: BLE001 - a page gets a sentence, never a traceback
                return answer({"sentence": _logged(error, log_folder), "control": ""}, 500)

        return handled

    return wrap


async def read_json(request: Request) -> dict[str, Any]:
    """Read the request's JSON object. Raises UsageError for one that is too large or is none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise UsageError(f"the request is larger than {LARGEST_REQUEST:,} bytes; send settings only.")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the request is not JSON ({str(error)[:100]}); expected settings.") from None
    if not isinstance(value, dict):
        raise UsageError(f"the request is {type(value).__name__}; expected names with their values.")
    return value


def _logged(error: Exception, folder: Path) -> str:
    path = folder / LOG_FILE
    with suppress(OSError):  # a full disk keeps no log, and the sentence still stands
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n")
            log.write("".join(traceback.format_exception(error)))
    return f"handsonn did not foresee what happened ({type(error).__name__}); its log is in {path}."
