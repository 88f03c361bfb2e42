from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from handsonn.data.datasets import co2, diamonds, fashion_mnist, seattle_weather, txhousing
from handsonn.data.embedded import FOLDER, checksums, embedded_file
from handsonn.data.idx import read_idx
from handsonn.data.places import locate

HERE = locate("fashion_mnist", fashion_mnist.REMOTE)


def packed() -> set[str]:
    return {path.name for path in FOLDER.iterdir() if path.suffix in {".npz", ".parquet"}}


def test_every_embedded_file_has_a_checksum_and_the_right_one() -> None:
    assert set(checksums()) == packed()
    for name, digest in checksums().items():
        assert hashlib.sha256(embedded_file(name).read_bytes()).hexdigest() == digest, name


def test_every_embedded_file_has_its_licence() -> None:
    text = embedded_file("DATA_LICENSES").read_text(encoding="utf-8")
    for name in packed():
        assert f"\n{name} " in text
    assert "Permission is hereby granted" in text
    assert "Redistribution and use" in text


def test_the_wheel_stays_small() -> None:
    assert sum(embedded_file(name).stat().st_size for name in packed()) < 6_500_000


@pytest.mark.skipif(HERE is None, reason="the 70,000 images are not on this machine")
def test_the_slice_is_the_rows_of_the_original_that_it_names() -> None:
    assert HERE is not None
    images, labels, test_images, test_labels = (read_idx(path) for path in HERE)
    with np.load(embedded_file("fashion_mnist_small.npz")) as arrays:
        for part, whole, whole_labels in (
            ("train", images, labels),
            ("test", test_images, test_labels),
        ):
            rows = arrays[f"rows_{part}"]
            assert len(set(rows.tolist())) == len(rows)
            assert np.array_equal(arrays[f"x_{part}"], whole[rows])
            assert np.array_equal(arrays[f"y_{part}"], whole_labels[rows])
            assert set(np.bincount(arrays[f"y_{part}"])) == {1_000 if part == "train" else 200}


def test_the_published_tables_are_there_as_they_were_published() -> None:
    jewels = diamonds.table()
    assert list(jewels) == ["carat", "cut", "color", "clarity", "depth", "table", "price", "x", "y", "z"]
    assert [column[0] for column in jewels.values()] == [
        0.23,
        "Ideal",
        "E",
        "SI2",
        61.5,
        55,
        326,
        3.95,
        3.98,
        2.43,
    ]
    houses = txhousing.table()
    assert len(houses["city"]) == 8_602
    assert len(set(houses["city"])) == 46
    gaps = {name: int(np.isnan(column).sum()) for name, column in houses.items() if name != "city"}
    assert {name: count for name, count in gaps.items() if count} == {
        "sales": 568,
        "volume": 568,
        "median": 616,
        "listings": 1_424,
        "inventory": 1_467,
    }


def test_the_published_series_are_there_as_they_were_published() -> None:
    air = co2.table()
    assert (air["date"][0], air["co2"][0]) == (19580329, 316.1)
    assert int(np.isnan(air["co2"]).sum()) == 59
    weather = seattle_weather.table()
    assert (weather["date"][0], weather["weather"][0]) == ("2012/01/01", "drizzle")
    assert len(weather["date"]) == 1_461


def test_the_embedded_folder_is_inside_the_package() -> None:
    import handsonn

    assert Path(handsonn.__path__[0]) in FOLDER.parents
