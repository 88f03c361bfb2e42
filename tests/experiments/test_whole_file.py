"""A file appears whole, or what stood there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from handsonn.experiments.whole_file import whole_file


def test_a_file_is_written_over_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "told.txt"
    with whole_file(place) as file:
        file.write("earlier")
    with pytest.raises(ValueError, match="in the middle"):
        _fail_in(place)
    assert place.read_text(encoding="utf-8") == "earlier"
    assert place.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["told.txt"]


def _fail_in(place: Path) -> None:
    with whole_file(place) as file:
        file.write("later, but not")
        raise ValueError("in the middle")
