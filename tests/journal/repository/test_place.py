"""A repository is found from any folder inside it, and what is wrong with it is one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handsonn.errors import RepositoryError
from handsonn.journal.repository import find_repository, repository_of, runs_of
from handsonn.journal.repository.place import MARK, MARK_FILE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    (root / "ch_10" / "deep" / "er").mkdir(parents=True)
    (root / MARK_FILE).parent.mkdir()
    (root / MARK_FILE).write_text(MARK)
    return root


def test_it_is_found_from_its_folder_and_from_any_depth_but_not_from_outside(root: Path) -> None:
    assert find_repository(root) == find_repository(root / "ch_10" / "deep" / "er") == root
    assert find_repository(root.parent) is None
    with pytest.raises(RepositoryError, match=r"lies in no learning repository; `handsonn init FOLDER`"):
        repository_of(root.parent)


def test_runs_are_kept_in_the_repository_and_their_folder_is_named_as_seen_from_here(root: Path) -> None:
    assert runs_of(root) == Path("runs")
    assert runs_of(root / "ch_10" / "deep") == Path("../../runs")
    assert runs_of(root.parent) == Path("runs")


def test_the_way_to_a_linked_folder_is_kept(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    assert find_repository(link / "ch_10") == link


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.write_text(""), 'damaged; expected {"handsonn_repository": 1} in it'),
        (lambda path: path.write_text("[" * 100_000), "damaged"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "damaged"),
        (lambda path: path.write_text("[1]"), "damaged"),
        (lambda path: path.write_text('{"handsonn_repository": true}'), "damaged"),
        (lambda path: path.write_text('{"handsonn_repository": 0}'), "damaged"),
        (
            lambda path: path.write_text('{"handsonn_repository": 7}'),
            r"newer handsonn \(its repository has version 7",
        ),
        (lambda path: (path.unlink(), path.mkdir()), r"cannot be read \(Is a directory\)"),
        (lambda path: (path.unlink(), path.symlink_to("nowhere")), r"cannot be read \(No such file"),
    ],
)
def test_a_damaged_or_newer_one_is_a_sentence_and_not_passed_over(
    root: Path, damage: Callable[[Path], Any], sentence: str
) -> None:
    damage(root / MARK_FILE)
    with pytest.raises(RepositoryError, match=sentence):
        find_repository(root / "ch_10")
