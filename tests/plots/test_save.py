import errno
import os
from pathlib import Path

import pytest
from PIL import Image

from handsonn.errors import HandsonnError
from handsonn.plots import figure_bytes, learning_curves, save_figure

HISTORY = {"loss": (2.0, 1.0)}


def test_a_figure_is_saved_as_png_and_svg(tmp_path: Path) -> None:
    paths = save_figure(learning_curves(HISTORY), tmp_path / "learning_curves.v1")
    assert [path.name for path in paths] == ["learning_curves.v1.png", "learning_curves.v1.svg"]
    with Image.open(paths[0]) as image:
        assert image.size == (750, 540)  # 5.0 x 3.6 inches at 150 dots
    assert "<svg" in paths[1].read_text()
    assert sorted(tmp_path.iterdir()) == sorted(paths)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_figure_gives_the_same_bytes(form: str) -> None:
    first, second = (figure_bytes(learning_curves(HISTORY), form) for _ in range(2))  # type: ignore[arg-type]
    assert first == second


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        HandsonnError, match=r"picture .*x\.png could not be saved \(No such file or directory\)"
    ):
        save_figure(learning_curves(HISTORY), tmp_path / "absent" / "x")


def test_a_full_disk_leaves_the_old_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.png").write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HandsonnError, match=r"No space left on device\); make room or choose another folder"):
        save_figure(learning_curves(HISTORY), tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["x.png"]
    assert (tmp_path / "x.png").read_bytes() == b"old"
