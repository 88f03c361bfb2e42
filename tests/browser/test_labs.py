"""Each lab, opened as a learner opens it: answered, moved by keyboard, light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as NeverThere
from playwright.sync_api import expect

from handsonn.course.catalogue import labs
from handsonn.course.lab import Lab

EVERY_LAB = [pytest.param(lab, id=lab.name) for lab in labs()]
READY = ".live-lab[data-phase=ready]"
PATIENCE = 180_000
PAPER = """element => {
    const [red, green, blue] = getComputedStyle(element.closest(".live-lab")).getPropertyValue("--paper")
        .match(/[0-9a-f]{2}/g).map((digits) => parseInt(digits, 16));
    return [red, green, blue];
}"""
KEY = """element => {
    if (element.type === "range") return element.value === element.max ? "ArrowLeft" : "ArrowRight";
    const last = element.type === "select-one" && element.selectedIndex === element.length - 1;
    if (element.type === "select-one") return last ? "ArrowUp" : "ArrowDown";
    return element.type === "checkbox" ? "Space" : "Enter";
}"""


def settled(page: Any) -> None:
    """Wait until what was asked for last is on the page; where it never is, say what is."""
    try:
        page.wait_for_selector(".live-lab[data-settled=true]", timeout=PATIENCE)
    except NeverThere as error:
        lab = page.locator(".live-lab")
        said = lab.locator(".status").all_inner_texts()
        error.add_note(f"{lab.evaluate('lab => ({...lab.dataset})')} {said}")
        raise


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
def test_a_lab_as_a_learner_meets_it(lab: Lab, visit_url: Any) -> None:
    """One visit for all of it, since opening a lab is what takes long."""
    visited = visit_url(lab.address)
    page = visited.page
    page.wait_for_selector(".live-lab", timeout=PATIENCE)
    names = parts(page)
    for name in names:
        part = open_part(page, name)
        has_what_was_promised(page, part, f"{lab.name} {name}")
        every_control_answers_to_the_keyboard(page, part)
    fits_a_tablet_in_the_dark(page, lab.name)
    assert visited.complaints == []
    asked = {urlsplit(request).hostname for request in visited.requests if request.startswith("http")}
    assert asked == {"127.0.0.1"}


def has_what_was_promised(page: Any, part: Any, name: str) -> None:
    """Pictures within the screen, something to notice, and code."""
    assert page.locator(READY).count() == 1, part.locator(".status").inner_text()
    boxes = [figure.bounding_box() for figure in part.locator("figure.picture").all()]
    lowest = max(box["y"] + box["height"] for box in boxes)
    assert lowest <= 860, f"{name}: the pictures end at {lowest:.0f} of 800 pixels"
    assert part.locator(".notice li").count() >= 1
    assert "keras" in part.locator(".keras code").inner_text()


def every_control_answers_to_the_keyboard(page: Any, part: Any) -> None:
    """Each asks for another picture; the last one, of all that was moved, is waited for."""
    for place in range(part.locator("[data-control]:not(:disabled)").count()):
        control = part.locator("[data-control]:not(:disabled)").nth(place)
        if control.count():
            move(page, control)
    settled(page)
    assert page.locator(READY).count() == 1, part.locator(".status").inner_text()


def move(page: Any, control: Any) -> None:
    """Move a control as a keyboard does."""
    name = control.get_attribute("aria-label") or control.locator("xpath=ancestor::label").inner_text()
    assert name.strip()
    control.focus()
    before = page.locator(".live-lab").get_attribute("data-asked")
    page.keyboard.press(control.evaluate(KEY))
    expect(page.locator(".live-lab"), name).not_to_have_attribute("data-asked", before)


def fits_a_tablet_in_the_dark(page: Any, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 820, "height": 1180})
    settled(page)
    paper = page.locator(".live-lab figure.picture").first.evaluate(PAPER)
    assert sum(paper) < 200, f"{name} has light paper in the dark: {paper}"
    wide = page.locator(".live-lab").evaluate("lab => lab.getBoundingClientRect().right")
    assert wide <= 820, f"{name} is {wide} pixels wide on a tablet"
