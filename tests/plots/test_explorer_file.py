"""The page that carries everything: images, numbers, and names that could be mistaken for markup."""

from __future__ import annotations

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from handsonn.plots.explorer_file import ExplorerFile, explorer_page, image_sheets, images_per_sheet


@pytest.mark.parametrize("shape", [(5, 7), (4, 4, 3), (300, 280)])
def test_every_image_stands_whole_on_its_sheet(shape: tuple[int, ...]) -> None:
    images = np.random.default_rng(0).integers(0, 256, (1030 if shape[0] < 9 else 11, *shape), np.uint8)
    each = images_per_sheet(images)
    sheets = image_sheets(images)
    assert len(sheets) == -(-len(images) // each)
    height, width = shape[:2]
    for number in (0, each - 1, each, len(images) - 1):
        sheet = np.asarray(Image.open(io.BytesIO(sheets[number // each])))
        down, across = divmod(number % each, round(each**0.5))
        found = sheet[down * height : (down + 1) * height, across * width : (across + 1) * width]
        np.testing.assert_array_equal(found, images[number])


def page(**changed: object) -> str:
    known = {
        "title": "codes of <b>x</b>",
        "sentence": "",
        "notes": (),
        "facts": {"class_names": ["</script><script>alert(1)</script>"]},
        "arrays": {"codes": np.array([[1.5, -2.0]])},
    }
    return explorer_page(ExplorerFile(**(known | changed)), script="start();", sheet="p {}")  # type: ignore[arg-type]


def test_a_name_that_looks_like_markup_is_only_a_name() -> None:
    written = page()
    assert "<b>x" not in written
    assert "alert(1)</script>" not in written
    facts = re.search(r'id="facts">(.*?)</script>', written)
    assert facts is not None
    assert json.loads(facts[1]) == {"class_names": ["</script><script>alert(1)</script>"]}


def test_an_array_is_float32_in_base64_with_its_shape() -> None:
    found = re.search(r'id="array-codes" data-kind="float32" data-shape="\[1, 2\]">([^<]*)<', page())
    assert found is not None
    assert np.frombuffer(base64.b64decode(found[1]), "<f4").tolist() == [1.5, -2.0]


def test_the_page_names_no_other_machine_and_may_ask_none() -> None:
    written = page()
    assert "default-src 'none'" in written
    assert not re.findall(r"https?://", written)
