"""A file of text that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path, *, newline: str | None = None) -> Iterator[IO[str]]:
    """Open a hidden file beside the path for writing; it takes the place when the body has ended.

    newline: as open() takes it. Raises OSError when the disk refuses, and whatever the body raises; what
    stood there is then as it was.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", delete=False, newline=newline, encoding="utf-8"
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)  # not there once it has taken its place
