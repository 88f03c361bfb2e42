"""explorer.html, opened from disk: no server, no network, and the decoder in the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from click.testing import CliRunner

from handsonn.cli.main import handsonn

READY = "() => window.explorer && !explorer.view.waiting"


def made(folder: Path, *words: str) -> Path:
    result = CliRunner().invoke(handsonn, ["latent", *words, "--no-pictures", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer") / "digits"
    return made(
        folder, "digits", "--latent-dim", "4", "--epochs", "8", "--dimensions", "2", "--dimensions", "3"
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer") / "table"
    return made(folder, "iris", "--latent-dim", "2", "--epochs", "3", "--kind", "variational")


def opened(visit: Any, folder: Path, **options: Any) -> Any:
    seen = visit(folder / "explorer.html", **options)
    seen.page.wait_for_function(READY)
    return seen


def place_of(page: Any, index: int) -> tuple[float, float]:
    """Tell where a point is on the screen."""
    return tuple(
        page.evaluate(
            """(index) => { const box = document.querySelector(".cloud-surface").getBoundingClientRect();
            const { x, y } = explorer.view.pixels(); return [box.x + x[index], box.y + y[index]]; }""",
            index,
        )
    )


def test_it_needs_nothing_but_itself_and_complains_of_nothing(digits: Path, visit: Any) -> None:
    seen = opened(visit, digits)
    page = seen.page
    page.locator("details").click()
    page.wait_for_function("() => document.querySelectorAll('#generated canvas').length === 32")
    assert {request.split(":")[0] for request in seen.requests} <= {"file", "data"}
    assert len([request for request in seen.requests if request.startswith("file")]) == 1
    assert seen.complaints == []


def test_the_decoder_in_the_page_gives_what_keras_gives(digits: Path, table: Path, visit: Any) -> None:
    for folder in (digits, table):
        page = opened(visit, folder).page
        with np.load(folder / "codes.npz") as kept:
            codes = kept["codes"][:50]
        decoder = keras.models.load_model(folder / "decoder.keras")
        expected = np.asarray(decoder.predict_on_batch(codes)).reshape(50, -1)
        found = page.evaluate("(codes) => codes.map((code) => [...explorer.decode(code)])", codes.tolist())
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_the_images_in_the_page_are_the_samples(digits: Path, visit: Any) -> None:
    from handsonn.data import load

    page = opened(visit, digits).page
    x = load("digits").x
    for index in (0, 1023, 1024, 1796):
        found = page.evaluate(
            "async (index) => [...(await explorer.page.data.image_of(index)).values]", index
        )
        np.testing.assert_array_equal(found, np.rint(x[index].ravel() / 16 * 255))


def test_two_clicks_walk_and_every_map_shows_the_walk(digits: Path, visit: Any) -> None:
    page = opened(visit, digits).page
    page.evaluate("() => { explorer.view.clear(); }")
    page.wait_for_function("() => document.querySelector('#walk .frames').children.length === 0")
    alone = page.evaluate(
        """() => { const { x } = explorer.view.pixels(), order = [...x.keys()].sort((a, b) => x[a] - x[b]);
        return [order[0], order.at(-1)]; }"""
    )
    for index in alone:
        page.mouse.click(*place_of(page, index))
    page.wait_for_function("() => document.querySelectorAll('#walk .frames figure').length === 9")
    assert page.evaluate("() => explorer.page.picked") == alone
    assert "%" in page.locator("#walk figcaption").first.inner_text()
    page.get_by_label("PCA, 3-D").check()
    page.wait_for_function("() => explorer.page.walk.path.shape.join() === '9,3'")
    page.get_by_label("step of the walk").fill("4")
    assert page.evaluate("() => explorer.page.walk.frame") == 4
    ends = page.evaluate("() => [...explorer.page.walk.path.values]")
    with np.load(digits / "maps.npz") as maps:
        np.testing.assert_allclose(ends[:3], maps["pca_3d"][alone[0]], atol=1e-6)
        np.testing.assert_allclose(ends[-3:], maps["pca_3d"][alone[1]], atol=1e-6)
    steps = np.diff(np.reshape(ends, (9, 3)), axis=0)  # PCA is a projection: straight stays straight
    np.testing.assert_allclose(steps, np.tile(steps.mean(axis=0), (8, 1)), atol=1e-4)


def test_a_click_on_empty_paper_decodes_a_blend_of_ten_and_shows_them(digits: Path, visit: Any) -> None:
    page = opened(visit, digits).page
    box = page.locator(".cloud-surface").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    page.wait_for_function("() => document.querySelectorAll('#place canvas').length === 11")
    assert "blend of the codes of these 10 points" in page.locator("#place").inner_text()


def test_a_lasso_compares_the_group_with_the_others(digits: Path, table: Path, visit: Any) -> None:
    page = opened(visit, digits).page
    page.evaluate("() => explorer.view.select([...Array(1000).keys()])")
    page.wait_for_function("() => document.querySelectorAll('#groups canvas').length === 2")
    assert "1,000 points inside the line, 797 points outside" in page.locator("#groups").inner_text()
    page = opened(visit, table).page
    page.evaluate("() => explorer.view.select([...Array(50).keys()])")
    words = page.locator("#groups").inner_text()
    assert "100 %" in words  # the first fifty irises are all of one kind
    assert "petal length" in words
    page.get_by_role("button", name="keep as the first group").click()
    page.evaluate("() => explorer.view.select([60, 61])")
    assert "First: 50 points; second: 2 points." in page.locator("#groups").inner_text()


def test_a_table_shows_the_features_and_what_the_code_keeps_of_them(table: Path, visit: Any) -> None:
    page = opened(visit, table, dark=True).page
    page.evaluate("() => explorer.pick([7])")
    row = page.locator(".features tbody tr").first.inner_text().split("\t")
    assert row[0].startswith("sepal length")
    assert float(row[1]) == pytest.approx(5.0)  # sample 7 of the irises
    assert float(row[2]) != float(row[1])


def test_without_a_decoder_the_nearest_samples_are_shown(tmp_path: Path, visit: Any) -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.save(tmp_path / "encoder.keras")
    folder = made(tmp_path / "mine", "iris", "--encoder", str(tmp_path / "encoder.keras"))
    page = opened(visit, folder).page
    page.evaluate("() => explorer.pick([3, 120])")
    page.wait_for_function("() => document.querySelectorAll('#walk .frames figure').length === 9")
    assert "no decoder that a browser can compute" in page.locator("#walk").inner_text()
    assert page.locator("#walk figcaption").first.inner_text() == "3"


@pytest.mark.parametrize("width", [1280, 820])
def test_the_page_fits_the_screen(digits: Path, visit: Any, width: int) -> None:
    page = opened(visit, digits, width=width).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    if width == 1280:
        assert page.locator("#walk").bounding_box()["y"] + 100 < 800
