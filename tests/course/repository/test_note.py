"""`handsonn note`, as a function: what it adds, and that nothing of the learner's is lost by it."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import filelock
import journal_samples
import learner_repository
import pytest
from journal_samples import record
from learner_repository import NOON, contents, write_note

from handsonn.course.repository import (
    add_note,
    find_chapter,
    notes_file,
    overview,
    update_index,
)
from handsonn.errors import JournalError, RepositoryError
from handsonn.journal import Journal
from handsonn.journal.repository import lock

NOTES = Path("ch_10", "README.md")


def run_in(folder: Path) -> Path:
    """Make a run in a journal, and give its folder."""
    journal = Journal(folder)
    return journal.folder_of(journal.new_run("digits", journal_samples.fill).name)


@pytest.mark.parametrize("text", ["ch_10", "ch10", "10", "chapter 10", "CH-10", " 010 "])
def test_a_chapter_is_found_by_what_the_learner_types(text: str) -> None:
    assert find_chapter(text).number == 10


@pytest.mark.parametrize("text", ["9", "20", "", "ten", "ch_", "10.5", "99999999999999999999"])
def test_what_is_no_chapter_is_a_sentence(text: str) -> None:
    with pytest.raises(
        RepositoryError, match=r"there is no chapter .*; the chapters go from 10 to 19: write ch_10"
    ):
        find_chapter(text)


def test_a_note_is_a_dated_block_at_the_end_and_counts_in_the_index(root: Path) -> None:
    before = (root / NOTES).read_bytes()
    kept = write_note(root, "Scaled *pixels* are learnt sooner.\n\n", title="Scaling")
    added = (root / NOTES).read_bytes().removeprefix(before).decode()
    assert added == "\n## 2026-11-23 12:00 · Scaling\n\nScaled *pixels* are learnt sooner.\n"
    assert (root / NOTES).read_text().splitlines()[kept.line - 1] == "## 2026-11-23 12:00 · Scaling"
    assert (kept.path, kept.remarks, kept.pictures) == (root / NOTES, (), ())
    assert "](ch_10/README.md) | 5 |" in (root / "README.md").read_text()
    (last,) = overview(root).last_notes
    assert (last.title, last.line) == ("Scaling", kept.line)


def test_a_run_becomes_a_table_of_figures_and_its_pictures(root: Path) -> None:
    write_note(root, "", runs=[run_in(root / "runs")])
    text = (root / NOTES).read_text()
    assert text.endswith("""## 2026-11-23 12:00

|  | [digits-0001](../runs/digits-0001) |
| --- | --- |
| data | digits, 1,293 training samples |
| network | hidden layers of 300, 100 units, 49,610 parameters |
| epochs | 2 |
| accuracy on test samples | 90.0% (88.0% to 92.0%); baseline 10.0% |
| settings | learning rate 0.001, seed 0 |

