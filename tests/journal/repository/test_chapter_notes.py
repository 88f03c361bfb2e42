"""Notes of a chapter are found by their marker, wherever the learner moved them."""

from pathlib import Path

from handsonn.journal.repository.chapter_notes import find_chapter_notes, marker, usual_place


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-16" if "utf-16" in name else "utf-8"))
    return path


def test_notes_are_in_their_usual_place_or_where_their_marker_is(tmp_path: Path) -> None:
    usual = write(tmp_path, "ch_10/README.md", f"# Mine\n{marker(10)}\n")
    moved = write(tmp_path, "part 1/deep nets/notes.md", f"text\n<!--handsonn chapter 11  -->\n{marker(12)}")
    other = write(tmp_path, "utf-16/a.MD", marker(13))
    unmarked = write(tmp_path, "ch_14/README.md", "the marker was taken out")
    found = find_chapter_notes(tmp_path, range(10, 16))
    assert found.places == {10: usual, 11: moved, 13: other, 14: unmarked}
    assert found.doubled == ()
    assert usual_place(10) == Path("ch_10/README.md")


def test_a_usual_place_that_holds_another_chapter_is_not_taken(tmp_path: Path) -> None:
    swapped = write(tmp_path, "ch_10/README.md", marker(11))
    assert find_chapter_notes(tmp_path, (10, 11)).places == {11: swapped}


def test_of_several_the_one_higher_up_is_used_and_a_sentence_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a/b/README.md", marker(10))
    first = write(tmp_path, "z/README.md", marker(10))
    found = find_chapter_notes(tmp_path, [10])
    assert found.places == {10: first}
    assert found.doubled[0].startswith(
        "several files are marked as the notes of chapter 10 (z/README.md, a/b/README.md); the first one is"
    )


def test_runs_labs_exercises_hidden_and_deep_folders_are_not_searched(tmp_path: Path) -> None:
    for name in ("runs/a", "labs", "exercises/ch_10", ".git", ".venv/x", "node_modules/y", "a/b/c/d"):
        write(tmp_path, f"{name}/README.md", marker(10))
    (tmp_path / "folder.md").mkdir()
    assert find_chapter_notes(tmp_path, [10]).places == {}
