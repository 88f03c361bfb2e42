"""The explorer in a real browser: a latent space trained, clicked, walked, lassoed, found again."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from lab_process import LabServer
from playwright.sync_api import expect

SECONDS = 180_000
REST = "#status[data-stage=idle]"


def at_rest(page: Any, drawn: str = "") -> Any:
    """Wait until a map (another than `drawn`) is shown and measured, and nothing is being done."""
    other = f":not([data-drawn='{drawn}'])" if drawn else ""
    page.wait_for_selector(f"body[data-drawn]{other}", timeout=SECONDS)
    page.wait_for_selector(REST, timeout=SECONDS)
    expect(page.locator("#trust")).to_contain_text("trustworthiness", timeout=SECONDS)
    return page


def drawn(page: Any) -> str:
    return str(page.evaluate("document.body.dataset.drawn"))


@pytest.fixture(scope="module")
def digits(browser: Any, lab_server: LabServer) -> Iterator[Any]:
    """One page with a map of digits, for the tests that leave it as it is."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    context.add_cookies([lab_server.cookie])
    visited = SimpleNamespace(page=context.new_page(), requests=[], complaints=[])
    visited.page.on("request", lambda request: visited.requests.append(request.url))
    visited.page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    visited.page.goto(f"{lab_server.base}/explore#latent_dim=4&epochs=6&colour=zzz")
    at_rest(visited.page)
    yield visited
    context.close()


@pytest.fixture
def page(digits: Any) -> Iterator[Any]:
    """Show that page with nothing picked."""
    surface = digits.page.locator(".cloud-surface")
    surface.press("Escape")
    surface.press("0")
    yield digits.page
    assert digits.complaints == []


def pick_two(page: Any) -> None:
    page.locator(".cloud-surface").focus()
    for key in ("ArrowRight", "Enter", "ArrowUp", "ArrowUp", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#walk:not([hidden])", timeout=SECONDS)


def test_a_map_is_drawn_told_and_fits_the_screen(digits: Any, lab_server: LabServer) -> None:
    page = digits.page
    assert "1,797 samples of 64 numbers as codes of 4 numbers" in page.inner_text("#status-words")
    assert page.locator(".cloud-legend button[data-class]").count() == 10
    assert "colour" not in page.url
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    foreign = [url for url in digits.requests if not url.startswith((lab_server.base, "data:", "blob:"))]
    assert foreign == []


def test_two_picked_samples_are_decoded_and_walked_between(page: Any) -> None:
    pick_two(page)
    expect(page.locator("#pair .sample-line")).to_have_count(2)
    expect(page.locator("#pair canvas")).to_have_count(4)
    expect(page.locator("#walk-frames .frame")).to_have_count(9)
    page.locator("#frame").press("End")
    expect(page.locator("#frame-said")).to_have_text("9 of 9")
    expect(page.locator("#walk-frames .frame").last).to_have_attribute("aria-pressed", "true")
    page.get_by_label("spherical").check()
    expect(page.locator("#frame-said")).to_have_text("5 of 9")
    page.locator("#to-class").select_option("0")
    page.get_by_role("button", name="Walk", exact=True).click()
    expect(page.locator("#refusal")).to_have_text("A walk needs two classes; choose another one.")
    page.locator("#to-class").select_option("1")
    page.get_by_role("button", name="Walk", exact=True).click()
    expect(page.locator("#walk-from")).to_have_text("the centre of 0")


def test_a_hovered_point_shows_its_image(page: Any) -> None:
    page.locator(".cloud-surface").press("ArrowRight")
    page.wait_for_selector(".cloud-card canvas")
    expect(page.locator(".cloud-card")).to_contain_text("reconstruction error")


def test_a_click_on_empty_paper_decodes_a_blend_of_ten(page: Any) -> None:
    box = page.locator(".cloud-surface").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    expect(page.locator("#blend .wide .frame")).to_have_count(10)
    expect(page.locator("#tab-place")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".far-place")).to_contain_text("belongs to those dots rather than to this place")
    expect(page.locator("#trust")).to_contain_text("of the codes' variance")


def test_a_lasso_compares_a_group_with_all_others_then_with_a_second(page: Any) -> None:
    box = page.locator(".cloud-surface").bounding_box()
    middle, height = box["x"] + box["width"] / 2, box["height"]

    def lasso(left: float, right: float) -> None:
        page.get_by_role("button", name="lasso").click()
        page.mouse.move(left, box["y"] + 4)
        page.mouse.down()
        for place in ((right, 4), (right, height - 4), (left, height - 4)):
            page.mouse.move(place[0], box["y"] + place[1], steps=3)
        page.mouse.up()

    lasso(box["x"] + 4, middle)
    expect(page.locator("#groups")).to_contain_text("compared with all others")
    expect(page.locator("#groups figure")).to_have_count(3)
    page.click("#keep-group")
    lasso(middle, box["x"] + box["width"] - 4)
    expect(page.locator("#groups")).to_contain_text("First group")
    expect(page.locator("#groups tbody tr")).to_have_count(10)
    page.click("#drop-group")