![picture of digits-0001](../runs/digits-0001/picture.png)
""")


def test_four_runs_stand_in_tables_of_three_and_one(root: Path) -> None:
    write_note(root, "four", runs=[run_in(root / "runs") for _ in range(4)])
    lines = (root / NOTES).read_text().splitlines()
    assert [line for line in lines if line.startswith("| epochs")] == [
        "| epochs | 2 | 2 | 2 |",
        "| epochs | 2 |",
    ]
    beside = [
        f"![picture of digits-000{number}](../runs/digits-000{number}/picture.png)" for number in (1, 2, 3)
    ]
    assert f"| picture | {' | '.join(beside)} |" in lines
    assert lines[-1] == "![picture of digits-0004](../runs/digits-0004/picture.png)"


def test_a_run_that_is_kept_elsewhere_has_its_pictures_copied_once(root: Path, tmp_path: Path) -> None:
    run = run_in(tmp_path / "elsewhere")
    taken = root / "ch_10" / "pictures" / "digits-0001_picture.png"
    taken.parent.mkdir()
    taken.write_bytes(b"mine")
    copy = taken.with_name("digits-0001_picture_2.png")
    assert write_note(root, "", runs=[run]).pictures == (copy,)
    assert write_note(root, "", runs=[run]).pictures == (copy,)
    assert copy.read_bytes() == (run / "picture.png").read_bytes()
    assert taken.read_bytes() == b"mine"
    text = (root / NOTES).read_text()
    assert text.count("![picture of digits-0001](pictures/digits-0001_picture_2.png)") == 2
    assert "|  | digits-0001 |" in text


def test_hostile_names_are_shown_as_they_are_and_links_lead_there(root: Path) -> None:
    run = run_in(root / "runs")
    hostile = run.rename(run.with_name("a|b `c` [d](e) <b> *f* $g$ \n# h é-0001"))
    (hostile / "picture.png").rename(hostile / "it's (1) ![x].png")
    write_note(root, "", runs=[hostile])
    text = (root / NOTES).read_text()
    assert (
        r"| [a\|b \`c\` \[d\](e) \<b\> \*f\* \$g\$ # h é-0001](../runs/a%7Cb%20%60c%60%20%5Bd%5D%28e%29"
        in text
    )
    assert r"![it's (1) !\[x\] of a\|b" in text
    assert "it%27s%20%281%29%20%21%5Bx%5D.png)" in text
    assert not any(line.startswith("# h") for line in text.splitlines())


def test_a_run_without_scores_or_layers_is_noted_too(root: Path) -> None:
    plain = record(accuracy=None, settings={"model": "my_model.py:make_model", "epochs": 3})
    Journal(root / "runs").new_run("mine", lambda _folder, _name: plain)
    Journal(root / "runs").new_run(
        "mine", lambda _folder, _name: record(settings={"layers": (7,), "l2": None})
    )
    write_note(root, "", runs=sorted((root / "runs").glob("mine-*")))
    text = (root / NOTES).read_text()
    assert (
        "| network | my\\_model.py:make\\_model, 49,610 parameters | one hidden layer of 7 units, 49" in text
    )
    assert "| score | not evaluated |  |" in text
    assert "| settings | seed 0 | seed 0 |" in text


def test_a_renamed_chapter_is_followed_and_a_deleted_one_made_again(root: Path) -> None:
    (root / "ch_10").rename(root / "my nets")
    (root / "ch_11" / "README.md").unlink()
    assert write_note(root, "followed").path == root / "my nets" / "README.md"
    assert "](my%20nets/README.md) | 1 |" in (root / "README.md").read_text()
    kept = add_note(root, find_chapter("11"), "made again", NOON)
    assert kept.remarks == (
        "chapter 11 had no file of notes, so ch_11/README.md was made, with its questions",
    )
    assert kept.path.read_text().count("## ") == len(kept.chapter.questions) + 1
    (root / "ch_12" / "README.md").unlink()
    path, (said,) = notes_file(root, find_chapter("12"))
    assert path.is_file()
    assert "ch_12/README.md was made" in said


def test_a_folder_in_place_of_the_notes_is_a_sentence(root: Path) -> None:
    (root / NOTES).unlink()
    (root / NOTES).mkdir()
    with pytest.raises(
        RepositoryError, match="is no file of notes for chapter 10: it is a folder, leads nowhere"
    ):
        write_note(root, "x")


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_note_is_refused(root: Path, text: str) -> None:
    with pytest.raises(
        RepositoryError, match="the note is empty; write a text after the chapter, or name a run"
    ):
        write_note(root, text)


def test_an_index_that_was_edited_is_left_alone_and_the_note_is_written(root: Path) -> None:
    page = root / "README.md"
    page.write_bytes(page.read_bytes().replace(b"<!-- end of", b"<!-- the end of"))
    edited = page.read_bytes()
    (said,) = write_note(root, "written").remarks
    assert said.startswith("README.md got no index, because the lines <!-- handsonn index --> and")
    assert update_index(root) == (said,)
    assert page.read_bytes() == edited
    page.unlink()
    assert write_note(root, "written too").remarks == update_index(root) == ()
    assert b"written\n" in (root / NOTES).read_bytes()
    page.mkdir()
    assert "could not be updated (Is a directory)" in write_note(root, "and this").remarks[0]


# --- nothing is lost


@pytest.fixture
def full_disk(root: Path) -> Iterator[None]:
    """No file may grow beyond what the notes have now."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((root / NOTES).stat().st_size, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_the_notes_are_as_they_were(
    root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run = run_in(tmp_path / "elsewhere")
    (run / "picture.png").write_bytes(b"small")
    before = contents(root)
    request.getfixturevalue("full_disk")
    with pytest.raises(
        RepositoryError, match=r"note could not be written \(.*File too large\); your files are as"
    ):
        write_note(root, "one word too many", runs=[run])
    assert contents(root) == before
    assert not (root / "ch_10" / "pictures").exists()


def test_in_a_folder_that_can_only_be_read_it_is_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    before = contents(root)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(
        RepositoryError, match=r"note could not be written \(.*ch_10/README.md: Permission denied\)"
    ):
        write_note(root, "x")
    assert contents(root) == before
    (root / NOTES).write_bytes(before[str(NOTES)] + b"words by hand")
    assert "index in README.md could not be updated" in update_index(root)[0]
    assert (root / "README.md").read_bytes() == before["README.md"]


def test_a_run_that_cannot_be_read_leaves_the_notes_alone(root: Path) -> None:
    run = run_in(root / "runs")
    (run / "record.json").write_text("")
    before = contents(root)
    with pytest.raises(JournalError, match="damaged"):
        write_note(root, "x", runs=[run])
    assert contents(root) == before


def test_a_note_that_is_killed_at_any_step_is_whole_or_not_there(root: Path, tmp_path: Path) -> None:
    run = run_in(tmp_path / "elsewhere")
    command = [sys.executable, learner_repository.__file__, str(root), str(run)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    kills, notes = map(int, done.stdout.split())
    assert kills > notes > 1
    left = [path for path in root.rglob("*.draft") if path.parent.name != "pictures"]
    write_note(root, "after all", runs=[run])
    assert [path for path in left if path.exists()] == []


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from learner_repository import write_note
for number in range(10):
    write_note(Path(sys.argv[1]), f"{sys.argv[2]} {number}")
"""


def test_two_terminals_at_once_lose_no_note(root: Path) -> None:
    tests = str(Path(learner_repository.__file__).parent)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(root), name, tests]) for name in ("left", "right")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    lines = (root / NOTES).read_text().splitlines()
    for name in ("left", "right"):
        assert [line for line in lines if line.startswith(name)] == [
            f"{name} {number}" for number in range(10)
        ]
    assert "](ch_10/README.md) | 40 |" in (root / "README.md").read_text()


def test_a_lock_that_is_never_let_go_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    held = filelock.FileLock(root / ".handsonn" / "lock")
    with (
        held,
        pytest.raises(
            RepositoryError, match=r"could not be written: another process has held .*lock for 0 s"
        ),
    ):
        write_note(root, "x")
