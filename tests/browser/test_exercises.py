"""Exercises in a real browser, from a check that fails to one that passes; one server for this file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab_process import LabServer, complaints_of, running_lab
from playwright.sync_api import expect
from small_course import EXERCISE, PICTURE, write_course, write_repository

DOUBLE = "/exercises/ch10/double/"
WRONG = "def double(x):\n    x = x.mean()\n    return x[9]\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    folder = tmp_path_factory.mktemp("exercises")
    write_course(folder / "course")
    write_repository(folder / "learner")
    with running_lab(folder / "learner", course=folder / "course") as running:
        yield running
        assert complaints_of(running) == ""


@pytest.fixture
def answer(server: LabServer) -> Path:
    """The learner's file, as it comes; nothing was passed and no hint given."""
    path = server.folder / "exercises" / "ch_10" / "double" / "exercise.py"
    path.write_text(EXERCISE["exercise.py"])
    (server.folder / ".handsonn" / "exercises.json").unlink(missing_ok=True)
    return path


def test_a_check_shows_the_line_and_passes_once_the_right_answer_is_saved(
    visit_url: Any, server: LabServer, answer: Path
) -> None:
    answer.write_text(WRONG)
    visited = visit_url(DOUBLE, server=server)
    page = visited.page
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="Not right yet")).to_be_visible()
    expect(page.locator(".failure")).to_contain_text("return x[9]")
    expect(page.locator(".lines .marked")).to_contain_text("return x[9]")
    expect(page.locator(".lines .marked .line-number")).to_have_text("3")

    page.get_by_label("check when I save").check()
    answer.write_text(WRONG.replace("x[9]", "x * 1"))
    expect(page.locator(".checks .open")).to_contain_text("double keeps the shape")
    expect(page.locator(".lines .marked")).to_have_count(0)
    answer.write_text("def double(x):\n    return x * 1\n")
    expect(page.locator(".checks .held")).to_have_text(["✓holds: double keeps the shape"])
    expect(page.locator(".figure")).to_contain_text("0 (at least 1, not reached)")
    assert page.locator(".bar-of .tick").bounding_box()["x"] > page.locator(".bar-of").bounding_box()["x"]
    answer.write_text(EXERCISE["solution.py"])
    expect(page.get_by_role("heading", name="✓ Passed")).to_be_visible()
    expect(page.locator(".afterwards")).to_contain_text("An array is doubled at once, <i>without</i> a loop.")
    expect(page.locator("#passed")).to_be_visible()

    page.goto(f"{server.base}/")
    expect(page.locator("[data-exercise=double]")).to_contain_text("✓ passed")
    assert visited.complaints == []
    assert all(url.startswith(server.base) for url in visited.requests)


def test_hints_are_counted_and_all_is_reached_with_the_keyboard(
    visit_url: Any, server: LabServer, answer: Path
) -> None:
    assert answer.is_file()
    visited = visit_url(DOUBLE, server=server, dark=True)
    page = visited.page
    page.locator(".lines").wait_for()
    page.locator("#check").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#hint")).to_be_focused()
    for number in (1, 2, 3):
        hint = page.get_by_role("button", name=f"Hint {number} of 3")
        hint.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#hints li")).to_have_count(number)
        expect(page.locator("#hints li").last).to_be_focused()
    expect(page.locator("#hint")).to_be_disabled()
    page.get_by_role("button", name="Show a solution").press("Enter")
    expect(page.get_by_role("button", name="No, I go on trying")).to_be_focused()
    page.get_by_role("button", name="Yes, show a solution").press("Enter")
    expect(page.get_by_label("A solution", exact=True)).to_have_text(EXERCISE["solution.py"])
    assert visited.complaints == []


def test_a_check_is_stopped_and_a_file_begun_anew(visit_url: Any, server: LabServer, answer: Path) -> None:
    answer.write_text("while True:\n    pass\n")
    page = visit_url(DOUBLE, server=server, width=820).page
    page.locator("#check").press("Enter")
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Stopped before the check was done.")
    expect(page.locator("#check")).to_be_focused()
    page.get_by_role("button", name="Begin anew").click()
    expect(page.get_by_role("status")).to_contain_text("is as it came; what you had written is kept")
    expect(page.locator(".lines")).to_contain_text("raise NotImplementedError")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_is_searched_for_in_the_head_of_the_home_page_is_found(
    visit_url: Any, server: LabServer, answer: Path
) -> None:
    answer.write_text("marmalade = 1\n")
    page = visit_url("/", server=server).page
    page.get_by_role("searchbox").fill("marmalade")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("mark")).to_have_text("marmalade")
    page.locator(".found a").click()
    expect(page.get_by_role("heading", name="Twice as much")).to_be_visible()


def test_notes_are_read_with_their_pictures(visit_url: Any, server: LabServer) -> None:
    notes = server.folder / "ch_10" / "README.md"
    notes.parent.mkdir(exist_ok=True)
    lines = "line\n\n" * 80
    notes.write_text(
        f"<!-- handsonn chapter 10 -->\n\n## Open?\n\n{lines}## Scaling\n\n![dot](dot.svg)\n\n"
        "![far](https://elsewhere.example/p.png) <script>alert(1)</script>\n"
    )
    (notes.parent / "dot.svg").write_text(PICTURE)
    visited = visit_url("/", server=server, width=820)
    page = visited.page
    page.locator(".notes a").click()
    page.get_by_role("navigation", name="Headings").get_by_role("link", name="Scaling").press("Enter")
    expect(page.get_by_role("heading", name="Scaling")).to_be_in_viewport()
    assert page.get_by_role("img", name="dot").evaluate(
        "(image) => image.decode().then(() => image.naturalWidth)"
    )
    page.get_by_role("button", name="Copy the path").click()
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visited.complaints == []
    assert all(url.startswith(server.base) for url in visited.requests)
