"""How a learner's text file is written: its encoding and its line ends, which we keep."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (  # the longer mark first: UTF-16's is the beginning of UTF-32's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITH_ZEROS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNKNOWN = "latin-1"  # reads any bytes; only what ASCII and it share is ever written


@dataclass(frozen=True)
class WrittenText:
    """A file's content as text.

    text: the characters, with the file's own line ends. encoding: how more text is to be encoded: "ascii"
    where the file is in none that we can tell. line_end: the one that most of its lines have.
    """

    text: str
    encoding: str
    line_end: str

    def encoded(self, text: str) -> bytes:
        r"""Write text with "\n" as the file is written. Raises UnicodeEncodeError."""
        return text.replace("\n", self.line_end).encode(self.encoding)


def read_text(content: bytes) -> WrittenText:
    """Read a file's bytes, whatever encoding they are in: no bytes are refused."""
    marked = ((mark, encoding) for mark, encoding in _MARKS if content.startswith(mark))
    mark, encoding = next(marked, (b"", "utf-8"))
    try:
        text = content.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError:
        text, encoding = content.decode(_UNKNOWN), "ascii"
    return WrittenText(text, encoding, _line_end(text))


def is_text(content: bytes) -> bool:
    """Tell whether bytes are a text's: of these, only one that is marked as UTF-16 has zeros in it."""
    return b"\0" not in content or content.startswith(_WITH_ZEROS)


def _line_end(text: str) -> str:
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
