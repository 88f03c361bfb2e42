"""Every kind of picture in a real browser: drawn, reached by keyboard, kept while a slider moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from picture_gallery import PLANE, gallery, matrix, message, page_of, playground, scrubbed

from handsonn.course.live.source import joined_kinds
from handsonn.course.pictures import (
    Axis,
    Bars,
    BarSet,
    ConfusionMatrix,
    Curves,
    Line,
    Picture,
    Scatter,
    Surface,
    WeightImages,
    band,
)


@pytest.fixture
def show(visit: Any, tmp_path: Path) -> Callable[..., Any]:
    """Open a page with these pictures; page.evaluate("draw", message(...)) is the next result."""

    def open_page(pictures: dict[str, Picture], **look: Any) -> Any:
        page = tmp_path / "pictures.html"
        page.write_text(page_of(pictures), encoding="utf-8")
        visited = visit(page, **look)
        visited.page.wait_for_selector(".host > *")
        return visited

    return open_page


@pytest.mark.parametrize("dark", [False, True])
def test_every_kind_is_drawn_without_a_complaint_and_drawn_again(show: Any, dark: bool) -> None:
    pictures = gallery()
    assert {picture.kind for picture in pictures.values()} == set(joined_kinds())
    visited = show(pictures, dark=dark)
    page = visited.page
    page.evaluate("draw", message(pictures))
    broken = page.evaluate(
        "[...document.querySelectorAll('svg *')].filter((one) => [...one.attributes].some("
        "(attribute) => /NaN|Infinity|undefined/.test(attribute.value))).map((one) => one.outerHTML)"
    )
    assert broken == []
    assert visited.complaints == []
    assert len(visited.requests) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_single_epoch_is_a_dot_in_the_middle_with_a_whisker_for_the_seeds(show: Any) -> None:
    line = band("training", [1], np.array([[0.5], [0.6], [0.8]]))
    epoch = Axis("epoch", low=1, high=1)
    page = show({"loss": Curves(x=epoch, y=Axis("loss", low=0, high=1), lines=(line,))}).page
    dot, whisker = page.locator("circle.dot").bounding_box(), page.locator("path.line").bounding_box()
    assert dot["y"] + dot["height"] / 2 > whisker["y"] + whisker["height"] / 2
    assert whisker["x"] + whisker["width"] / 2 == pytest.approx(dot["x"] + dot["width"] / 2, abs=1)
    box = page.locator("svg").bounding_box()
    assert box["x"] + 0.4 * box["width"] < dot["x"] < box["x"] + 0.6 * box["width"]
    assert "1" in page.locator(".tick").all_text_contents()


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        (Axis("loss", low=0.023, high=0.74, logarithmic=True), ["0.05", "0.1", "0.2", "0.5"]),
        (Axis("loss", low=0.29, high=1.2, logarithmic=True), ["0.3", "0.5", "0.7", "1"]),
        (Axis("slope", low=1e-9, high=0.04, logarithmic=True), ["10⁻⁹", "10⁻⁶", "10⁻³"]),
        (Axis("error", low=0, high=0.115), ["0", "0.05", "0.1"]),
        (Axis("euro", low=1000, high=2000), ["1,000", "1,500", "2,000"]),
        (Axis("year", low=1900, high=2000, grouped=False), ["1900", "1950", "2000"]),
        (Axis("score", low=1.0001, high=1.0012), ["1.0005", "1.001"]),
    ],
)
def test_an_axis_has_round_ticks_that_differ(show: Any, axis: Axis, words: list[str]) -> None:
    line = Line("", np.array([0.0, 1.0]), np.array([axis.low, axis.high]))
    curves = Curves(x=Axis("x", low=0, high=1), y=axis, lines=(line,), height=150)
    page = show({"curves": curves}).page
    assert page.locator(".tick[text-anchor=end]").all_text_contents() == words


def test_long_names_of_bars_and_axes_are_whole_and_apart(show: Any) -> None:
    names = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Ankle boot")
    long = Axis("share of the label over all of the splits")
    bars = Bars(x=Axis("class"), y=long, names=names, sets=(BarSet(np.ones(7)),), span=3, height=170)
    page = show({"bars": bars}).page
    places = page.evaluate("""() => [...document.querySelectorAll(".stage text")].map((text) => {
      const box = text.getBoundingClientRect(), around = text.closest("svg").getBoundingClientRect();
      return [text.firstChild.data, box.left >= around.left - 1 && box.right <= around.right + 1
        && box.top >= around.top - 1 && box.bottom <= around.bottom + 1];
    })""")
    assert set(names) <= {text for text, _ in places}
    assert [text for text, inside in places if not inside] == []


def test_arrows_move_in_the_matrix_and_enter_asks_for_the_cell(show: Any) -> None:
    page = show({"matrix": matrix((0, 1))}).page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert focused(page) == "label Ankle boot, predicted so: 7 of 10 (70 %)"
    page.keyboard.press("Enter")
    assert page.evaluate("sets") == [["cell", [2, 2]]]
    assert page.locator(".chosen").get_attribute("aria-pressed") == "true"


def test_the_focus_stays_and_its_words_follow_when_the_next_result_comes(show: Any) -> None:
    page = show({"matrix": matrix((0, 1))}).page
    page.locator("[data-cell='8']").focus()
    page.evaluate("draw", message({"matrix": matrix((0, 1), add=90)}))
    assert focused(page) == "label Ankle boot, predicted so: 97 of 100 (97 %)"
    assert page.locator(".told").inner_text() == "label Ankle boot, predicted so: 97 of 100 (97 %)"


def test_each_group_of_cells_has_one_stop_of_the_tab_key(show: Any) -> None:
    page = show({"matrix": matrix(), "network": playground()}).page
    assert page.locator("[data-picture=matrix] [tabindex='0']").count() == 1
    assert page.locator("[data-picture=network] [tabindex='0']").count() == 2


def test_a_matrix_of_fewer_classes_takes_the_place_of_a_larger_one(show: Any) -> None:
    page = show({"matrix": matrix((2, 2))}).page
    page.locator("[data-cell='8']").focus()
    smaller = ConfusionMatrix(counts=np.array([[3, 1], [0, 4]]), class_names=("no", "yes"))
    page.evaluate("draw", message({"matrix": smaller}))
    assert page.locator("[data-cell]").count() == 4
    assert page.locator("[tabindex='0'][data-cell]").count() == 1


def test_a_click_on_an_image_chooses_it(show: Any) -> None:
    page = show({"images": gallery()["images"]}).page
    page.locator("[data-cell='5']").click()
    assert page.evaluate("sets") == [["image", 5]]
    assert page.locator(".told").inner_text() == "image 6 of 12: digit 5, wrong"


def test_paper_is_the_colour_of_zero_and_blue_of_the_largest_weight(show: Any) -> None:
    weights = np.array([[[0.0, 2.0], [-2.0, 0.0]]])
    page = show({"weights": WeightImages(weights=weights)}).page
    place = page.evaluate("""() => {
      const canvas = document.querySelector("canvas.under"), box = document.querySelector(".frame").getBBox();
      const ratio = canvas.width / canvas.clientWidth, context = canvas.getContext("2d");
      return [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75]].map(([x, y]) => [...context.getImageData(
        (box.x + box.width * x) * ratio, (box.y + box.height * y) * ratio, 1, 1).data.slice(0, 3)]);
    }""")
    zero, positive, negative = place
    assert min(zero) >= 253
    assert positive == [0x1F, 0x64, 0xAD]
    assert negative == [0xB9, 0x52, 0x0C]


def test_shift_and_arrows_tell_the_weight_of_a_pixel(show: Any) -> None:
    page = show({"weights": WeightImages(weights=np.arange(16.0).reshape(1, 4, 4))}).page
    page.locator("[data-cell='0']").focus()
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator(".told").inner_text() == "unit 0, row 2, column 3: weight 11"
    marked, image = page.locator(".pixel").bounding_box(), page.locator(".frame").first.bounding_box()
    assert marked["x"] + marked["width"] == pytest.approx(image["x"] + image["width"], abs=2)
    page.keyboard.press("Tab")
    assert not page.locator(".pixel").is_visible()


def test_an_edge_of_the_network_tells_its_weight_and_is_chosen_by_layer_and_units(show: Any) -> None:
    page = show({"network": playground()}).page
    page.locator(".edges [data-cell='0']").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "from x1 to hidden 2: weight -2"
    page.keyboard.press("Enter")
    page.locator(".units [data-cell='2']").click()
    assert page.evaluate("sets") == [["weight", [0, 0, 1]], ["unit", [1, 0]]]
    assert page.locator(".told").inner_text() == "hidden 1: bias 0.1"


def test_what_the_pointer_is_on_is_told_before_what_is_chosen(show: Any) -> None:
    page = show({"network": playground()}).page
    told = page.locator(".told")
    page.locator(".units [data-cell='2']").click()
    page.locator(".units [data-cell='0']").hover()
    assert told.inner_text() == "x1"
    page.mouse.move(2, 2)
    page.evaluate("document.activeElement.blur()")
    assert told.inner_text() == "hidden 1: bias 0.1"


def test_negative_weights_are_dashed_and_not_only_orange(show: Any) -> None:
    page = show({"network": playground()}).page
    dashes = "getComputedStyle(document.querySelectorAll('.edge')[{}]).strokeDasharray"
    assert page.evaluate(dashes.format(0)) == "none"
    assert page.evaluate(dashes.format(1)) != "none"


def test_the_frames_are_scrubbed_without_the_server_and_stay_where_the_reader_is(show: Any) -> None:
    page = show({"boundary": scrubbed()}).page
    slider = page.locator(".frames input")
    assert slider.get_attribute("aria-valuetext") == "epoch 4"
    first = page.evaluate("document.querySelector('canvas').toDataURL()")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "epoch 2"
    assert page.evaluate("document.querySelector('canvas').toDataURL()") != first
    page.evaluate("draw", message({"boundary": scrubbed(6)}))
    assert slider.get_attribute("aria-valuetext") == "epoch 2"
    assert page.evaluate("sets") == []


def test_play_goes_to_the_last_frame_and_stops(show: Any) -> None:
    page = show({"boundary": scrubbed()}).page
    # Recorded in the page: a test that asks from outside may come too late for a frame of 0.1 seconds.
    page.evaluate("""() => {
      const slider = document.querySelector(".frames input");
      const now = () => slider.getAttribute("aria-valuetext");
      window.seen = [now()];
      new MutationObserver(() => { if (now() !== seen.at(-1)) seen.push(now()); })
        .observe(slider, { attributes: true, attributeFilter: ["aria-valuetext"] });
    }""")
    page.get_by_role("button", name="play the frames").click()
    page.wait_for_function("seen.length > 1 && seen.at(-1) === 'epoch 4'")
    assert page.evaluate("seen") == ["epoch 4", "epoch 1", "epoch 2", "epoch 3", "epoch 4"]
    assert page.get_by_role("button", name="play the frames").is_visible()


def test_arrows_tell_the_value_at_a_place_of_the_plane_and_enter_chooses_it(show: Any) -> None:
    page = show({"boundary": scrubbed()}).page
    page.locator("[data-plane]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".told").inner_text().startswith("x1 0.1, x2 0: probability 0.")
    page.keyboard.press("Enter")
    [[name, (across, up)]] = page.evaluate("sets")
    assert (name, round(across, 6), round(up, 6)) == ("point", 0.1, 0)


def test_a_surface_tells_the_value_where_the_pointer_is(show: Any) -> None:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    page = show({"surface": Surface(values=values, value=Axis("loss"), **PLANE)}).page
    box = page.locator("[data-plane]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.75)
    assert page.locator(".told").inner_text().endswith("loss 2")


def test_arrows_go_from_point_to_point_and_enter_chooses(show: Any) -> None:
    points = np.array([[0.0, 0], [1, 0], [2, 0.1], [1, 3]])
    scatter = Scatter(
        points=points, x=Axis("a"), y=Axis("b"), captions=tuple("wxyz"), selected=0, sets="sample"
    )
    page = show({"scatter": scatter}).page
    page.locator(".plane .hit").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.locator(".told").inner_text() == "y (2, 0.1)"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.evaluate("sets") == [["sample", 3]]


def test_a_row_of_a_table_is_chosen_and_numbers_stand_to_the_right(show: Any) -> None:
    page = show({"table": gallery()["table"]}).page
    page.locator("tbody tr").nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("sets") == [["row", 1]]
    assert page.locator("tbody [tabindex='0']").get_attribute("data-row") == "1"
    assert page.locator("tbody td.number").all_inner_texts() == ["7,850", "-"]


def test_text_keeps_its_lines_and_where_the_reader_scrolled_to(show: Any) -> None:
    page = show({"text": gallery()["text"]}).page
    page.evaluate("document.querySelector('pre').scrollTop = 120")
    page.evaluate("draw", message({"text": gallery()["text"]}))
    assert page.evaluate("document.querySelector('pre').scrollTop") == 120
    assert page.locator("pre").inner_text().count("dense (Dense)\n") == 40


def test_a_canvas_is_painted_again_when_the_screen_turns_dark(show: Any) -> None:
    page = show({"images": gallery()["images"]}).page
    light = page.evaluate("document.querySelector('canvas').toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"document.querySelector('canvas').toDataURL() !== '{light}'")


def test_a_picture_that_took_anothers_place_stays_when_the_screen_turns_dark(show: Any) -> None:
    page = show({"one": gallery()["bars"]}).page
    page.evaluate("draw", message({"one": gallery()["curves"]}))
    drawn = page.locator(".host").inner_html()
    turning = "matchMedia('(prefers-color-scheme: dark)').addEventListener('change', done)"
    page.evaluate(f"window.turned = new Promise((done) => {turning}); 0")
    page.emulate_media(color_scheme="dark")
    page.evaluate("window.turned.then(() => 0)")
    assert page.locator(".host").inner_html() == drawn


def test_what_is_saved_has_the_pixels_below_the_drawing(show: Any) -> None:
    page = show({"images": gallery()["images"]}).page
    with page.expect_download() as saving:
        page.get_by_role("button", name="save this picture").click()
    saved = Path(saving.value.path()).read_text(encoding="utf-8")
    assert saving.value.suggested_filename == "images.svg"
    assert 'href="data:image/png;base64,' in saved


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
