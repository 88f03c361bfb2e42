"""Between its markers the index is ours; every byte outside of them is the learner's."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handsonn.errors import RepositoryError
from handsonn.journal.repository.index import BEGIN, END, index_block, with_index, without_index

LINES = [
    "| chapter | words |",
    "| --- | --: |",
    "| [10. Networks](ch_10/README.md) | 7 |",
    "",
    "No runs yet.",
]
OTHER = [*LINES[:2], "| [10. Networks](ch_10/README.md) | 8 |", "", "1 run in [runs](runs/)."]
outside = st.binary().filter(lambda content: b"handsonn index" not in content)


@given(before=outside, after=outside)
def test_every_byte_outside_of_the_markers_stays(before: bytes, after: bytes) -> None:
    assume(not before.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")))  # the next test's
    begin, end = before + BEGIN.encode(), END.encode() + after
    once = with_index(begin + b"\n" + end, LINES)
    twice = with_index(once, OTHER)
    for content, lines in ((once, LINES), (twice, OTHER)):
        assert content.startswith(begin)
        assert content.endswith(end)
        assert all(line.encode() in content for line in lines)
    assert with_index(twice, LINES) == once


def test_line_ends_and_encoding_are_the_files_own() -> None:
    windows = f"# Mine\r\n\r\n{BEGIN}\r\n{END}\r\n".encode("utf-16")
    text = with_index(windows, LINES).decode("utf-16")
    assert text.count("\n") == text.count("\r\n") == 12
    assert LINES[2] in text


def test_a_new_index_may_be_moved_and_its_table_aligned() -> None:
    block = index_block(LINES)
    aligned = block.replace("| --- | --: |", "| -------- | ----: |").replace("| 7 |", "|      7 |")
    assert aligned != block
    content = f"above\n{aligned}below\n".encode()
    assert with_index(content, OTHER) == f"above\n{index_block(OTHER)}below\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "mine",
        BEGIN,
        END,
        f"{END}\n{BEGIN}",
        f"{BEGIN}{END}{END}",
        f"{BEGIN}{BEGIN}{END}",
        f"{BEGIN.upper()}{END}",
    ],
)
def test_markers_that_are_missing_doubled_reversed_or_edited_leave_the_file_alone(content: str) -> None:
    with pytest.raises(
        RepositoryError, match="do not stand there once each, in this order: write them where"
    ):
        with_index(content.encode(), LINES)


@pytest.mark.parametrize(
    "edit", [("| 7 |", "| 9 |"), ("No runs yet.", "No runs yet!\nMine."), (END, f"mine\n{END}")]
)
def test_what_the_learner_wrote_between_the_markers_is_not_written_over(edit: tuple[str, str]) -> None:
    edited = index_block(LINES).replace(*edit)
    with pytest.raises(RepositoryError, match="keeps its old index, because something was written between"):
        with_index(edited.encode(), OTHER)
    assert with_index(f"{BEGIN}\n\n{END}".encode(), OTHER)


def test_a_search_sees_the_learners_part_on_its_own_lines() -> None:
    text = f"one\n{index_block(LINES)}last\n"
    mine = without_index(text)
    assert "chapter" not in mine
    assert mine.splitlines().index("last") == text.splitlines().index("last")
    assert without_index(f"mine {END}") == f"mine {END}"
