"""The shell around the labs, in a real browser: the bar, the runs, and the refusal of strangers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import journal_samples
import pytest
from lab_process import LabServer

from handsonn.course.catalogue import labs
from handsonn.journal import Journal

REPORT = (
    "<!doctype html><title>r</title><p id=p>unchanged</p>"
    "<script>try { p.textContent = document.cookie || parent.document.title } "
    "catch { p.textContent = 'alone' }</script>"
)


@pytest.fixture(scope="module")
def journal(lab_server: LabServer) -> Iterator[Journal]:
    """Three runs and no others: those that other files' tests left on the server are elsewhere meanwhile."""
    runs, elsewhere = lab_server.folder / "runs", lab_server.folder / "runs of others"
    if runs.exists():
        runs.rename(elsewhere)
    journal = Journal(runs)
    for share in (0.7, 0.9, 0.8):

        def fill(folder: Path, name: str, share: float = share) -> Any:
            (folder / "report.html").write_text(REPORT)
            return journal_samples.record(name, accuracy=(share, share - 0.1, share + 0.1))

        journal.new_run("digits", fill)
    yield journal
    shutil.rmtree(runs)
    if elsewhere.exists():
        elsewhere.rename(runs)


def test_the_start_address_lets_a_browser_in_and_leaves_no_token_in_the_address(
    contexts: Any, lab_server: LabServer
) -> None:
    page = contexts().new_page()
    page.goto(lab_server.url)
    assert page.url == f"{lab_server.base}/"
    assert page.locator(".road").is_visible()


def test_a_browser_that_was_not_let_in_sees_one_sentence(contexts: Any, lab_server: LabServer) -> None:
    page = contexts().new_page()
    assert page.goto(lab_server.base).status == 403
    assert "the address that handsonn printed in the terminal" in page.inner_text("body")


@pytest.mark.usefixtures("journal")
def test_a_click_on_a_heading_sorts_the_runs_both_ways(visit_url: Any) -> None:
    visited = visit_url("/runs")
    scores = visited.page.locator("tbody td.number:nth-child(4)")
    for expected in (["90.0%", "80.0%", "70.0%"], ["70.0%", "80.0%", "90.0%"]):
        visited.page.get_by_role("button", name="accuracy").press("Enter")
        assert scores.all_inner_texts() == expected
    assert visited.complaints == []


@pytest.mark.usefixtures("journal")
def test_a_report_is_shown_and_cannot_reach_the_shell(visit_url: Any) -> None:
    visited = visit_url("/runs/digits-0001/")
    assert visited.page.frame_locator("iframe").locator("#p").inner_text() == "alone"


@pytest.mark.parametrize("dark", [False, True])
def test_a_lab_has_its_bar_asks_nothing_of_other_machines_and_leads_to_its_code(
    visit_url: Any, dark: bool
) -> None:
    lab = labs()[0]
    visited = visit_url(lab.address, dark=dark)
    bar = visited.page.locator(".handsonn-bar")
    bar.wait_for()
    assert bar.bounding_box()["y"] == 0
    assert visited.page.locator("#root").bounding_box()["y"] >= bar.bounding_box()["height"]
    assert [
        url for url in visited.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))
    ] == []
    visited.page.get_by_role("link", name="Open the code").click()
    assert "import marimo" in visited.page.inner_text("pre.code")
    assert visited.complaints == []


@pytest.mark.parametrize("path", ["/", "/runs", labs()[0].address + "code", "/nowhere"])
@pytest.mark.parametrize("width", [1280, 820, 480])
def test_no_page_of_the_shell_is_wider_than_its_window(visit_url: Any, path: str, width: int) -> None:
    page = visit_url(path, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
