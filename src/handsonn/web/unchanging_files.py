"""Files that are named after their contents: given whole, without a thread, and kept by the browser for ever.

A lab's first page asks for three hundred of them while this process imports Keras. Starlette gives a file in
five turns of another thread, and at each of them both threads wait for the interpreter.
"""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


class UnchangingFiles:
    """Serves the files of a folder, not of those below it; they are listed once."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.name: path for path in folder.iterdir() if path.is_file()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a file. Raises HTTPException: 404 for a name that is not there, 405 for anything but GET."""
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(405)
        path = self._paths.get(scope["path"].removeprefix(scope["root_path"]).removeprefix("/"))
        if path is None:
            raise HTTPException(404)
        media_type = guess_type(path.name)[0] or "application/octet-stream"
        response = Response(path.read_bytes(), headers=_KEPT, media_type=media_type)
        await response(scope, receive, send)
