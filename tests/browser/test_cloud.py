"""A map of many points in a real browser: moved, zoomed, turned, pointed at, drawn around, by all means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from cloud_page import IDLE, ROW_NAMES, WHITE, drag, grid, middle, spot, told, tone_at

from handsonn.course.pictures import Cloud


def cube(**told_of_it: Any) -> Cloud:
    corners = [(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]
    return Cloud(points=np.array(corners), captions=tuple("abcdefgh"), **told_of_it)


def test_hovering_tells_the_sample_that_is_there_and_nothing_on_empty_paper(show_cloud: Any) -> None:
    page = show_cloud(grid())
    for index in (4, 0, 8):
        page.mouse.move(*spot(page, index))
        told(page, f"{'abcdefghi'[index]}, {ROW_NAMES[index // 3]}")
    x, y, unit = middle(page)
    page.mouse.move(x + unit / 2, y)
    told(page, IDLE)


def test_a_drag_moves_the_map_by_as_much_and_picks_nothing(show_cloud: Any) -> None:
    page = show_cloud(grid())
    x, y = spot(page, 4)
    drag(page, [(x, y), (x + 100, y + 40)])
    told(page, "e, mid")
    page.mouse.move(x, y)
    told(page, IDLE)
    assert page.evaluate("calls") == []


@pytest.mark.parametrize("back", ["0", "double click", "button"])
def test_the_wheel_zooms_around_the_pointer_and_all_comes_back(show_cloud: Any, back: str) -> None:
    page = show_cloud(grid())
    x, y = spot(page, 8)
    corner = spot(page, 0)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -500)
    told(page, "i, top")
    page.mouse.move(*corner)
    told(page, IDLE)
    if back == "0":
        page.locator(".cloud-surface").press("0")
    elif back == "double click":
        page.mouse.dblclick(x + 60, y + 60)
    else:
        page.get_by_role("button", name="whole map").click()
    page.mouse.move(*corner)
    told(page, "a, low")


def test_the_first_click_is_a_the_second_b_and_the_third_begins_anew(show_cloud: Any) -> None:
    page = show_cloud(grid())
    for index in (2, 6, 4):
        page.mouse.click(*spot(page, index))
    assert page.evaluate("calls") == [["pick", [2]], ["pick", [2, 6]], ["pick", [4]]]
    page.locator(".cloud-surface").press("Escape")
    assert page.evaluate("calls.at(-1)") == ["pick", []]


def test_a_click_on_empty_paper_tells_the_place(show_cloud: Any) -> None:
    page = show_cloud(grid())
    x, y, unit = middle(page)
    page.mouse.click(x + unit / 2, y - unit / 4)
    [[name, place]] = page.evaluate("calls")
    assert name == "place"
    assert place == pytest.approx([0.5, 0.25], abs=0.01)


def test_a_lasso_takes_exactly_the_points_inside_a_bent_line(show_cloud: Any) -> None:
    page = show_cloud(grid())
    x, y, unit = middle(page)
    page.get_by_role("button", name="lasso").click()
    # An L: the lowest row and the left column, around the points in the middle and above it.
    bent = [(-1.1, 1.04), (-1.1, -1.04), (1.1, -1.04), (1.1, -0.5), (-0.5, -0.5), (-0.5, 1.04)]
    drag(page, [(x + across * unit, y - up * unit) for across, up in bent])
    assert page.evaluate("calls") == [["select", [0, 1, 2, 3, 6]]]
    told(page, "5 points chosen")
    chosen, other = tone_at(page, *spot(page, 0)), tone_at(page, *spot(page, 8))
    assert sum(other) > sum(chosen) + 200
    page.locator(".cloud-surface").press("Escape")
    assert page.evaluate("calls.at(-1)") == ["select", []]
    assert sum(tone_at(page, *spot(page, 8))) < sum(other) - 200


def test_a_lasso_is_drawn_by_keys_alone(show_cloud: Any) -> None:
    page = show_cloud(grid())
    page.locator(".cloud-surface").focus()
    for key in (
        "ArrowUp",
        "l",
        "Enter",
        "ArrowLeft",
        "Enter",
        "ArrowUp",
        "Enter",
        "ArrowRight",
        "Enter",
        "l",
    ):
        page.keyboard.press(key)
    assert page.evaluate("calls") == [["select", [3, 4, 6, 7]]]


def test_a_class_is_hidden_from_the_legend_by_keys_and_can_no_longer_be_pointed_at(show_cloud: Any) -> None:
    page = show_cloud(grid())
    button = page.get_by_role("button", name="mid")
    page.locator(".cloud-tools button").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.class") == "1"
    assert tone_at(page, *spot(page, 4)) != WHITE
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    assert tone_at(page, *spot(page, 4)) == WHITE
    page.mouse.move(*spot(page, 1))
    told(page, "b, low")
    page.mouse.move(*spot(page, 4))
    told(page, IDLE)
    page.get_by_role("button", name="top").click(modifiers=["Shift"])
    assert page.evaluate("[...view.hidden].sort()") == [0, 1]
    page.get_by_role("button", name="show all").click()
    assert tone_at(page, *spot(page, 4)) != WHITE


def test_arrows_go_from_point_to_point_and_enter_picks_a_walk(show_cloud: Any) -> None:
    page = show_cloud(grid())
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.className") != "cloud-surface":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    told(page, "e, mid")
    page.keyboard.press("ArrowRight")
    told(page, "f, mid")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    told(page, "i, top")
    page.keyboard.press("Enter")
    assert page.evaluate("calls") == [["pick", [5]], ["pick", [5, 8]]]
    ring = page.evaluate("getComputedStyle(document.querySelector('.cloud-surface')).boxShadow")
    assert ring != "none"


def test_turning_changes_the_picture_and_the_point_under_the_pointer_is_the_one_in_front(
    show_cloud: Any,
) -> None:
    page = show_cloud(cube())
    x, y, _ = middle(page)
    page.evaluate("Object.assign(view.camera, { yaw: 0, pitch: 0 }); view.moved()")
    # Seen along the third axis, a corner of the back is nearer to the middle than the one before it.
    front = page.evaluate(
        "[view.pixels().x[7] - view.size.width / 2, view.pixels().x[6] - view.size.width / 2]"
    )
    assert front[0] > front[1] > 0
    page.mouse.move(x + front[0], y - front[0])
    told(page, "h")
    page.mouse.move(x + front[1], y - front[1])
    told(page, "g")
    before = page.evaluate("view.painter.canvas.toDataURL()")
    drag(page, [(x, y), (x + 120, y + 30)])
    page.wait_for_function("before => view.painter.canvas.toDataURL() !== before", arg=before)
    assert page.evaluate("view.camera.yaw") == pytest.approx(-0.9, abs=0.02)
    assert page.evaluate("view.camera.shift") == [0, 0]
    page.keyboard.down("Shift")
    drag(page, [(x, y), (x + 50, y + 30)])
    page.keyboard.up("Shift")
    assert page.evaluate("view.camera.shift") == [50, 30]
    page.locator(".cloud-surface").press("ArrowLeft")
    assert page.evaluate("view.camera.yaw") == pytest.approx(-0.78, abs=0.02)


def test_in_space_shift_and_arrows_go_from_point_to_point(show_cloud: Any) -> None:
    across = np.array([(-1.0, 0, 0), (1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1)])
    page = show_cloud(Cloud(points=across, captions=tuple("abcde")))
    page.evaluate("Object.assign(view.camera, { yaw: 0, pitch: 0 }); view.moved(); view.at = 0")
    page.locator(".cloud-surface").press("Shift+ArrowRight")
    told(page, "e")
    page.locator(".cloud-surface").press("Shift+ArrowRight")
    told(page, "b")
    page.locator(".cloud-surface").press("Enter")
    assert page.evaluate("calls") == [["pick", [1]]]
    assert page.evaluate("[view.camera.yaw, view.camera.pitch]") == [0, 0]
