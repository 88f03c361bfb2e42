"""Each lab, opened as a learner opens it: answered, moved by keyboard, light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from handsonn.course.catalogue import labs
from handsonn.course.lab import Lab

EVERY_LAB = [pytest.param(lab, id=lab.name) for lab in labs()]
READY = ".live-lab[data-phase=ready]"
PATIENCE = 120_000
MOVES = {
    "range": ["ArrowRight", "ArrowLeft"],
    "select-one": ["ArrowDown"],
    "checkbox": ["Space"],
    "button": [],
}


def settled(page: Any) -> None:
    """Wait until what was asked for last is on the page."""
    page.wait_for_selector(".live-lab[data-settled=true]", timeout=PATIENCE)


def parts(page: Any) -> list[str]:
    tabs = page.locator(".live-lab [role=tab]")
    return [tab.get_attribute("data-part") for tab in tabs.all()] or [""]


def open_part(page: Any, name: str) -> Any:
    """Open a part's tab and predict; returns the part."""
    if name:
        page.locator(f".live-lab [role=tab][data-part={name}]").click()
    part = page.locator(".live-lab .part:not([hidden])")
    part.locator("[data-option='0']").click()
    settled(page)
    return part


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_each_control_answers_to_the_keyboard_and_nothing_leaves_the_machine(
    lab: Lab, visit_url: Any
) -> None:
    visited = visit_url(lab.address)
    page = visited.page
    page.wait_for_selector(".live-lab", timeout=PATIENCE)
    for name in parts(page):
        part = open_part(page, name)
        assert page.locator(READY).count() == 1, part.locator(".status").inner_text()
        assert part.locator("figure.picture").count() >= 1
        assert part.locator(".notice li").count() >= 1
        for place in range(part.locator("[data-control]:not(:disabled)").count()):
            control = part.locator("[data-control]:not(:disabled)").nth(place)
            if control.count():
                move(page, control)
                assert page.locator(READY).count() == 1, part.locator(".status").inner_text()
    assert visited.complaints == []
    assert {urlsplit(request).hostname for request in visited.requests if request.startswith("http")} == {
        "127.0.0.1"
    }


def move(page: Any, control: Any) -> None:
    """Move a control as a keyboard does, and wait for the picture."""
    assert (
        control.get_attribute("aria-label") or control.locator("xpath=ancestor::label").inner_text().strip()
    )
    kind = control.evaluate("element => element.type")
    control.focus()
    before = page.locator(".live-lab").get_attribute("data-asked")
    for key in MOVES.get(kind, ("Enter",)):
        page.keyboard.press(key)
        if page.locator(".live-lab").get_attribute("data-asked") != before:
            break
    settled(page)


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_it_fits_the_screen_light_and_dark_wide_and_narrow(lab: Lab, visit_url: Any) -> None:
    visited = visit_url(lab.address, dark=True)
    page = visited.page
    page.wait_for_selector(".live-lab", timeout=PATIENCE)
    for name in parts(page):
        part = open_part(page, name)
        figures = part.locator("figure.picture")
        boxes = [figure.bounding_box() for figure in figures.all()]
        lowest = max(box["y"] + box["height"] for box in boxes)
        assert lowest <= 860, f"{lab.name} {name}: the pictures end at {lowest:.0f} of 800 pixels"
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, paper.removeprefix("rgb(").rstrip(")").split(",")[:3])) < 200
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 820, "height": 1180})
    settled(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 820, f"{lab.name} is {wide} pixels wide on a tablet"
    assert visited.complaints == []
