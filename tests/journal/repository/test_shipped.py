"""Shipped again: new files come, untouched ones follow, changed and deleted ones are the learner's."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from handsonn.errors import RepositoryError
from handsonn.journal.repository.place import OURS
from handsonn.journal.repository.shipped import (
    SHIPPED_FILE,
    Brought,
    ShippedFile,
    bring,
    fingerprint,
)

NAME = "exercises/ch_10/one/exercise.py"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / OURS).mkdir()
    return tmp_path


def ship(root: Path, content: bytes, *, restore: bool = False, place: str = NAME) -> Brought:
    with ExitStack() as undo:
        brought = bring(root, [ShippedFile(NAME, content, root / place)], undo, restore=restore)
        undo.pop_all()
    return brought


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.parent.name != ".handsonn"
    }


def test_a_file_comes_once_and_follows_new_versions_while_nobody_touches_it(root: Path) -> None:
    assert ship(root, b"one").made == [NAME]
    assert ship(root, b"one") == Brought()
    assert ship(root, b"two").updated == [NAME]
    assert tree(root) == {NAME: b"two"}


def test_a_changed_file_is_kept_and_its_new_version_comes_beside_it_once(root: Path) -> None:
    ship(root, b"one")
    (root / NAME).write_bytes(b"mine")
    assert ship(root, b"one") == Brought()
    assert ship(root, b"two").beside == [(NAME, f"{NAME}.new")]
    assert tree(root) == {NAME: b"mine", f"{NAME}.new": b"two"}
    (root / f"{NAME}.new").unlink()  # read, and not wanted
    assert ship(root, b"two") == Brought()
    assert tree(root) == {NAME: b"mine"}


def test_a_new_version_writes_over_no_other_that_lies_beside(root: Path) -> None:
    ship(root, b"one")
    (root / NAME).write_bytes(b"mine")
    (root / f"{NAME}.new").write_bytes(b"mine too")
    assert ship(root, b"two").beside == [(NAME, f"{NAME}.new-2")]
    assert tree(root) == {NAME: b"mine", f"{NAME}.new": b"mine too", f"{NAME}.new-2": b"two"}
    (root / f"{NAME}.new-2").replace(root / NAME)  # taken over
    assert ship(root, b"three").updated == [NAME]


def test_a_file_that_was_there_before_is_the_learners(root: Path) -> None:
    (root / NAME).parent.mkdir(parents=True)
    (root / NAME).write_bytes(b"mine")
    assert ship(root, b"one").beside == [(NAME, f"{NAME}.new")]
    assert (root / NAME).read_bytes() == b"mine"


def test_a_deleted_file_stays_deleted_until_it_is_asked_for(root: Path) -> None:
    ship(root, b"one")
    (root / NAME).unlink()
    assert ship(root, b"two").deleted == [NAME]
    assert tree(root) == {}
    assert ship(root, b"two", restore=True).made == [NAME]
    assert tree(root) == {NAME: b"two"}


def test_a_file_that_the_learner_moved_is_followed(root: Path) -> None:
    ship(root, b"one")
    (root / NAME).rename(root / "moved.py")
    assert ship(root, b"two", place="moved.py").updated == ["moved.py"]
    assert tree(root) == {"moved.py": b"two"}


def test_other_line_ends_are_no_change(root: Path) -> None:
    ship(root, b"one\ntwo\n")
    (root / NAME).write_bytes(b"one\r\ntwo\r\n")  # as git checks out on Windows
    assert ship(root, b"three\n").updated == [NAME]
    assert fingerprint(b"a\r\n") == fingerprint(b"a\n") != fingerprint(b"a\n\n")


def test_what_stands_in_the_way_is_left_alone(root: Path) -> None:
    (root / NAME).mkdir(parents=True)
    assert ship(root, b"one").beside == [(NAME, f"{NAME}.new")]
    other = ShippedFile("link", b"one", root / "link")
    other.place.symlink_to("nowhere")
    with ExitStack() as undo:
        assert bring(root, [other], undo, restore=False) == Brought()
    assert other.place.is_symlink()


def test_what_was_made_is_taken_back_when_something_fails(root: Path) -> None:
    (root / "mine").mkdir()
    files = [ShippedFile(name, b"", root / name) for name in ("new/one", "mine/two", "mine/two/three")]
    with ExitStack() as undo, pytest.raises(NotADirectoryError, match="mine/two"):
        bring(root, files, undo, restore=False)
    assert sorted(path.name for path in root.iterdir()) == [".handsonn", "mine"]
    assert tree(root) == {}


@pytest.mark.parametrize("content", ["", "<<<<<<< HEAD", "[]", '{"a": 1}', "[" * 100_000])
def test_a_damaged_list_of_what_was_shipped_is_a_sentence(root: Path, content: str) -> None:
    (root / SHIPPED_FILE).write_text(content)
    with pytest.raises(RepositoryError, match=r"shipped.json is damaged, so nothing tells which files you"):
        ship(root, b"one")
    assert tree(root) == {}


def test_what_was_shipped_is_a_plain_list_of_fingerprints(root: Path) -> None:
    ship(root, b"one")
    assert json.loads((root / SHIPPED_FILE).read_text()) == {NAME: fingerprint(b"one")}
