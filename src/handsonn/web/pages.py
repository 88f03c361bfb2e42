"""Templates, and pages made from them; every value is escaped by the library."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse

from handsonn.plots.templates import templates_in

TEMPLATES = Path(__file__).parent / "templates"
# The start, the runs and the marks change behind the page's back: going back in the browser shows them anew.
_FRESH = {"Cache-Control": "no-store"}


@cache
def environment() -> Environment:
    """Make the environment of all templates of the shell."""
    return templates_in(TEMPLATES)


def template(name: str) -> Template:
    """Find a template by its file's name."""
    return environment().get_template(name)


def page(request: Request, name: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
    """Answer with a page. facts: what the template shows; `here` is the address, for the navigation."""
    html = template(name).render(here=request.url.path, **facts)
    return HTMLResponse(html.encode("utf-8", "backslashreplace"), status_code=status, headers=_FRESH)
