from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from handsonn.data.datasets import california_housing
from handsonn.errors import DataFileError

# The first line of the published file: longitude, latitude, age, rooms, bedrooms, people, households, income,
# and the value.
FIRST = "-122.23,37.88,41.0,880.0,129.0,322.0,126.0,8.3252,452600.0\n"


def write_archive(path: Path, text: str, member: str = "CaliforniaHousing/cal_housing.data") -> Path:
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo(member)
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text.encode()))
    return path


def test_the_first_district_has_the_values_that_scikit_learn_documents(tmp_path: Path) -> None:
    dataset = california_housing.read(write_archive(tmp_path / "cal_housing.tgz", FIRST * 3))
    documented = [8.3252, 41.0, 6.98412698, 1.02380952, 322.0, 2.55555556, 37.88, -122.23]
    assert np.allclose(dataset.x, [documented] * 3, rtol=1e-6)
    assert dataset.y is not None
    assert dataset.y.tolist() == pytest.approx([4.526] * 3)
    assert dataset.feature_names[0] == "MedInc"


@pytest.mark.parametrize("text", ["", "1,2,3\n", FIRST + "hello\n"])
def test_other_contents_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataFileError, match=r"is not California housing's archive"):
        california_housing.read(write_archive(tmp_path / "cal_housing.tgz", text))


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"is not California housing's archive .*not found"):
        california_housing.read(write_archive(tmp_path / "cal_housing.tgz", FIRST, member="other.txt"))
    (tmp_path / "page.tgz").write_text("<html>sign in</html>")
    with pytest.raises(DataFileError, match=r"is not California housing's archive .*not a gzip file"):
        california_housing.read(tmp_path / "page.tgz")
