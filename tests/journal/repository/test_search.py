"""All words, whatever their case and accents: in notes, code and runs; the best first, then the newest."""

import os
from collections.abc import Callable
from pathlib import Path

import journal_samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.errors import RepositoryError
from handsonn.journal import Journal
from handsonn.journal.repository.folded import find_marks, fold
from handsonn.journal.repository.index import index_block
from handsonn.journal.repository.search import SearchAnswer, search
from handsonn.journal.repository.shipped import SHIPPED_FILE, fingerprint

NOTES = """# Chapter 10
<!-- handsonn chapter 10 -->

## What is dropout?

## What is scaling?

Without scaling the crème brûlée burns.

## 2026-11-20 10:00 · Scaling helps

It is learnt sooner.
```python
# dropout in code is no heading
```

## 2026-11-21 10:00

Scaling pixels, and a learning rate of 0.01.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "ch_10/README.md", NOTES)
    write(tmp_path, "README.md", f"Mine.\n{index_block(['scaling in the index'])}")
    write(tmp_path, "labs/ch10_scaling.py", "import keras\n\nLEARNING_RATE = 0.5  # mine\n")
    write(tmp_path, "exercises/ch_10/one/README.md", "the task on scaling")
    write(tmp_path, str(SHIPPED_FILE), f'{{"x": "{fingerprint(b"the task on scaling")}"}}')
    os.utime(tmp_path / "ch_10" / "README.md", (0, 0))
    Journal(tmp_path / "runs").new_run("digits", journal_samples.fill)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


def found(answer: SearchAnswer) -> list[tuple[str, int]]:
    return [(hit.path.as_posix(), hit.line) for hit in answer.hits]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        # The newest of those that hold it as a whole word in text and heading come first.
        (["scaling"], [("ch_10/README.md", 10), ("ch_10/README.md", 8), ("ch_10/README.md", 19)]),
        (["SCALING", "pixels"], [("ch_10/README.md", 19)]),
        (["scaling pixels"], [("ch_10/README.md", 19)]),
        (["creme", "BRULEE"], [("ch_10/README.md", 8)]),
        (["Crème", "burns"], [("ch_10/README.md", 8)]),
        (
            ["learning", "rate"],
            [("ch_10/README.md", 19), ("runs/digits-0001", 0), ("labs/ch10_scaling.py", 3)],
        ),
        (["dropout"], [("ch_10/README.md", 14)]),
        (["49610"], []),
        (["digits", "300"], [("runs/digits-0001", 0)]),
        (["nothing"], []),
    ],
)
def test_all_words_are_found_and_the_best_line_is_shown(
    root: Path, words: list[str], places: list[tuple[str, int]]
) -> None:
    assert sorted(found(search(root, words))) == sorted(places)
    assert found(search(root, words))[:1] == places[:1]


def test_a_hit_says_where_when_and_what(root: Path) -> None:
    dated, *_ = search(root, ["PIXELS"]).hits
    assert (dated.kind, dated.made, dated.heading) == ("note", "2026-11-21 10:00", "")
    assert [dated.text[start:end] for start, end in dated.marks] == ["pixels"]
    undated, *_ = search(root, ["brulee"]).hits
    assert (undated.heading, undated.made[:4]) == ("What is scaling?", "1970")
    code, *_ = search(root, ["mine", "learning_rate"]).hits
    assert (code.kind, code.text) == ("code", "LEARNING_RATE = 0.5  # mine")
    run, *_ = search(root, ["adam", "digits"]).hits or search(root, ["digits"]).hits
    assert (run.kind, run.text.split(" · ")[:3]) == (
        "run",
        ["digits-0001", "data digits", "learning_rate 0.001"],
    )


def test_files_that_nobody_changed_and_the_index_are_not_searched(root: Path) -> None:
    assert found(search(root, ["task"])) == []
    write(root, "exercises/ch_10/one/README.md", "the task on scaling, and mine")
    assert found(search(root, ["task"])) == [("exercises/ch_10/one/README.md", 1)]
    assert found(search(root, ["index"])) == []
    mine = fingerprint((root / "labs" / "ch10_scaling.py").read_bytes())
    assert found(search(root, ["keras"], shipped=[mine])) == []


def test_the_newest_of_equals_comes_first(root: Path) -> None:
    for name, seconds in (("old", 1_000_000), ("new", 3_000_000), ("newer", 2_000_000)):
        write(root, f"{name}.md", "perceptron")
        os.utime(root / f"{name}.md", (seconds, seconds))
    assert [path for path, _ in found(search(root, ["perceptron"]))] == ["new.md", "newer.md", "old.md"]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda path: path.write_bytes(b"scaling\n" * 200_000),
            "big.md was not searched: it has more than 1 MB",
        ),
        (lambda path: path.write_bytes(b"scaling\0"), "big.md was not searched: it is no text"),
        (lambda path: path.symlink_to("nowhere"), "big.md was not searched: it cannot be read (No such file"),
    ],
)
def test_what_is_not_searched_is_said(root: Path, make: Callable[[Path], object], sentence: str) -> None:
    make(root / "big.md")
    (skipped,) = search(root, ["scaling"]).skipped
    assert skipped.startswith(sentence)


def test_a_run_that_cannot_be_read_is_said(root: Path) -> None:
    (root / "runs" / "digits-0001" / "record.json").write_text("")
    assert "damaged" in search(root, ["digits"]).skipped[0]


def test_a_search_for_nothing_is_a_sentence(root: Path) -> None:
    with pytest.raises(RepositoryError, match="there is no word to search for; write one"):
        search(root, ["", " "])


@given(st.text(), st.text(min_size=1, max_size=3))
def test_marks_lie_in_the_text_in_their_order_and_hold_the_word(text: str, word: str) -> None:
    folded = fold(word)
    marks = find_marks(text, (folded,)) if folded else ()
    assert bool(marks) == (folded in fold(text) and bool(folded))
    ends = [0, *(end for _, end in marks)]
    assert all(before <= start < end for before, (start, end) in zip(ends, marks, strict=False))
    assert all(folded in fold(text[start:end]) for start, end in marks)
