"""The workbench in a real browser: a learner's way from a file to a kept run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lab_process import LabServer
from playwright.sync_api import expect

SECONDS = 180_000


def ready(visited: Any) -> Any:
    """Wait until the data are shown."""
    visited.page.wait_for_selector("#views [role=tabpanel]", timeout=SECONDS, state="attached")
    return visited.page


def shows(page: Any, place: str, words: str) -> None:
    """Wait until a place of the page holds these words."""
    expect(page.locator(place)).to_contain_text(words, timeout=SECONDS)


def trained(page: Any) -> None:
    """Wait until a run can be kept."""
    page.wait_for_selector("#keep:not([disabled]), #kept a", timeout=SECONDS)


def houses(folder: Path) -> Path:
    """Write 200 houses: a number, a year, a category of three cities, a price from 339,000 to 2,406,000."""
    path = folder / "houses.csv"
    cities = ("Bonn", "Jena", "Ulm")
    rows = "".join(
        f"{n},{1900 + n % 100},{cities[n % 3]},{9000 * n + 69_000 * (n % 5)}\n" for n in range(30, 230)
    )
    path.write_text(f"area,year,city,price\n{rows}")
    return path


@pytest.fixture(scope="module")
def digits(browser: Any, lab_server: LabServer) -> str:
    """Train digits on the page, once for this module; give the address of its result."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([lab_server.cookie])
    page = context.new_page()
    page.goto(f"{lab_server.base}/workbench#layers=32&epochs=8")
    page.click("#train")
    trained(page)
    address = str(page.url).removeprefix(lab_server.base)
    context.close()
    return address


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_opens_with_data_without_a_complaint_and_without_leaving_the_machine(
    visit_url: Any, lab_server: LabServer, dark: bool
) -> None:
    visited = visit_url("/workbench", dark=dark)
    page = ready(visited)
    assert "1,797 images" in page.inner_text("#facts")
    page.click("role=tab[name='Distributions']")
    assert page.evaluate(
        "(s => s.scrollWidth <= s.clientWidth)(document.querySelector('.distributions').parentElement)"
    )
    shows(page, "#command", "handsonn train digits")
    foreign = [url for url in visited.requests if not url.startswith((lab_server.base, "data:", "blob:"))]
    assert foreign == []
    assert visited.complaints == []


@pytest.mark.parametrize("width", [820, 1280])
def test_nothing_is_wider_than_the_window(visit_url: Any, digits: str, width: int) -> None:
    page = ready(visit_url(digits, width=width))
    page.wait_for_selector("#result-parts [data-cell]", timeout=SECONDS)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_result_is_found_again_with_curves_score_and_form(visit_url: Any, digits: str) -> None:
    visited = visit_url(digits)
    page = ready(visited)
    trained(page)
    shows(page, "#state", "Trained 8 of 8 epochs")
    shows(page, "#result", "95% interval")
    expect(page.locator("#curves svg")).to_have_count(2)
    expect(page.locator("#layers input")).to_have_value("32")
    assert visited.complaints == []


