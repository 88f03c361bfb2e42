from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from handsonn.data.files import image_folder, load_file
from handsonn.data.files.image import look_at, read_image
from handsonn.errors import DataFileError


def put(path: Path, pixels: Any, **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(np.asarray(pixels))
    image.save(path, **options)
    return path


def grey(value: int, height: int = 4, width: int = 6) -> Any:
    return np.full((height, width), value, np.uint8)


def test_each_sub_folder_is_a_class(tmp_path: Path) -> None:
    put(tmp_path / "dogs" / "a.png", grey(10))
    put(tmp_path / "cats" / "b.png", grey(20))
    put(tmp_path / "cats" / "c.bmp", grey(30))
    data = load_file(tmp_path)
    assert data.class_names == ("cats", "dogs")
    assert (data.x.shape, data.x.dtype, data.kind) == ((3, 4, 6), np.uint8, "image")
    assert {(int(x[0, 0]), int(y)) for x, y in zip(data.x, data.y, strict=True)} == {
        (20, 0),
        (30, 0),
        (10, 1),
    }  # type: ignore[arg-type]
    assert data.note == ""


def test_what_operating_systems_leave_behind_is_ignored(tmp_path: Path) -> None:
    put(tmp_path / "0" / "a.png", grey(1))
    put(tmp_path / "1" / "a.png", grey(2))
    for junk in (".DS_Store", "Thumbs.db", "0/Thumbs.db", "1/.hidden", "__MACOSX/0", ".cache/x"):
        (tmp_path / junk).parent.mkdir(exist_ok=True)
        (tmp_path / junk).write_bytes(b"junk")
    assert load_file(tmp_path).x.shape == (2, 4, 6)


def test_folders_named_by_numbers_are_classes_in_numerical_order(tmp_path: Path) -> None:
    for name in ("10", "9"):
        put(tmp_path / name / "a.png", grey(int(name)))
    assert load_file(tmp_path).class_names == ("9", "10")


def test_one_image_in_colour_makes_all_of_them_colour(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.png", grey(50))
    put(tmp_path / "b" / "1.png", np.full((4, 6, 3), (255, 0, 10), np.uint8))
    data = load_file(tmp_path)
    assert data.x.shape == (2, 4, 6, 3)
    assert data.x[0, 0, 0].tolist() == [50, 50, 50]
    assert data.x[1, 0, 0].tolist() == [255, 0, 10]
    assert data.note == "1 grey images among 2 read as colour"


def test_images_of_other_sizes_take_the_most_common_one_and_the_note_says_so(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.png", grey(50))
    put(tmp_path / "a" / "2.png", grey(60))
    put(tmp_path / "b" / "1.png", grey(70, 40, 40))
    data = load_file(tmp_path)
    assert data.x.shape == (3, 4, 6)
    assert data.x[2].tolist() == grey(70).tolist()
    assert data.note == "1 of 3 images resized to 6 x 4 pixels"


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([(128, 100)] * 2, (100, 128)),
        ([(300, 150)] * 2, (32, 64)),
        ([(300, 1)] * 2, (1, 64)),
        ([(100, 100), (90, 90)], (64, 64)),
        ([(64, 32), (300, 300)], (64, 64)),
    ],
)
def test_large_images_are_made_small_enough_to_learn_from(
    tmp_path: Path, sizes: list[tuple[int, int]], expected: tuple[int, int]
) -> None:
    for number, (width, height) in enumerate(sizes):
        put(tmp_path / str(number) / "1.png", grey(9, height, width))
    assert load_file(tmp_path).x.shape[1:] == expected


def test_sixteen_bits_are_brought_to_eight_instead_of_cut_off(tmp_path: Path) -> None:
    path = put(tmp_path / "a.png", np.array([[0, 257, 32896, 65535]], np.uint16))
    np.testing.assert_array_equal(read_image(path, (4, 1), colour=False), [[0, 1, 128, 255]])
    assert not look_at(path).colour


def test_transparent_parts_are_white(tmp_path: Path) -> None:
    pixels = np.array([[[255, 0, 0, 255], [255, 0, 0, 0], [0, 0, 0, 128]]], np.uint8)
    path = put(tmp_path / "a.png", pixels)
    assert read_image(path, (3, 1), colour=True).tolist() == [[[255, 0, 0], [255, 255, 255], [127, 127, 127]]]
    grey_path = put(tmp_path / "b.png", Image.fromarray(np.array([[[0, 255], [0, 0]]], np.uint8), "LA"))
    assert read_image(grey_path, (2, 1), colour=False).tolist() == [[0, 255]]


def test_a_palette_is_looked_up(tmp_path: Path) -> None:
    image = Image.fromarray(np.array([[0, 1]], np.uint8), "P")
    image.putpalette([255, 0, 0, 0, 0, 255])
    path = put(tmp_path / "a.png", image)
    assert look_at(path).colour
    assert read_image(path, (2, 1), colour=True).tolist() == [[[255, 0, 0], [0, 0, 255]]]


def test_a_photo_is_turned_upright_as_its_camera_noted(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = put(tmp_path / "a.png", np.array([[10, 20, 30]], np.uint8), exif=exif)
    assert look_at(path).size == (1, 3)
    assert read_image(path, (1, 3), colour=False).tolist() == [[10], [20], [30]]


def test_of_an_animation_the_first_picture_is_taken(tmp_path: Path) -> None:
    frames = [Image.fromarray(grey(value)) for value in (11, 200, 90)]
    put(tmp_path / "a" / "1.gif", frames[0], save_all=True, append_images=frames[1:])
    put(tmp_path / "b" / "1.png", grey(5))
    data = load_file(tmp_path)
    assert data.x[0].mean(axis=(0, 1)).tolist() in (11.0, [11.0, 11.0, 11.0])
    assert "the first picture of 1 animated images" in data.note


def test_pixels_in_floating_point_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.tiff", np.array([[0.5, 0.1]], np.float32))
    put(tmp_path / "b" / "1.tiff", np.array([[0.5, 0.1]], np.float32))
    with pytest.raises(
        DataFileError, match=r"a/1.tiff cannot be read: its pixels are floating-point numbers"
    ):
        load_file(tmp_path)


def test_more_images_than_the_memory_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a" / "1.png", grey(1))
    put(tmp_path / "b" / "1.png", grey(2))
    monkeypatch.setattr(image_folder, "_LARGEST_DATASET", 47)
    with pytest.raises(DataFileError, match="2 images of 6 x 4 pixels are too many"):
        load_file(tmp_path)


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(DataFileError, match=r"cannot be listed \(Permission denied\)"):
        load_file(tmp_path)
