"""The report of a run, opened in a real browser as a learner does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import handsonn as hn
from handsonn.journal import Journal


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = Journal(tmp_path_factory.mktemp("runs"))
    record = hn.Experiment("digits", layers=(16,), epochs=3).run(seed=0).keep(journal)
    return journal.folder_of(record.name) / "report.html"


@pytest.fixture(scope="module")
def regression_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = Journal(tmp_path_factory.mktemp("runs"))
    record = hn.Experiment("diabetes", layers=(8,), epochs=3).run(seed=0).keep(journal)
    return journal.folder_of(record.name) / "report.html"


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_shows_itself_without_the_network_and_without_a_complaint(
    visit: Any, report: Path, dark: bool
) -> None:
    visited = visit(report, dark=dark)
    assert "digits: accuracy" in visited.page.inner_text("h1")
    assert [url for url in visited.requests if not url.startswith(("file:", "data:"))] == []
    assert visited.complaints == []


def test_light_and_dark_differ(visit: Any, report: Path) -> None:
    papers = [
        visit(report, dark=dark).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for dark in (False, True)
    ]
    assert papers[0] != papers[1]


@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_that_shows_is_drawn_and_has_words_for_those_who_cannot_see_it(
    visit: Any, report: Path, dark: bool
) -> None:
    page = visit(report, dark=dark).page
    pictures = page.evaluate(
        "[...document.images].filter(i => i.offsetParent).map(i => [i.alt, i.naturalWidth, i.complete])"
    )
    assert len(pictures) == 3
    assert all(alt and width > 0 and complete for alt, width, complete in pictures)


def test_nothing_is_wider_than_a_small_window(visit: Any, report: Path) -> None:
    page = visit(report, width=640).page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_control_is_reached_by_the_keyboard_and_named(visit: Any, report: Path) -> None:
    page = visit(report).page
    controls = page.evaluate(
        "[...document.querySelectorAll('button, a[href], summary')].map((e, i) => (e.dataset.number = i))"
    )
    assert controls
    reached = set()
    for _ in range(len(controls) + 20):  # a table that scrolls is a stop on the way as well
        page.keyboard.press("Tab")
        number, name = page.evaluate(
            "(e => [e.dataset.number, e.innerText || e.getAttribute('aria-label')])(document.activeElement)"
        )
        if number is not None:
            assert name
            reached.add(int(number))
    assert reached == set(controls)


def test_the_script_on_the_page_is_the_one_in_the_folder(visit: Any, report: Path) -> None:
    page = visit(report).page
    script = (report.parent / "train.py").read_text(encoding="utf-8")
    shown = page.evaluate("[...document.querySelectorAll('pre')].map(e => e.textContent)")
    assert any(script.strip() == text.strip() for text in shown)


def test_a_regression_tells_its_error_in_units_of_the_target(visit: Any, regression_report: Path) -> None:
    visited = visit(regression_report)
    assert "mean absolute error" in visited.page.inner_text("body")
    assert visited.complaints == []