def test_a_cell_of_the_matrix_shows_its_images_by_mouse_and_by_keyboard(visit_url: Any, digits: str) -> None:
    page = ready(visit_url(digits))
    page.wait_for_selector("[data-cell='0']", timeout=SECONDS)
    page.click("[data-cell='11']")
    page.wait_for_selector(".of-cell .sample")
    assert re.match(r"\d+ test samples are 1 and were called 1", page.inner_text(".of-cell"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shows(page, ".of-cell", "are 2 and were called 2")


def test_the_run_is_kept_and_stands_among_the_runs(
    visit_url: Any, digits: str, lab_server: LabServer
) -> None:
    page = ready(visit_url(digits))
    trained(page)
    page.click("#keep")
    name = page.wait_for_selector("#kept a", timeout=SECONDS).inner_text()
    expect(page.locator("#keep")).to_be_hidden()
    page.click("role=tab[name='Save']")
    record = json.loads((lab_server.folder / "runs" / name / "record.json").read_text())["record"]
    assert record["settings"]["layers"] == [32]
    with page.expect_download() as download:
        page.click(f"role=link[name='{name}.onnx']")
    assert download.value.suggested_filename == f"{name}.onnx"


def test_a_file_is_uploaded_trained_on_reloaded_stopped_and_shown(
    visit_url: Any, lab_server: LabServer, tmp_path: Path
) -> None:
    visited = visit_url("/workbench")
    page = ready(visited)
    page.set_input_files("#upload-file", houses(tmp_path))
    shows(page, "#facts", "200 rows of 3 columns, which make 5 features; predict price.")
    shows(page, "#facts", "The last column, price, is taken as the target")
    shows(page, "#command", "handsonn train data/houses.csv --target price")
    page.click("role=tab[name='Target']")
    assert "1,500,000" in page.inner_text("#views [role=tabpanel]:not([hidden])")
    page.click("role=tab[name='Distributions']")
    assert page.inner_text(".distributions tr:has-text('year')").split()[1:] == ["1900", "1950", "1999"]
    assert "Bonn 67" in page.inner_text(".distributions tr:has-text('city')")
    assert (lab_server.folder / "data" / "houses.csv").read_bytes() == (tmp_path / "houses.csv").read_bytes()
    assert page.input_value("#target") == "price"
    page.fill("#epochs", "500000")
    page.fill("#batch_size", "1")  # so that the fastest machine has not trained it when Stop is pressed
    page.click("#train")
    shows(page, "#state", "Epoch")
    shows(page, "#earlier option:checked", "houses.csv, trains now")

    page.reload()
    shows(page, "#state", "Epoch")
    assert page.input_value("#data") == "data/houses.csv"
    expect(page.locator("#epochs")).to_have_value("500000")
    page.wait_for_selector("#curves .line >> nth=1", state="attached")

    page.click("#stop")
    trained(page)
    shows(page, "#state", "(interrupted)")
    assert page.is_visible("#go-on")
    shows(page, "#how-far", "to epoch 500,000.")
    page.fill("#epochs", "60")
    assert "Epochs counts for it only where it says more" in page.inner_text("#how-far")
    page.fill("#epochs", "600000")
    assert "to epoch 600,000, as Epochs says" in page.inner_text("#how-far")
    page.fill("#epochs", "500000")
    expect(page.locator("#result .dot")).to_have_count(40)
    shows(page, "#result", "misses price by")
    told = re.compile(r"houses\.csv, [\d,]+ of 500,000 epochs$")
    expect(page.locator("#earlier option:checked")).to_have_text(told)
    page.click("role=tab[name='Worst mistakes']")
    worst = page.locator("#result-parts tbody tr").first.locator("td").all_inner_texts()
    assert re.fullmatch(r"[\d,]+ too (low|high)", worst[3])
    assert "e+" not in "".join(worst)
    page.click("role=tab[name='In Keras']")
    with page.expect_download() as download:
        page.click("role=link[name='Download data.npz']")
    assert download.value.suggested_filename == "data.npz"
    assert visited.complaints == []


def test_a_training_goes_on_without_a_page_and_another_page_finds_it(visit_url: Any) -> None:
    first = visit_url("/workbench#data=iris&layers=8&batch_size=1&epochs=400000")
    page = ready(first)
    page.click("#train")
    shows(page, "#state", "Epoch")
    job = re.search(r"job=([\w-]+)", page.url)
    assert job
    page.context.close()

    again = ready(visit_url("/workbench"))
    again.select_option("#earlier", job[1])
    shows(again, "#state", "Epoch")
    told = again.inner_text("#state")
    expect(again.locator("#state")).not_to_have_text(told, timeout=SECONDS)
    assert again.input_value("#data") == "iris"
    again.click("#stop")
    trained(again)


def test_what_is_wrong_is_said_beside_its_control(visit_url: Any) -> None:
    visited = visit_url("/workbench#data=iris")
    page = ready(visited)
    page.fill("#epochs", "0")
    page.wait_for_selector("[data-control=epochs] .problem")
    assert "epochs is 0; it counts" in page.inner_text("[data-control=epochs] .problem")
    assert page.get_attribute("#epochs", "aria-invalid") == "true"
    page.fill("#epochs", "5")
    page.wait_for_selector("[data-control=epochs] .problem", state="detached")
    assert visited.complaints == []


def test_a_table_as_bad_as_real_ones_is_mended_on_the_page(visit_url: Any, lab_server: LabServer) -> None:
    rows = "".join(f"2024-01-{1 + n % 28:02},{'' if n == 7 else n},{'ab'[n % 2]}\n" for n in range(60))
    (lab_server.folder / "bad <b>.csv").write_text(f"day,size,<i>kind</i>\n{rows}")
    page = ready(visit_url("/workbench"))
    page.fill("#path", "bad <b>.csv")
    page.press("#path", "Enter")
    page.wait_for_selector("[data-control=without] .problem")
    page.check("#without input[value=day]")
    shows(page, "#facts", "60 rows of 1 feature;")
    assert "1 value is missing" in page.inner_text("#facts")
    page.fill("#epochs", "2")
    assert "1 value is missing (size: 1)" in page.inner_text("[data-control=missing] .problem")
    assert page.is_disabled("#train")
    shows(page, "#waits-for", "choose what happens to missing values")
    page.select_option("#missing", "median")
    page.click("#train")
    trained(page)
    assert page.locator("i, b >> text=kind").count() == 0


def test_a_file_that_cannot_be_uploaded_leaves_nothing_to_train_on(visit_url: Any, tmp_path: Path) -> None:
    (tmp_path / "torn.npz").write_bytes(b"PK no archive")
    page = ready(visit_url("/workbench"))
    assert page.is_enabled("#train")
    page.set_input_files("#upload-file", tmp_path / "torn.npz")
    page.wait_for_selector("[data-control=upload] .problem")
    assert page.inner_text("[data-control=upload] .problem").startswith("torn.npz")
    assert (page.is_disabled("#train"), page.input_value("#data")) == (True, "")
    page.select_option("#data", "iris")
    shows(page, "#facts", "150 rows")
    assert page.is_enabled("#train")


def test_a_training_that_fails_says_why_in_its_own_place_and_offers_no_going_on(
    visit_url: Any, lab_server: LabServer
) -> None:
    (lab_server.folder / "few.csv").write_text("a,b\n1,2\n2,3\n")
    page = ready(visit_url("/workbench#data=few.csv"))
    page.click("#train")
    page.wait_for_selector("[data-control=job] .problem", timeout=SECONDS)
    assert page.inner_text("#state") == "The training failed."
    assert page.is_hidden("#go-on")
    assert "--" not in page.inner_text("[data-control=job] .problem")


def test_every_control_is_reached_by_the_keyboard_and_named(visit_url: Any) -> None:
    page = ready(visit_url("/workbench"))
    unnamed = page.evaluate(
        "[...document.querySelectorAll('main :is(input, select, button, a)')].filter((e) => e.offsetParent)"
        ".filter((e) => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim()))"
        ".map((e) => e.outerHTML)"
    )
    assert unnamed == []
    reached = set()
    for _ in range(45):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
    wanted = {
        "data",
        "path",
        "upload",
        "scaler",
        "validation",
        "add-layer",
        "optimizer",
        "epochs",
        "seed",
        "train",
    }
    assert wanted <= reached
