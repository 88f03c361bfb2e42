from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from handsonn.data import load
from handsonn.errors import DataFileError, UnknownName, UsageError


def test_a_misspelt_name_gets_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="no data set or file called 'digit'; did you mean 'digits'"):
        load("digit")


@pytest.mark.parametrize("name", ["", "d" * 5_000, "di\0gits"])
def test_a_name_that_can_be_no_path_is_unknown(name: str) -> None:
    with pytest.raises(UnknownName, match="there is no data set or file called"):
        load(name)


def test_an_array_is_not_loaded() -> None:
    with pytest.raises(UsageError, match=r"takes the name of a data set or the path of a file, not ndarray"):
        load(np.zeros(3))  # type: ignore[arg-type]


def test_the_home_folder_can_be_written_as_a_tilde(bare_machine: Path) -> None:
    (bare_machine / "sizes.csv").write_text("size,price\n" + "".join(f"{n},{n * 2.5}\n" for n in range(30)))
    assert len(load("~/sizes.csv", target="price")) == 30


def test_a_registered_name_wins_over_a_file_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "digits").write_text("not a data set")
    monkeypatch.chdir(tmp_path)
    assert len(load("digits")) == 1_797


def test_anything_with_a_suffix_or_a_folder_is_a_path(tmp_path: Path) -> None:
    table = tmp_path / "digits.csv"
    table.write_text("size,price\n" + "".join(f"{n},{n * 2.5}\n" for n in range(30)))
    dataset = load(str(table), target="price")
    assert dataset.x[:, 0].tolist() == list(range(30))
    assert load(table, target="price").fingerprint == dataset.fingerprint


def test_a_path_without_a_file_is_told() -> None:
    with pytest.raises(DataFileError, match=r"no_such_file\.csv"):
        load("no_such_file.csv", target="price")


def test_a_target_can_only_be_chosen_where_there_are_columns() -> None:
    with pytest.raises(UsageError, match="digits comes with its own label, so target='colour'"):
        load("digits", target="colour")


def test_loading_needs_neither_pandas_nor_keras() -> None:
    program = (
        "import sys; from handsonn.data import load, catalogue; catalogue();"
        "[load(name) for name in ('digits', 'diamonds', 'txhousing', 'co2', 'fashion_mnist_small')];"
        "assert not {'pandas', 'keras', 'jax'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
