"""A note goes to the end of the learner's bytes; what counts as their words; which notes are dated."""

import codecs
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.errors import RepositoryError
from handsonn.journal.repository.note_text import count_words, dated_heading, dated_notes
from handsonn.journal.repository.notes import checked_words, with_note
from handsonn.journal.repository.written_text import read_text

PATH = Path("ch_10/README.md")
plain = st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1)


@given(content=st.binary(), block=plain)
def test_whatever_the_file_holds_its_bytes_are_the_beginning_of_the_new_ones(
    content: bytes, block: str
) -> None:
    longer = with_note(content, f"{block}\n", PATH)
    assert longer.startswith(content)
    assert read_text(longer).text.endswith((f"{block}\n", f"{block}\r\n"))


@given(text=st.text(), block=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_file_in_utf_8_stays_in_utf_8(text: str, block: str) -> None:
    content = text.encode("utf-8", "ignore")
    assert with_note(content, block, PATH).decode("utf-8").startswith(content.decode("utf-8"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"note\n"),
        (b"mine", b"mine\n\nnote\n"),
        (b"mine\n", b"mine\n\nnote\n"),
        (b"mine\n\n", b"mine\n\nnote\n"),
        (b"mine\r\nmore\r\n", b"mine\r\nmore\r\n\r\nnote\r\n"),
        (b"mine\r\n\r\n", b"mine\r\n\r\nnote\r\n"),
        (codecs.BOM_UTF8 + b"mine\n", codecs.BOM_UTF8 + b"mine\n\nnote\n"),
    ],
)
def test_an_empty_line_comes_before_it_in_the_files_own_line_ends(before: bytes, after: bytes) -> None:
    assert with_note(before, "note\n", PATH) == after


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_another_unicode_encoding_is_kept(encoding: str) -> None:
    before = "\ufeffé\r\n".encode(encoding)
    assert with_note(before, "ü\n", PATH).decode(encoding) == "\ufeffé\r\n\r\nü\r\n"


def test_in_an_encoding_that_nobody_knows_only_ascii_is_written() -> None:
    broken = codecs.BOM_UTF16_LE + b"a\0b"
    assert with_note(broken, "note\n", PATH) == broken + b"\n\nnote\n"
    latin = "café\n".encode("latin-1")
    assert with_note(latin, "note\n", PATH) == latin + b"\nnote\n"
    with pytest.raises(RepositoryError, match=r"ch_10.README.md is not in UTF-8, so 'é' cannot be written"):
        with_note(latin, "é", PATH)


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800"])
def test_characters_that_are_no_text_are_refused(mark: str) -> None:
    with pytest.raises(RepositoryError, match=rf"the note holds the character U\+{ord(mark):04X} at place 3"):
        checked_words(f"ab{mark}", "note")


def test_a_note_has_lines_and_a_title_has_one() -> None:
    assert checked_words("one\r\ntwo\rthree\tfour\n", "note") == "one\ntwo\nthree\tfour\n"
    with pytest.raises(RepositoryError, match=r"the title holds the character U\+000A at place 4"):
        checked_words("one\ntwo", "title")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("# Title\n<!-- handsonn chapter 10 -->\n\n## A question?\n", 0),
        ("## A question?\n\nIt's well-known: 3 words\n", 4),
        ("| a | b |\n| --- | --- |\n", 0),
        ("```python\nmodel.fit(x, y)\n```\nafter it\n", 2),
        ("![a picture](curves.png) and [a link](https://x.org/a/b)\n", 3),
        ("<!-- a remark\nof two lines -->one\n", 1),
    ],
)
def test_headings_tables_code_comments_and_pictures_are_not_the_learners_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_dated_note_is_found_by_its_heading() -> None:
    moment = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - notes have local time
    text = f"# Title\n\n{dated_heading(moment, 'Scaling')}\n\nIt is sooner.\n\n{dated_heading(moment, '')}\n"
    first, second = dated_notes(PATH, text)
    assert (first.line, first.made, first.title, first.begins) == (
        3,
        "2026-11-23 14:05",
        "Scaling",
        "It is sooner.",
    )
    assert (second.line, second.title, second.begins) == (7, "", "")
    (long,) = dated_notes(PATH, f"{dated_heading(moment, '')}\n\n{'word ' * 30}\n")
    assert len(long.begins) <= 41
    assert long.begins.endswith("…")
