"""A lab's code: shown as it is, and opened for editing as the learner's own copy."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from handsonn.course.open_code import copy_lab, copy_of
from handsonn.errors import HandsonnError
from handsonn.web.pages import page
from handsonn.web.shell import lab_of, shell_of


def show_code(request: Request) -> Response:
    """Show the learner's copy, or the lab's own code where there is no copy yet."""
    return _code_page(request)


async def edit_code(request: Request) -> Response:
    """Copy the lab into the learner's folder, once, and send the browser to an editor with the copy."""
    shell = shell_of(request)
    try:
        copy = await asyncio.to_thread(copy_lab, lab_of(request), shell.settings.folder)
        address = await shell.editors.open(copy)
    except HandsonnError as error:
        return await asyncio.to_thread(_code_page, request, str(error))
    return RedirectResponse(address, status_code=303)


def _code_page(request: Request, trouble: str = "") -> Response:
    shell, lab = shell_of(request), lab_of(request)
    copy = copy_of(lab, shell.settings.folder)
    shown = copy if copy.is_file() else lab.path
    return page(
        request,
        "lab_code.html.jinja",
        status=500 if trouble else 200,
        lab=lab,
        code=shown.read_text(encoding="utf-8", errors="replace"),
        copy=copy,
        is_copied=shown == copy,
        trouble=trouble,
    )


ROUTES = [
    Route("/labs/{chapter}/{name}/code", show_code, methods=["GET"]),
    Route("/labs/{chapter}/{name}/code", edit_code, methods=["POST"]),
]
