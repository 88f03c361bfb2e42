from __future__ import annotations

from pathlib import Path

import pytest

from handsonn.data.files import FORMATS, check_path, format_of, is_path, load_file
from handsonn.data.files.broken import explained
from handsonn.errors import DataFileError, HandsonnError, UsageError


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", "csv"), ("a.TSV", "tsv"), ("a.pq", "parquet"), ("a.npz", "npz"), ("a.JPG", "image_folder")],
)
def test_a_format_is_found_by_its_suffix(name: str, expected: str) -> None:
    assert format_of(Path(name)).module == expected


def test_each_format_reads_labelled_and_new_data() -> None:
    for each in FORMATS:
        assert callable(each.reader("load"))
        assert callable(each.reader("load_new"))


def test_a_folder_is_read_as_images_whatever_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "pictures.csv"
    folder.mkdir()
    assert format_of(folder).module == "image_folder"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("digits", False), ("a.csv", True), ("./digits", True), ("pictures/", True), ("no-such-thing", False)],
)
def test_a_name_is_told_from_a_path(
    text: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_path(text) is expected


def test_what_stands_here_is_a_path_without_a_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pictures").mkdir()
    assert is_path("pictures")
    assert is_path(Path("anything"))
    assert not is_path("a" * 5000)


def test_a_misspelt_file_is_answered_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "houses.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataFileError, match=r"did you mean 'houses.csv'\?"):
        check_path(tmp_path / "house.csv")


def test_the_home_folder_can_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.csv").write_text("a,b\n1,x\n2,y\n")
    assert len(load_file("~/a.csv", target="b")) == 2


def test_a_file_that_may_not_be_opened_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,x\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataFileError, match=r"a.csv cannot be read: .*Permission denied"):
        load_file(path, target="b")


def test_a_complaint_of_a_library_becomes_a_sentence_and_ours_passes() -> None:
    with (
        pytest.raises(DataFileError, match=r"a.bin cannot be read: MemoryError; "),
        explained("a.bin", "bytes"),
    ):
        raise MemoryError
    with pytest.raises(UsageError, match="ours"), explained("a.bin", "bytes"):
        raise UsageError("ours")
    with pytest.raises(HandsonnError, match=r"cannot be read: x{157}\.\.\.;"), explained("a.bin", "bytes"):
        raise ValueError("x" * 1000)
    with pytest.raises(KeyboardInterrupt), explained("a.bin", "bytes"):
        raise KeyboardInterrupt
