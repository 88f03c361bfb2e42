"""The application in this process, with a small course, and a learner's folder with runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asking import Reply, ask
from small_course import write_course

from handsonn.web.server import make_application
from handsonn.web.settings import ShellSettings

PORT = 8710
TOKEN = "known-to-this-test"  # noqa: S105
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


@dataclass(frozen=True)
class Site:
    """The application and its settings, asked as a browser that was let in."""

    application: Any
    settings: ShellSettings

    @property
    def headers(self) -> dict[str, str]:
        return {"Host": HOST, "Cookie": f"handsonn_{PORT}={TOKEN}"}

    def get(self, path: str) -> Reply:
        return ask(self.application, path, self.headers)

    def post(self, path: str, body: bytes = b"") -> Reply:
        return ask(self.application, path, {**self.headers, "Origin": ORIGIN}, "POST", body)

    @property
    def shell(self) -> Any:
        return self.application._app.state.shell


def settings_in(folder: Path) -> ShellSettings:
    return ShellSettings(
        folder=folder / "learner",
        runs_folder=folder / "learner" / "runs",
        token=TOKEN,
        port=PORT,
        chapters=write_course(folder / "course"),
        warm_up=False,
    )


@pytest.fixture
def make_site() -> Callable[[ShellSettings], Site]:
    return lambda settings: Site(make_application(settings), settings)


@pytest.fixture
def site(tmp_path: Path, make_site: Callable[[ShellSettings], Site]) -> Site:
    settings = settings_in(tmp_path)
    settings.folder.mkdir()
    return make_site(settings)
