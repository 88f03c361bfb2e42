"""What a map of many points draws in a real browser: points, marks, images, scales, on any renderer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cloud_page import GRID, WHITE, cloud_page, drag, grid, message, middle, spot, told, tone_at
from picture_gallery import message as lab_message
from picture_gallery import page_of

from handsonn.course.pictures import Cloud, Magnitude


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


def test_what_did_not_change_is_not_drawn_again(show_cloud: Any) -> None:
    page = show_cloud(grid())
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_function("!view.waiting")  # its host has told its size
    before = page.evaluate("view.frames")
    page.mouse.move(*spot(page, 4))
    told(page, "e, mid")
    assert page.evaluate("view.frames") == before


def test_a_point_that_is_half_over_the_edge_is_drawn_to_the_edge(show_cloud: Any) -> None:
    for renderer in ("raster", "gl"):
        page = show_cloud(grid(), renderer)
        x, y = spot(page, 4)
        left = page.locator(".cloud-surface").bounding_box()["x"]
        drag(page, [(x, y), (left + 1, y)])
        assert tone_at(page, left + 2, y) != WHITE


def test_what_is_farther_is_smaller_and_nearer_to_paper(show_cloud: Any) -> None:
    pair = np.array([(-1.0, 0, 1), (1, 0, -1), (0, 1, 0), (0, -1, 0)])
    page = show_cloud(Cloud(points=pair))
    page.evaluate("Object.assign(view.camera, { yaw: 0, pitch: 0 }); view.moved()")
    box = page.locator(".cloud-surface").bounding_box()
    near, far = page.evaluate("[0, 1].map((at) => [view.pixels().x[at], view.pixels().y[at]])")
    tones = [tone_at(page, box["x"] + place[0], box["y"] + place[1]) for place in (near, far)]
    assert sum(tones[1]) > sum(tones[0]) + 100


def test_the_card_shows_the_image_of_the_sample_under_the_pointer(show_cloud: Any) -> None:
    images = np.zeros((9, 2, 2), dtype=np.uint8)
    images[4] = [[255, 0], [0, 255]]
    colours = np.zeros((9, 1, 2, 3), dtype=np.uint8)
    colours[4, 0] = [[200, 10, 20], [3, 4, 250]]
    pixels = (
        "[...document.querySelector('.cloud-card canvas').getContext('2d').getImageData(0, 0, 2, {}).data]"
    )
    for kind, rows, wanted in ((images, 2, [28, 255, 255, 28]), (colours, 1, [200, 3])):
        page = show_cloud(grid(images=kind))
        page.mouse.move(*spot(page, 4))
        page.wait_for_selector(".cloud-card canvas")
        assert page.evaluate(pixels.replace("{}", str(rows)))[::4] == wanted
        assert page.locator(".cloud-card").inner_text() == "e, mid"
        page.mouse.move(2, 2)
        page.wait_for_selector(".cloud-card", state="hidden")


def test_an_image_may_come_later_and_is_dropped_when_the_pointer_has_moved_on(show_cloud: Any) -> None:
    page = show_cloud(grid())
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


def test_the_numbers_of_a_scale_leave_out_a_few_extreme_points_and_say_so(show_cloud: Any) -> None:
    values = np.linspace(0, 1, 1000)
    values[[10, 20]] = [50, np.nan]
    points = np.random.default_rng(0).normal(size=(1000, 2))
    page = show_cloud(Cloud(points=points, magnitudes=(Magnitude("stretch", values, "times"),)))
    assert page.locator(".cloud-legend .name").inner_text() == "stretch (times)"
    numbers = page.locator(".cloud-legend .numbers span").all_inner_texts()
    assert numbers[0].startswith("≤ 0.0")
    assert numbers[-1].startswith("≥ 0.99")


def test_faint_points_are_strong_again_when_their_switch_is_off(show_cloud: Any) -> None:
    opacity = np.where(np.arange(9) == 4, 0.1, 1.0)
    page = show_cloud(grid(opacity=opacity, opacity_means="faint: stretched"))
    faint = tone_at(page, *spot(page, 4))
    page.get_by_label("faint: stretched").uncheck()
    assert sum(tone_at(page, *spot(page, 4))) < sum(faint) - 200


def test_neighbours_a_walk_and_crosses_are_drawn_over_the_points(show_cloud: Any) -> None:
    path = np.array([[-0.5, 0.5], [0.5, 0.5], [0.5, -0.5], [-0.5, -0.5]])
    neighbours = np.tile([1], (9, 1))
    cloud = grid(
        path=path, breaks=np.array([0, 0, 1, 0]), frame=0, extra=np.array([[0.5, 0.0]]), neighbours=neighbours
    )
    page = show_cloud(cloud)
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
    beside = """() => {
      const { width, height, ratio } = view.size, x = (width / 2 + 5.5) * ratio;
      return view.marks.canvas.getContext("2d").getImageData(x, (height / 2) * ratio, 1, 1).data[3] > 0;
    }"""
    assert not page.evaluate(beside)
    page.evaluate("() => { view.data.ringed = [4]; view.request('marks'); }")
    page.wait_for_function("!view.waiting")
    assert page.evaluate(beside)
    page.mouse.move(*spot(page, 4))
    told(page, "e, mid")
    assert page.evaluate(marked, [0, -0.75])


def test_the_map_turns_dark_with_the_screen_and_fills_a_host_that_grows(show_cloud: Any) -> None:
    page = show_cloud(grid())
    x, y, unit = middle(page)
    assert tone_at(page, x + unit / 2, y) == WHITE
    page.emulate_media(color_scheme="dark")
    assert tone_at(page, x + unit / 2, y) == [0x16, 0x18, 0x1D]
    page.set_viewport_size({"width": 900, "height": 700})
    page.wait_for_function("view.size.width === document.querySelector('.cloud-ground').clientWidth")
    page.mouse.move(*spot(page, 8))
    told(page, "i, top")


def test_a_graphics_card_draws_what_the_processor_draws_also_after_it_was_lost(show_cloud: Any) -> None:
    tones = {}
    places = [*range(9)]
    for renderer in ("raster", "gl"):
        page = show_cloud(grid(), renderer)
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


def test_a_slow_processor_draws_fewer_pixels_while_the_map_moves_and_all_when_it_rests(
    show_cloud: Any,
) -> None:
    page = show_cloud(grid(), "raster")
    page.evaluate("Object.defineProperty(window, 'devicePixelRatio', { value: 2, configurable: true })")
    try:
        page = show_cloud(grid(), "raster")
        assert page.evaluate("[view.size.ratio, view.painter.canvas.width / view.size.width]") == [2, 2]
        # The map rests when the test says so: who asks from outside may come too late for 0.2 seconds.
        page.evaluate(
            "window.timer = setTimeout; window.setTimeout = (rest) => { window.rest = rest; return 0; }"
        )
        page.evaluate("view.pace.slow = true; view.reset()")
        page.wait_for_function("view.painter.canvas.width === view.size.width")
        page.evaluate("rest()")
        page.wait_for_function("view.painter.canvas.width === 2 * view.size.width")
    finally:
        page.evaluate("delete window.devicePixelRatio; window.setTimeout = window.timer ?? setTimeout")


def test_the_map_is_saved_as_a_picture_with_what_its_colours_mean(show_cloud: Any) -> None:
    page = show_cloud(grid())
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


def test_a_map_of_as_many_points_elsewhere_is_seen_whole(show_cloud: Any) -> None:
    page = show_cloud(grid())
    x, y = spot(page, 4)
    drag(page, [(x, y), (x + 300, y)])
    moved = Cloud(points=GRID * 5 + 20, captions=tuple("abcdefghi"))
    page.evaluate("text => view.put(read(text))", message(moved))
    page.mouse.move(*spot(page, 8))
    told(page, "i")
