"""A lab that does not start says so on its page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lab_process import LabServer, running_lab
from playwright.sync_api import expect
from small_course import write_course

TROUBLE = ".handsonn-trouble"
PATIENCE = 180_000


@pytest.fixture(scope="module")
def failing_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """A server whose lab "recount" raises in its first cell; "count" is whole."""
    folder = tmp_path_factory.mktemp("failing")
    write_course(folder / "course")
    path = folder / "course" / "ch10_small" / "labs" / "recount.py"
    path.write_text(path.read_text().replace("import anywidget\n", "import anywidget, not_installed_here\n"))
    with running_lab(folder, course=folder / "course") as server:
        yield server


def test_a_lab_that_fails_says_so_and_one_that_runs_says_nothing_until_its_server_ends(
    visit_url: Any, failing_lab: LabServer
) -> None:
    failed = visit_url("/labs/ch10/recount/", server=failing_lab).page
    expect(failed.locator(TROUBLE)).to_contain_text("one of its cells raised an error", timeout=PATIENCE)
    assert failed.get_attribute(TROUBLE, "role") == "alert"

    whole = visit_url("/labs/ch10/count/", server=failing_lab).page
    expect(whole.locator("body")).to_contain_text("The number is 1.", timeout=PATIENCE)
    assert whole.locator(TROUBLE).count() == 0

    failing_lab.process.terminate()
    failing_lab.process.wait(PATIENCE / 1000)
    expect(whole.locator(TROUBLE)).to_contain_text("has lost its connection", timeout=PATIENCE)


def test_a_lab_whose_page_is_never_answered_says_so(visit_url: Any, contexts: Any, lab_server: Any) -> None:
    context = contexts()
    context.add_cookies([lab_server.cookie])
    context.route_web_socket("**/ws?*", lambda socket: socket.close(code=1011, reason="no"))
    page = visit_url("/labs/ch10/weights/", context=context).page
    expect(page.locator(TROUBLE)).to_contain_text("This lab could not start", timeout=PATIENCE)
