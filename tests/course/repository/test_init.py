"""`handsonn init`, as a function: what is made, what is brought, and what is left as it is."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from learner_repository import contents, write_note

from handsonn.course.catalogue import chapters, exercises
from handsonn.course.repository import init_repository, make, material, overview
from handsonn.errors import RepositoryError
from handsonn.journal.repository import find_repository
from handsonn.journal.repository.index import BEGIN, END


def test_a_new_one_has_notes_with_questions_exercises_and_an_index(root: Path) -> None:
    assert find_repository(root / "ch_10") == root
    for chapter in chapters():
        lines = (root / f"ch_{chapter.number}" / "README.md").read_text().splitlines()
        assert lines[0] == f"# Chapter {chapter.number}: {chapter.title}"
        assert lines[2] == f"<!-- handsonn chapter {chapter.number} -->"
        assert [line.removeprefix("## ") for line in lines[4:] if line] == list(chapter.questions)
    for exercise in exercises():
        answer = root / exercise.place / "exercise.py"
        assert answer.read_bytes() == (exercise.folder / "exercise.py").read_bytes()
        assert sorted(path.name for path in answer.parent.iterdir()) == ["README.md", "exercise.py"]
    index = (root / "README.md").read_text()
    assert (
        f"| [10. Neural networks with Keras](ch_10/README.md) | 0 | 0 of {len(chapters()[0].labs)} |" in index
    )
    assert index.index(BEGIN) < index.index("No runs yet.") < index.index(END)
    assert overview(root).is_repository
    assert all(chapter.words == 0 for chapter in overview(root).chapters)


def test_again_it_changes_nothing(root: Path) -> None:
    before = contents(root)
    again = init_repository(root, git=True)
    assert (again.new, again.git, again.remarks, vars(again.brought)) == (
        False, None, (), {"made": [], "updated": [], "beside": [], "deleted": []},
    )  # fmt: skip
    assert contents(root) == before


def test_exercises_in_a_renamed_folder_are_found_and_not_made_a_second_time(root: Path) -> None:
    (root / "exercises" / "ch_10").rename(root / "exercises" / "neural networks")
    before = contents(root)
    again = init_repository(root, restore=True)
    assert vars(again.brought) == {"made": [], "updated": [], "beside": [], "deleted": []}
    assert contents(root) == before


def test_what_is_new_comes_and_what_the_learner_wrote_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exercises()[0].place.as_posix()
    write_note(root, "my words")
    (root / "ch_11").rename(root / "deep nets")
    (root / "ch_12" / "README.md").unlink()
    (root / "README.md").unlink()
    mine = contents(root)
    real = material.new_notes
    monkeypatch.setattr(material, "new_notes", lambda chapter: real(chapter) + "## One more question?\n")
    brought = init_repository(root).brought
    assert brought.beside == [("ch_10/README.md", "ch_10/README.md.new")]
    assert brought.updated[:2] == ["deep nets/README.md", "ch_13/README.md"]
    assert brought.deleted == ["ch_12/README.md", "README.md"]
    assert contents(root)["ch_10/README.md"] == mine["ch_10/README.md"]
    assert b"One more question?" in contents(root)["deep nets/README.md"]
    assert f"{first}/exercise.py" in contents(root)
    restored = init_repository(root, restore=True).brought
    assert restored.made == ["ch_12/README.md", "README.md"]
    assert b"](deep%20nets/README.md)" in contents(root)["README.md"]
    assert init_repository(root).brought.beside == []


def test_it_works_beside_files_that_are_there(tmp_path: Path) -> None:
    there = {
        "README.md": b"# Mine\r\n",
        "ch_10/README.md": b"my notes",
        ".gitignore": b"mine",
        "labs/a.py": b"",
    }
    for name, content in there.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    made = init_repository(tmp_path, git=False)
    assert made.new
    assert made.remarks == (
        "README.md was there already: all of it is kept, and the index stands at its end",
    )
    assert [path for path, _ in made.brought.beside] == [".gitignore", "ch_10/README.md"]
    after = contents(tmp_path)
    assert after["README.md"].startswith(f"# Mine\r\n\r\n{BEGIN}\r\n".encode())
    assert {name: after[name] for name in list(there)[1:]} == dict(list(there.items())[1:])
    assert overview(tmp_path).chapters[0].words == 2


def test_inside_another_one_and_in_place_of_a_file_it_is_refused(root: Path) -> None:
    with pytest.raises(
        RepositoryError, match=r"lies inside the repository .*notes, and one repository in another"
    ):
        init_repository(root / "ch_10" / "mine")
    (root.parent / "file").touch()
    with pytest.raises(
        RepositoryError, match="file is a file; name a folder, or a name that is not taken yet"
    ):
        init_repository(root.parent / "file")


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    ("owner", "name", "number"),
    [(Path, "mkdir", errno.EACCES), (os, "link", errno.EACCES), (os, "fsync", errno.ENOSPC)],
)
def test_what_the_disk_refuses_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, owner: Any, name: str, number: int, there: bool
) -> None:
    folder = tmp_path / "new" / "notes"
    if there:
        folder.mkdir(parents=True)
        (folder / "README.md").write_text("mine")
    before = contents(tmp_path)
    monkeypatch.setattr(owner, name, _refusing_later(getattr(owner, name), number))
    if name == "link":  # and no other way to make a file either
        monkeypatch.setattr(
            "handsonn.journal.repository.learner_file._fill_new", _refusing_later(None, number, 0)
        )
    refused = rf"could not be made \(.*{os.strerror(number)}\); your files are as they were"
    with pytest.raises(RepositoryError, match=refused):
        init_repository(folder, git=False)
    monkeypatch.undo()
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == (["new"] if there else [])


def _refusing_later(real: Callable[..., Any] | None, number: int, after: int = 9) -> Callable[..., Any]:
    left = after

    def call(*words: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or real is None:
            raise OSError(number, os.strerror(number), "/the/file")
        return real(*words, **options)

    return call


def test_a_failure_at_the_very_end_takes_the_index_out_of_the_learners_page_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("mine")
    monkeypatch.setattr(make, "make_file", _refusing_later(None, errno.ENOSPC))
    with pytest.raises(RepositoryError, match="No space left"):
        init_repository(tmp_path, git=False)
    assert contents(tmp_path) == {"README.md": b"mine"}


def test_one_that_was_killed_on_the_way_is_made_whole_by_the_next(root: Path) -> None:
    whole = contents(root)
    for name in (".handsonn/repository.json", ".handsonn/shipped.json", "ch_19/README.md", "README.md"):
        (root / name).unlink()
    again = init_repository(root, git=False)
    assert again.new
    assert again.brought.beside == []
    assert contents(root) == whole
