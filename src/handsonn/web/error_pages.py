"""Every failure as a page with one sentence; a traceback goes to the terminal, never to a page."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from handsonn.errors import HandsonnError, UnknownName
from handsonn.web.pages import page

_MISSING = "there is no page at this address; the home page leads to everything."
_OURS = (
    "this is a defect of handsonn, not a mistake of yours: please report it, with the lines that the "
    "terminal shows now."
)


def refused(request: Request, error: Exception) -> Response:
    """Show what could not be done, and why."""
    return page(
        request,
        "trouble.html.jinja",
        status=404 if isinstance(error, UnknownName) else 400,
        sentence=str(error),
    )


def missing(request: Request, error: Exception) -> Response:
    """Show that there is no such page, or what the page's own code says of it."""
    assert isinstance(error, HTTPException)
    standard = HTTPException(error.status_code).detail
    sentence = _MISSING if error.detail == standard else error.detail
    return page(request, "trouble.html.jinja", status=error.status_code, sentence=sentence)


def defect(request: Request, _error: Exception) -> Response:
    """Show that something of ours is broken; the server prints the traceback in the terminal."""
    return page(request, "trouble.html.jinja", status=500, sentence=_OURS)


EXCEPTION_HANDLERS = {HandsonnError: refused, HTTPException: missing, Exception: defect}
