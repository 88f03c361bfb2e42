"""The workbench says why a network does not learn: before training at once, and with proof when asked."""

from __future__ import annotations

from typing import Any

from lab_process import LabServer
from playwright.sync_api import expect


def test_a_sick_setting_is_seen_proven_mended_and_trained_by_keyboard_alone(
    visit_url: Any, lab_server: LabServer
) -> None:
    visited = visit_url("/workbench#layers=16&epochs=6")
    page = visited.page
    before = page.locator("#before")
    expect(before).to_contain_text("nothing found")
    page.focus("#batch_size")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2000")
    expect(before.locator(".found li")).to_have_count(1)
    expect(before).to_contain_text("One batch holds all 1,258 samples")
    expect(before.locator("a")).to_have_attribute("href", "/workbench/rules/HN023")
    expect(before.locator("button")).to_have_text("Set Batch size to 32")
    assert page.is_enabled("#train")

    page.focus("#diagnosis summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "symptom"
    page.select_option("#symptom", "loss falls slowly")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#diagnosis-progress")).to_be_visible()
    expect(page.locator("#stop-diagnosis")).to_be_focused()
    page.reload()  # the diagnosis goes on, and the page finds it again
    answer = page.locator("#diagnosis-answer")
    expect(answer).to_contain_text("made a difference that was proven")
    expect(page.locator("#symptom")).to_have_value("loss falls slowly")
    report = page.frame_locator(".whole-diagnosis")
    expect(report.locator(".verdict.proven").first).to_contain_text("Proven.")
    expect(report.locator(".diff .added").first).to_contain_text("batch_size=32")
    expect(report.locator("#passed")).to_have_text("In order")
    page.click("#keep-diagnosis")
    expect(answer).to_contain_text("Kept as diagnoses/digits-0001.")
    assert (lab_server.folder / "diagnoses" / "digits-0001" / "report.html").is_file()

    page.focus("#apply")
    page.keyboard.press("Enter")
    expect(page.locator("#batch_size")).to_have_value("32")
    expect(page.locator("#train")).to_be_focused()
    expect(before).to_contain_text("nothing found")
    page.keyboard.press("Enter")
    page.wait_for_selector("#keep:not([disabled])")
    page.click("#keep")
    page.click("#kept a")
    page.click("text=Why does it not learn?")
    expect(page.locator("#batch_size")).to_have_value("32")
    expect(page.locator("#layers input")).to_have_value("16")
    assert page.locator("#diagnosis").get_attribute("open") is not None
    assert visited.complaints == []


def test_a_diagnosis_is_stopped_on_the_page_and_a_refusal_is_a_sentence(visit_url: Any) -> None:
    page = visit_url("/workbench#data=iris&layers=8").page
    expect(page.locator("#before")).to_contain_text("nothing found")  # the page has read its address
    page.click("#diagnosis summary")
    page.click("#find-out")
    page.click("#stop-diagnosis")
    expect(page.locator("#diagnosis-state")).to_have_text("Stopped before anything was proven.")
    page.fill("#epochs", "0")
    page.click("#find-out")
    expect(page.locator("[data-control=epochs] .problem").first).to_contain_text("epochs is 0")
    expect(page.locator("#before")).to_be_empty()
