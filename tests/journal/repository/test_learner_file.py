"""Files of the learner's are replaced in one step, and keep what they are."""

import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from handsonn.journal.repository import learner_file
from handsonn.journal.repository.learner_file import change_file, make_file, read_if_there, replace_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_replaced_file_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    old = tmp_path / "old.md"
    old.write_bytes(b"old")
    old.chmod(0o640)
    assert change_file(old, lambda content: b"new" + content) == (b"old", b"newold")
    replace_file(tmp_path / "usual", b"")
    (tmp_path / "as_usual").touch()
    assert (old.read_bytes(), stat.S_IMODE(old.stat().st_mode)) == (b"newold", 0o640)
    assert (tmp_path / "usual").stat().st_mode == (tmp_path / "as_usual").stat().st_mode


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    link.symlink_to(real)
    change_file(link, lambda _: b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path) == ["elsewhere", "link.md"]


def test_a_file_that_may_not_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.md"
    path.write_bytes(b"mine")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write all
    with pytest.raises(PermissionError, match=r"mine\.md"):
        change_file(path, lambda _: b"new")
    assert path.read_bytes() == b"mine"


def test_what_an_editor_saves_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_bytes(b"mine")

    def change(content: bytes) -> bytes:
        if content == b"mine":
            path.write_bytes(b"saved in an editor")
        return content + b", noted"

    assert change_file(path, change) == (b"saved in an editor", b"saved in an editor, noted")
    assert names(tmp_path) == ["mine.md"]

    def write_on(content: bytes) -> bytes:
        path.write_bytes(content + b".")
        return b"ours"

    with pytest.raises(OSError, match="another program keeps writing it"):
        change_file(path, write_on)
    assert path.read_bytes() == b"saved in an editor, noted...................."


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond a hundred bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("full_disk")
def test_on_a_full_disk_the_old_file_stays_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(b"old")
    with pytest.raises(OSError, match="File too large"):
        change_file(tmp_path / "note.md", lambda _: b"x" * 1000)
    with pytest.raises(OSError, match="File too large"):
        make_file(tmp_path / "new.md", b"x" * 1000)
    assert read_if_there(tmp_path / "note.md") == b"old"
    assert names(tmp_path) == ["note.md"]


def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    mine = [".handsonn-mine.draft", ".handsonn-0123456789abcdef.draft"]
    for name in (*mine, ".handsonn-0123456789ab.draft"):
        (tmp_path / name).touch()
    assert make_file(tmp_path / "new", b"new")
    assert names(tmp_path) == sorted([*mine, "new"])


def test_a_name_that_is_taken_is_not_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "file").write_bytes(b"mine")
    assert not make_file(tmp_path / "dangling", b"")
    assert not make_file(tmp_path / "file", b"")
    monkeypatch.setattr(os.path, "lexists", lambda _: False)  # somebody makes it in between
    assert not make_file(tmp_path / "file", b"")
    assert read_if_there(tmp_path / "file") == b"mine"
    assert read_if_there(tmp_path / "file" / "below") is read_if_there(tmp_path / "none") is None


def test_a_disk_without_hard_links_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert make_file(tmp_path / "new", b"whole")
    assert (tmp_path / "new").read_bytes() == b"whole"
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="not permitted"):
        learner_file._fill_new(tmp_path / "half", b"half")
    assert names(tmp_path) == ["new"]
