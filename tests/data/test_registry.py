from __future__ import annotations

from pathlib import Path

import pytest

import handsonn.data
from handsonn.data.registry import NAMES, card, entry, remote_set
from handsonn.errors import UnknownName


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="no data set called 'fashion'; did you mean 'fashion_mnist'"):
        entry("fashion")


def test_every_file_of_the_folder_is_registered() -> None:
    folder = Path(handsonn.data.__path__[0]) / "datasets"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(NAMES)


def test_only_the_larger_sets_download_anything() -> None:
    assert {name for name in NAMES if remote_set(name)} == {
        "fashion_mnist",
        "mnist",
        "cifar10",
        "california_housing",
    }


def test_the_size_to_download_is_the_sum_of_the_files() -> None:
    assert card("fashion_mnist").download_bytes == 30_878_645


def test_the_public_names_are_functions_and_not_the_files_of_that_name() -> None:
    import handsonn.data.fetch
    import handsonn.data.load

    assert callable(handsonn.data.load)
    assert callable(handsonn.data.fetch)
