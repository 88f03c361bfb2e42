"""A real Chromium, and pages that notice every request and every console message."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cloud_page import cloud_page, message
from lab_process import LabServer, running_lab, until_warm

from handsonn.course.pictures import Cloud

PATIENCE = 180_000  # milliseconds; what is waited for comes at once, unless the machine is busy
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser for one file: while it runs, Playwright's event loop does, and no other may."""
    found = next(filter(None, map(shutil.which, NAMES)), str(MAC) if MAC.exists() else None)
    if found is None:
        assert not os.environ.get("CI"), "CI installs a browser, and found none"
        pytest.skip("no Chromium or Chrome on this machine")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """One page as it was opened, what it asked the network for, and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def contexts(browser: Any) -> Iterator[Any]:
    """Make browser contexts (a browser that knows nothing yet, each); they are closed after the test."""
    made = []

    def make(*, dark: bool = False, width: int = 1280, height: int = 800) -> Any:
        scheme = "dark" if dark else "light"
        made.append(browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height}))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def visit(contexts: Any) -> Any:
    """Open a file of this machine as a page."""

    def open_page(path: Path, *, dark: bool = False, width: int = 1280) -> Visit:
        return opened(contexts(dark=dark, width=width), path.as_uri())

    return open_page


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """`handsonn --no-browser` in an empty folder, one process for all tests of this session."""
    with running_lab(tmp_path_factory.mktemp("learner")) as server:
        until_warm(server)
        yield server


@pytest.fixture
def visit_url(contexts: Any, request: pytest.FixtureRequest) -> Any:
    """Open an address of the server ("/labs/ch10/weights/"), as a browser that was let in.

    server: another server than lab_server. context: open it as one more page of this context (a tab).
    """

    def open_page(
        path: str,
        *,
        dark: bool = False,
        width: int = 1280,
        server: LabServer | None = None,
        context: Any = None,
    ) -> Visit:
        server = server or request.getfixturevalue("lab_server")
        if context is None:
            context = contexts(dark=dark, width=width)
            context.add_cookies([server.cookie])
        return opened(context, server.base + path)

    return open_page


@pytest.fixture(scope="module")
def map_page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Open one page for all tests that need a map: to read the scripts takes longer than to make a map."""
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(cloud_page(), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(file.as_uri())
    yield page
    context.close()


@pytest.fixture
def show_cloud(map_page: Any) -> Iterator[Callable[..., Any]]:
    """Show a cloud in the page, and nothing of the map before."""

    def shown(cloud: Cloud, renderer: str = "auto") -> Any:
        map_page.mouse.move(2, 2)
        map_page.evaluate(
            "([text, renderer]) => { make(renderer); view.put(read(text)); }", [message(cloud), renderer]
        )
        map_page.wait_for_function("view.frames > 0")
        return map_page

    yield shown
    map_page.set_viewport_size({"width": 1280, "height": 800})
    map_page.emulate_media(color_scheme="light")


def opened(context: Any, address: str) -> Visit:
    """Open a page, and notice every request, console message and error from the beginning."""
    visited = Visit(context.new_page())
    visited.page.on("request", lambda request: visited.requests.append(request.url))
    visited.page.on("console", lambda message: _note(visited, message))
    visited.page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    visited.page.goto(address)
    return visited


def _note(visited: Visit, message: Any) -> None:
    """Keep warnings and errors. marimo tells its progress in the console, and preloads pictures in vain."""
    idle = "was preloaded using link preload but not used" in message.text
    if message.type in {"warning", "error", "assert"} and not idle:
        visited.complaints.append(message.text)
