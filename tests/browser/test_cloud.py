"""A map of many points in a real browser: moved, zoomed, turned, pointed at, drawn around, by all means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cloud_page import GRID, IDLE, cloud_page, message, middle, spot, told, tone_at
from picture_gallery import message as lab_message
from picture_gallery import page_of

from handsonn.course.pictures import Cloud, Magnitude

ROWS = np.repeat([0, 1, 2], 3)
ROW_NAMES = ("low", "mid", "top")
WHITE, BLUE = [255, 255, 255], (0x1F, 0x64, 0xAD)


@pytest.fixture(scope="module")
def blank(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Open one page for all tests that need a map: to read the scripts takes longer than to make a map."""
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(cloud_page(), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(file.as_uri())
    yield page
    context.close()


@pytest.fixture
def show(blank: Any) -> Iterator[Callable[..., Any]]:
    """Show a cloud in the page, and nothing of the map before."""

    def shown(cloud: Cloud, renderer: str = "auto") -> Any:
        blank.mouse.move(2, 2)
        blank.evaluate(
            "([text, renderer]) => { make(renderer); view.put(read(text)); }", [message(cloud), renderer]
        )
        blank.wait_for_function("view.frames > 0")
        return blank

    yield shown
    blank.set_viewport_size({"width": 1280, "height": 800})
    blank.emulate_media(color_scheme="light")


def grid(**told_of_it: Any) -> Cloud:
    """Make nine points with one-letter names, each row a class."""
    return Cloud(points=GRID, labels=ROWS, class_names=ROW_NAMES, captions=tuple("abcdefghi"), **told_of_it)


def cube(**told_of_it: Any) -> Cloud:
    corners = [(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]
    return Cloud(points=np.array(corners), captions=tuple("abcdefgh"), **told_of_it)


def drag(page: Any, path: list[tuple[float, float]]) -> None:
    page.mouse.move(*path[0])
    page.mouse.down()
    for place in path[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


@pytest.mark.parametrize(("samples", "dark"), [(70_000, False), (3_000, True)])
def test_a_map_of_many_points_opens_from_a_file_and_asks_and_complains_of_nothing(
    visit: Any, tmp_path: Path, samples: int, dark: bool
) -> None:
    random = np.random.default_rng(0)
    cloud = Cloud(
        points=random.normal(size=(samples, 3)), labels=np.arange(samples) % 20,
        magnitudes=(Magnitude("error", random.exponential(size=samples)),),
    )  # fmt: skip
    file = tmp_path / "map.html"
    file.write_text(cloud_page(cloud), encoding="utf-8")
    visited = visit(file, dark=dark, width=820)
    page = visited.page
    page.wait_for_function("window.view && view.frames > 0")
    page.mouse.move(*middle(page)[:2])
    page.wait_for_function("document.querySelector('.cloud-told').textContent.startsWith('sample ')")
    page.locator(".cloud-tools select").select_option("error")
    assert page.locator(".cloud-legend .numbers span").count() >= 2
    assert visited.complaints == []
    assert len(visited.requests) == 1
    assert visited.requests[0].startswith("file:")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hovering_tells_the_sample_that_is_there_and_nothing_on_empty_paper(show: Any) -> None:
    page = show(grid())
    for index in (4, 0, 8):
        page.mouse.move(*spot(page, index))
        told(page, f"{'abcdefghi'[index]}, {ROW_NAMES[index // 3]}")
    x, y, unit = middle(page)
    page.mouse.move(x + unit / 2, y)
    told(page, IDLE)


def test_what_did_not_change_is_not_drawn_again(show: Any) -> None:
    page = show(grid())
    before = page.evaluate("view.frames")
    page.mouse.move(*spot(page, 4))
    told(page, "e, mid")
    assert page.evaluate("view.frames") == before


def test_a_drag_moves_the_map_by_as_much_and_picks_nothing(show: Any) -> None:
    page = show(grid())
    x, y = spot(page, 4)
    drag(page, [(x, y), (x + 100, y + 40)])
    told(page, "e, mid")
    page.mouse.move(x, y)
    told(page, IDLE)
    assert page.evaluate("calls") == []


def test_a_point_that_is_half_over_the_edge_is_drawn_to_the_edge(show: Any) -> None:
    for renderer in ("raster", "gl"):
        page = show(grid(), renderer)
        x, y = spot(page, 4)
        left = page.locator(".cloud-surface").bounding_box()["x"]
        drag(page, [(x, y), (left + 1, y)])
        assert tone_at(page, left + 2, y) != WHITE


@pytest.mark.parametrize("back", ["0", "double click", "button"])
def test_the_wheel_zooms_around_the_pointer_and_all_comes_back(show: Any, back: str) -> None:
    page = show(grid())
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


def test_the_first_click_is_a_the_second_b_and_the_third_begins_anew(show: Any) -> None:
    page = show(grid())
    for index in (2, 6, 4):
        page.mouse.click(*spot(page, index))
    assert page.evaluate("calls") == [["pick", [2]], ["pick", [2, 6]], ["pick", [4]]]
    page.locator(".cloud-surface").press("Escape")
    assert page.evaluate("calls.at(-1)") == ["pick", []]


def test_a_click_on_empty_paper_tells_the_place(show: Any) -> None:
    page = show(grid())
    x, y, unit = middle(page)
    page.mouse.click(x + unit / 2, y - unit / 4)
    [[name, place]] = page.evaluate("calls")
    assert name == "place"
    assert place == pytest.approx([0.5, 0.25], abs=0.01)


def test_a_lasso_takes_exactly_the_points_inside_a_bent_line(show: Any) -> None:
    page = show(grid())
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


def test_a_lasso_is_drawn_by_keys_alone(show: Any) -> None:
    page = show(grid())
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


def test_a_class_is_hidden_from_the_legend_by_keys_and_can_no_longer_be_pointed_at(show: Any) -> None:
    page = show(grid())
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


def test_arrows_go_from_point_to_point_and_enter_picks_a_walk(show: Any) -> None:
    page = show(grid())
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


def test_turning_changes_the_picture_and_the_point_under_the_pointer_is_the_one_in_front(show: Any) -> None:
    page = show(cube())
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


def test_what_is_farther_is_smaller_and_nearer_to_paper(show: Any) -> None:
    pair = np.array([(-1.0, 0, 1), (1, 0, -1), (0, 1, 0), (0, -1, 0)])
    page = show(Cloud(points=pair))
    page.evaluate("Object.assign(view.camera, { yaw: 0, pitch: 0 }); view.moved()")
    box = page.locator(".cloud-surface").bounding_box()
    near, far = page.evaluate("[0, 1].map((at) => [view.pixels().x[at], view.pixels().y[at]])")
    tones = [tone_at(page, box["x"] + place[0], box["y"] + place[1]) for place in (near, far)]
    assert sum(tones[1]) > sum(tones[0]) + 100


def test_the_card_shows_the_image_of_the_sample_under_the_pointer(show: Any) -> None:
    images = np.zeros((9, 2, 2), dtype=np.uint8)
    images[4] = [[255, 0], [0, 255]]
    colours = np.zeros((9, 1, 2, 3), dtype=np.uint8)
    colours[4, 0] = [[200, 10, 20], [3, 4, 250]]
    pixels = (
        "[...document.querySelector('.cloud-card canvas').getContext('2d').getImageData(0, 0, 2, {}).data]"
    )
    for kind, rows, wanted in ((images, 2, [28, 255, 255, 28]), (colours, 1, [200, 3])):
        page = show(grid(images=kind))
        page.mouse.move(*spot(page, 4))
        page.wait_for_selector(".cloud-card canvas")
        assert page.evaluate(pixels.replace("{}", str(rows)))[::4] == wanted
        assert page.locator(".cloud-card").inner_text() == "e, mid"
        page.mouse.move(2, 2)
        page.wait_for_selector(".cloud-card", state="hidden")


def test_an_image_may_come_later_and_is_dropped_when_the_pointer_has_moved_on(show: Any) -> None:
    page = show(grid())
    page.evaluate("""() => {
      window.answers = {};
      const image = { values: new Uint8Array([200]), shape: [1, 1] };
      const image_of = (index) => new Promise((done) => { answers[index] = () => done(image); });
      view.put({ ...view.data, image_of });
    }""")
    for index in (4, 5):
        page.mouse.move(*spot(page, index))
        page.wait_for_function("index => answers[index]", arg=index)
    page.evaluate("answers[4]()")
    assert page.locator(".cloud-card canvas").is_hidden()
    page.evaluate("answers[5]()")
    page.wait_for_selector(".cloud-card canvas")


def test_the_numbers_of_a_scale_leave_out_a_few_extreme_points_and_say_so(show: Any) -> None:
    values = np.linspace(0, 1, 1000)
    values[[10, 20]] = [50, np.nan]
    points = np.random.default_rng(0).normal(size=(1000, 2))
    page = show(Cloud(points=points, magnitudes=(Magnitude("stretch", values, "times"),)))
    assert page.locator(".cloud-legend .name").inner_text() == "stretch (times)"
    numbers = page.locator(".cloud-legend .numbers span").all_inner_texts()
    assert numbers[0].startswith("≤ 0.0")
    assert numbers[-1].startswith("≥ 0.99")


def test_faint_points_are_strong_again_when_their_switch_is_off(show: Any) -> None:
    opacity = np.where(np.arange(9) == 4, 0.1, 1.0)
    page = show(grid(opacity=opacity, opacity_means="faint: stretched"))
    faint = tone_at(page, *spot(page, 4))
    page.get_by_label("faint: stretched").uncheck()
    assert sum(tone_at(page, *spot(page, 4))) < sum(faint) - 200


def test_neighbours_a_walk_and_crosses_are_drawn_over_the_points(show: Any) -> None:
    path = np.array([[-0.5, 0.5], [0.5, 0.5], [0.5, -0.5], [-0.5, -0.5]])
    neighbours = np.tile([1], (9, 1))
    cloud = grid(
        path=path, breaks=np.array([0, 0, 1, 0]), frame=0, extra=np.array([[0.5, 0.0]]), neighbours=neighbours
    )
    page = show(cloud)
    page.get_by_label("names on the map").uncheck()
    marked = """([across, up]) => {
      const { width, height, ratio } = view.size, unit = 0.92 * Math.min(width, height) / 2;
      const x = (width / 2 + across * unit) * ratio, y = (height / 2 - up * unit) * ratio;
      return view.marks.canvas.getContext("2d").getImageData(x, y, 1, 1).data[3] > 0;
    }"""
    page.wait_for_function("!view.waiting")
    drawn = {
        place: page.evaluate(marked, list(place))
        for place in [(0, 0.5), (0.5, 0.25), (0, -0.5), (0.5, 0), (0, -0.75)]
    }
    assert drawn == {(0, 0.5): True, (0.5, 0.25): False, (0, -0.5): True, (0.5, 0): True, (0, -0.75): False}
    page.mouse.move(*spot(page, 4))
    told(page, "e, mid")
    assert page.evaluate(marked, [0, -0.75])


def test_the_map_turns_dark_with_the_screen_and_fills_a_host_that_grows(show: Any) -> None:
    page = show(grid())
    x, y, unit = middle(page)
    assert tone_at(page, x + unit / 2, y) == WHITE
    page.emulate_media(color_scheme="dark")
    assert tone_at(page, x + unit / 2, y) == [0x16, 0x18, 0x1D]
    page.set_viewport_size({"width": 900, "height": 700})
    page.wait_for_function("view.size.width === document.querySelector('.cloud-ground').clientWidth")
    page.mouse.move(*spot(page, 8))
    told(page, "i, top")


def test_a_graphics_card_draws_what_the_processor_draws_also_after_it_was_lost(show: Any) -> None:
    tones = {}
    places = [*range(9)]
    for renderer in ("raster", "gl"):
        page = show(grid(), renderer)
        assert page.evaluate("view.painter.kind") == renderer
        tones[renderer] = [tone_at(page, *spot(page, index)) for index in places]
    assert np.abs(np.array(tones["gl"]) - tones["raster"]).max() <= 3
    assert tone_at(page, *middle(page)[:2]) != tone_at(page, middle(page)[0] + 40, middle(page)[1])
    page.evaluate("""async () => {
      const { canvas } = view.painter, gl = canvas.getContext("webgl2");
      const losing = gl.getExtension("WEBGL_lose_context");
      const hear = (name) => new Promise((done) => canvas.addEventListener(name, done, { once: true }));
      let heard = hear("webglcontextlost");
      losing.loseContext();
      await heard;
      await new Promise(requestAnimationFrame);
      heard = hear("webglcontextrestored");
      losing.restoreContext();
      await heard;
    }""")
    assert [tone_at(page, *spot(page, index)) for index in places] == tones["gl"]


def test_a_slow_processor_draws_fewer_pixels_while_the_map_moves_and_all_when_it_rests(show: Any) -> None:
    page = show(grid(), "raster")
    page.evaluate("Object.defineProperty(window, 'devicePixelRatio', { value: 2, configurable: true })")
    try:
        page = show(grid(), "raster")
        assert page.evaluate("[view.size.ratio, view.painter.canvas.width / view.size.width]") == [2, 2]
        page.evaluate("view.pace.slow = true; view.reset()")
        page.wait_for_function("view.painter.canvas.width === view.size.width")
        page.wait_for_function("view.painter.canvas.width === 2 * view.size.width")
    finally:
        page.evaluate("delete window.devicePixelRatio")


def test_the_map_is_saved_as_a_picture_with_what_its_colours_mean(show: Any) -> None:
    page = show(grid())
    with page.expect_download() as saving:
        page.get_by_role("button", name="save").click()
    saved = Path(saving.value.path()).read_bytes()
    assert saving.value.suggested_filename == "map.png"
    assert saved.startswith(b"\x89PNG")
    height = int.from_bytes(saved[20:24], "big")
    assert height > page.locator(".cloud-surface").bounding_box()["height"]


def test_in_a_lab_a_pick_sets_and_the_next_result_keeps_the_camera(visit: Any, tmp_path: Path) -> None:
    file = tmp_path / "lab.html"
    file.write_text(page_of({"map": grid(sets="pair", sets_place="place")}), encoding="utf-8")
    visited = visit(file)
    page = visited.page
    page.wait_for_selector(".cloud-surface")
    x, y = spot(page, 4)
    drag(page, [(x, y), (x + 100, y)])
    page.mouse.click(x + 100, y)
    assert page.evaluate("sets") == [["pair", [4]]]
    walked = grid(sets="pair", path=GRID[:2], frame=1, picked=(4,))
    page.evaluate("draw", lab_message({"map": walked}))
    page.mouse.move(x, y)
    told(page, "A: e, mid")
    page.mouse.move(x + 100, y)
    told(page, "e, mid")
    with page.expect_download() as saving:
        page.get_by_role("button", name="save this picture").click()
    assert saving.value.suggested_filename == "map.png"
    assert visited.complaints == []


def test_a_map_without_a_known_point_is_empty_and_one_point_stands_in_the_middle(
    visit: Any, tmp_path: Path
) -> None:
    nowhere = Cloud(
        points=np.full((3, 3), np.nan), labels=np.arange(3), magnitudes=(Magnitude("a", np.zeros(3)),)
    )
    pictures = {
        "none": Cloud(points=np.zeros((0, 2))),
        "unknown": nowhere,
        "one": Cloud(points=np.ones((1, 2))),
    }
    file = tmp_path / "lab.html"
    file.write_text(page_of(pictures), encoding="utf-8")
    visited = visit(file)
    page = visited.page
    page.wait_for_selector("[data-picture=one] .cloud-surface")
    for surface in page.locator(".cloud-surface").all():
        surface.press("Shift+ArrowRight")
        surface.press("ArrowRight")
        surface.hover()
    page.locator("[data-picture=one] .cloud-surface").press("0")
    page.wait_for_function(
        "document.querySelector('[data-picture=one] .cloud-told').textContent === 'sample 0'"
    )
    assert visited.complaints == []


def test_in_space_shift_and_arrows_go_from_point_to_point(show: Any) -> None:
    across = np.array([(-1.0, 0, 0), (1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1)])
    page = show(Cloud(points=across, captions=tuple("abcde")))
    page.evaluate("Object.assign(view.camera, { yaw: 0, pitch: 0 }); view.moved(); view.at = 0")
    page.locator(".cloud-surface").press("Shift+ArrowRight")
    told(page, "e")
    page.locator(".cloud-surface").press("Shift+ArrowRight")
    told(page, "b")
    page.locator(".cloud-surface").press("Enter")
    assert page.evaluate("calls") == [["pick", [1]]]
    assert page.evaluate("[view.camera.yaw, view.camera.pitch]") == [0, 0]


def test_a_map_of_as_many_points_elsewhere_is_seen_whole(show: Any) -> None:
    page = show(grid())
    x, y = spot(page, 4)
    drag(page, [(x, y), (x + 300, y)])
    moved = Cloud(points=GRID * 5 + 20, captions=tuple("abcdefghi"))
    page.evaluate("text => view.put(read(text))", message(moved))
    page.mouse.move(*spot(page, 8))
    told(page, "i")
