"""A note is added to the end of a file of the learner's, whose bytes stay as they are."""

from __future__ import annotations

from pathlib import Path

from handsonn.errors import RepositoryError
from handsonn.journal.repository.written_text import read_text


def checked_words(words: str, what: str) -> str:
    r"""Give the text of a note with "\n" as its line ends.

    what: "note" or "title". Raises RepositoryError for characters that no text has: they can hide from an
    editor what stands in the file, or change what a terminal shows.
    """
    text = words.replace("\r\n", "\n").replace("\r", "\n")
    allowed = "\n\t" if what == "note" else ""
    for position, mark in enumerate(text):
        code = ord(mark)
        hidden = code < 32 or 127 <= code < 160 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069  # noqa: PLR2004
        if (hidden and mark not in allowed) or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004
            raise RepositoryError(
                f"the {what} holds the character U+{code:04X} at place {position + 1}, which is no text; "
                "take it out and write the note again."
            )
    return text


def with_note(content: bytes, block: str, path: Path) -> bytes:
    """Give the file with a block of Markdown at its end; what was there is the beginning of it.

    The block gets the file's encoding and line ends. Raises RepositoryError for characters that cannot be
    written in it.
    """
    written = read_text(content)
    ends = written.text.replace("\r\n", "\n")
    gap = "" if not ends or ends.endswith("\n\n") else "\n" if ends.endswith("\n") else "\n\n"
    try:
        return content + written.encoded(f"{gap}{block}")
    except UnicodeEncodeError as error:
        mark = error.object[error.start]
        raise RepositoryError(
            f"{path} is not in UTF-8, so {mark!r} cannot be written as the rest of it is; save that file as "
            "UTF-8 in your editor, and write the note again."
        ) from None
