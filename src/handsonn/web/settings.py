"""What the web application is told once, when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from handsonn.course.catalogue import chapters
from handsonn.course.lab import Chapter

HOST = "127.0.0.1"


@dataclass(frozen=True)
class ShellSettings:
    """One server: whose folder it works in, and who may talk to it.

    folder: the learner's folder; their copies of labs and their marks lie in folder/labs.
    runs_folder: the journal of their runs. token: the secret in the start address.
    port: the one it listens on. session_seconds: how long a lab waits for its page to come back, before it
        ends what it computes for that page. warm_up: import Keras and marimo as soon as the server listens.
    """

    folder: Path
    runs_folder: Path
    token: str
    port: int
    chapters: tuple[Chapter, ...] = field(default_factory=chapters)
    session_seconds: int = 8
    warm_up: bool = True

    @property
    def hosts(self) -> frozenset[str]:
        """Give the Host headers that mean this server; any other name is somebody's trick."""
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    @property
    def start_address(self) -> str:
        """Give the address that lets a browser in."""
        return f"http://{HOST}:{self.port}/?access_token={self.token}"