def test_generated_samples_stand_above_the_nearest_real_ones(page: Any) -> None:
    page.click("#tab-generate")
    page.fill("#count", "4")
    page.click("#generate")
    expect(page.locator("#generated .generated")).to_have_count(4, timeout=SECONDS)
    expect(page.locator("#generated canvas")).to_have_count(8)
    page.fill("#count", "99")
    page.click("#generate")
    expect(page.locator("#refusal")).to_have_text("count is 99; generate from 1 to 24 samples at a time.")


def test_a_number_of_the_code_is_moved_by_keys(page: Any) -> None:
    page.locator("#tab-generate").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-number")).to_be_visible()
    page.locator("#dimension").press("End")
    expect(page.locator("#dimension-said")).to_have_text("4")
    expect(page.locator("#traversal .frames canvas")).to_have_count(9)


def test_two_wishes_at_once_are_sent_one_after_the_other(digits: Any) -> None:
    """Under way together, the earlier might come last, and be what is shown."""
    page, under_way, most = digits.page, list[str](), 0

    def sent(request: Any) -> None:
        nonlocal most
        if request.url.endswith("/wish"):
            under_way.append(request.post_data_json["map"]["dimensions"])
            most = max(most, len(under_way))

    def answered(request: Any) -> None:
        if request.url.endswith("/wish"):
            under_way.pop()

    page.on("request", sent)
    page.on("requestfinished", answered)
    with page.expect_request_finished(lambda request: '"dimensions":2' in (request.post_data or "")):
        page.evaluate(
            "for (const size of [3, 2]) document.querySelector(`[name=dimensions][value='${size}']`).click()"
        )
    page.remove_listener("request", sent)
    page.remove_listener("requestfinished", answered)
    assert most == 1
    at_rest(page)


def test_another_size_of_code_redraws_keeps_the_picks_and_stands_in_the_address(digits: Any) -> None:
    page = digits.page
    pick_two(page)
    told, before = page.inner_text("#pair strong >> nth=0"), drawn(page)
    page.locator("#latent_dim").press("ArrowRight")
    at_rest(page, before)
    assert "latent_dim=6" in page.url
    assert "codes of 6 numbers" in page.inner_text("#status-words")
    expect(page.locator("#pair strong").first).to_have_text(told)
    before = drawn(page)
    page.get_by_label("3-D").check()
    at_rest(page, before)
    assert "dimensions=3" in page.url
    requests = len(digits.requests)
    page.reload()
    at_rest(page)
    opened_anew = [url for url in digits.requests[requests:] if url.endswith("/explore/sessions")]
    assert opened_anew == []  # the process of before the reload is found again, with its map
    assert page.get_by_label("3-D").is_checked()
    assert digits.complaints == []


def test_a_table_of_the_learners_own_after_a_file_that_is_not_there(
    visit_url: Any, lab_server: LabServer
) -> None:
    rows = "".join(f"{n % 17},{(n * 7) % 23},{'red' if n % 2 else 'blue'},{n * 3.25}\n" for n in range(120))
    (lab_server.folder / "flowers.csv").write_text(f"width,height,colour,price\n{rows}")
    visited = visit_url("/explore#data=nothing.csv&latent_dim=2&epochs=3", width=820)
    page = visited.page
    expect(page.locator("#problem")).to_contain_text("There is no file", timeout=SECONDS)
    expect(page.locator("#progress")).to_be_hidden()
    page.locator("#own-file summary").click()
    page.fill("#path", "flowers.csv")
    page.click("#open-path")
    at_rest(page)
    expect(page.locator("#problem")).to_be_hidden()
    assert page.locator("#target").input_value() == "price"
    assert page.locator("#data option[value='nothing.csv']").count() == 0
    expect(page.locator("#latent_dim-said")).to_have_text("2, by the data")
    expect(page.locator("#status-words")).to_contain_text("flowers: 120 samples of 4 numbers")
    page.locator("#without-field summary").click()
    page.get_by_role("group", name="Columns to leave out").get_by_label("colour").check()
    expect(page.locator("body")).to_have_class("of-other-data")
    expect(page.locator("#status-words")).to_contain_text("120 samples of 2 numbers", timeout=SECONDS)
    expect(page.locator("body")).not_to_have_class("of-other-data")
    assert "without=" in page.url
    at_rest(page)
    assert page.locator(".cloud-tools select").input_value() == "price"
    pick_two(page)
    expect(page.locator(".values tbody tr")).to_have_count(2)
    expect(page.locator(".values thead")).to_contain_text("step 5")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The browser itself notes that looking at the missing file was answered with a refusal.
    assert [words for words in visited.complaints if "status of 422" not in words] == []


def test_a_server_that_was_started_anew_says_where_to_go_on(visit_url: Any) -> None:
    page = visit_url("/runs").page
    page.route("**/explore/choices", lambda route: route.fulfill(status=403, body="<p>no</p>"))
    page.goto(page.url.replace("/runs", "/explore#latent_dim=3"))
    expect(page.locator("#problem")).to_contain_text("open the address that it printed in the terminal")
    assert page.url.endswith("#latent_dim=3")


def test_a_training_is_stopped_and_what_it_learnt_is_shown(visit_url: Any) -> None:
    page = visit_url("/explore#latent_dim=4&epochs=10000").page
    expect(page.locator("#status-words")).to_contain_text("Training: epoch", timeout=SECONDS)
    page.click("#stop")
    at_rest(page)
    assert "(stopped after" in page.inner_text("#status-words")
    assert page.inner_text("#train") == "Train anew"
