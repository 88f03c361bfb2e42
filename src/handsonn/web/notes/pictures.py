"""Pictures of the repository, for the notes that show them."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from handsonn.web.places import in_address, real_path
from handsonn.web.security_headers import picture_policy
from handsonn.web.shell import shell_of

ADDRESS = "/notes/pictures"
PICTURES = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


def picture_address(path: Path) -> str:
    """Give the address of a picture. path: from the repository's folder."""
    return f"{ADDRESS}/{in_address(path.as_posix())}"


def picture(request: Request) -> Response:
    """Give a picture that lies in the repository, links followed. Raises HTTPException 404 for all else."""
    root = shell_of(request).repository
    real = real_path(root / request.path_params["path"], root) if root else None
    kind = PICTURES.get(real.suffix.lower()) if real and real.is_file() else None
    if real is None or kind is None:
        raise HTTPException(404, "there is no such picture in your repository.")
    headers = {"Content-Security-Policy": picture_policy(), "Cache-Control": "no-cache"}
    return FileResponse(real, media_type=kind, headers=headers)
