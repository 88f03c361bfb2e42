"""How a text table is written: its separator, its decimal sign, its header; found from its first lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from handsonn.errors import DataFileError

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 30
_COMMA_DECIMAL = re.compile(r"[+-]?\d*,\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MAGIC = (
    (b"PK\x03\x04", "a zip archive (an Excel workbook?); open it and save the sheet as CSV in UTF-8"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"PAR1", "a Parquet file; name it .parquet"),
    (b"\x89PNG", "a PNG image; a folder of images needs one sub-folder per class"),
    (b"%PDF", "a PDF document; export its table as CSV"),
    (b"\xff\xfe", "text in UTF-16; save it as CSV in UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; open it and save the sheet as CSV in UTF-8"),
)


@dataclass(frozen=True)
class Dialect:
    """What the first lines of a text table say about the rest.

    names: the header's cells, trimmed. header_lines: lines up to and including the header.
    """

    separator: str
    names: tuple[str, ...]
    header_lines: int
    decimal_comma: bool

    def notes(self, usual: str) -> tuple[str, ...]:
        """Say in words what is unusual."""
        words = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
        notes = [f"columns separated by {words[self.separator]}"] if self.separator != usual else []
        return (*notes, "decimal commas read as points") if self.decimal_comma else tuple(notes)


def detect(source: str, start: bytes, usual: str, *, whole: bool) -> Dialect:
    """Read the dialect from the first bytes of a file.

    usual: the separator that the suffix promises; it wins a tie. whole: `start` is the whole file.
    Raises DataFileError for a file that is empty, not text, or without a header.
    """
    text = _decode(source, start, whole=whole)
    lines = _LINE_END.split(text)  # str.splitlines knows line ends that pyarrow does not
    blank = next((number for number, line in enumerate(lines) if line.strip()), None)
    if blank is None:
        raise DataFileError(f"{source} is empty; expected a header line and a row per sample.")
    # The last line of a part of the file may be cut in the middle.
    complete = lines[blank : blank + _SAMPLE_LINES] if whole else lines[blank:-1][:_SAMPLE_LINES]
    if not complete:
        raise DataFileError(
            f"{source}: line 1 is longer than {len(start):,} bytes; expected a table with a line per sample."
        )
    separator = _separator(source, complete, usual)
    rows = _cells(source, complete, separator)
    header = rows[0]
    _refuse_header(source, header)
    return Dialect(separator, header, blank + 1, _has_decimal_comma(rows[1:], separator))


def _decode(source: str, start: bytes, *, whole: bool) -> str:
    for magic, meaning in _MAGIC:
        if start.startswith(magic):
            raise DataFileError(f"{source} is not a text table: it is {meaning}.")
    start = start.removeprefix(b"\xef\xbb\xbf")
    if start.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise DataFileError(f"{source} is a web page, not a table; download the file itself.")
    header = start.lstrip(b"\r\n").splitlines()[:1]
    if header and _is_not_utf8(header[0], whole=whole):
        raise DataFileError(f"{source}: the header holds bytes that are not UTF-8; save the file as UTF-8.")
    return start.decode("utf-8", errors="replace")


def _is_not_utf8(line: bytes, *, whole: bool) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return whole or error.end < len(line) - 3  # a character cut by the end of the sample is no fault
    return False


def _separator(source: str, lines: Sequence[str], usual: str) -> str:
    """Choose the separator that is steady over the lines, then the usual one, then the frequent one."""

    def fitness(separator: str) -> tuple[bool, bool, int]:
        counts = [len(row) for row in _cells(source, lines, separator) if row != ("",)]
        cells = counts[0] if counts else 0
        return cells > 1 and len(set(counts)) == 1, separator == usual and cells > 1, cells

    return max(sorted(_SEPARATORS, key=lambda s: s != usual), key=fitness)


def _cells(source: str, lines: Sequence[str], separator: str) -> list[tuple[str, ...]]:
    """Split lines into trimmed cells; a quoted cell may span lines."""
    try:
        reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator)
        return [tuple(cell.strip() for cell in row) or ("",) for row in reader]
    except csv.Error as error:
        raise DataFileError(f"{source} is not a text table ({error}); expected CSV in UTF-8.") from None


def _refuse_header(source: str, header: tuple[str, ...]) -> None:
    if any("\n" in name or "\r" in name for name in header):
        raise DataFileError(
            f"{source}: a column name in the header spans several lines, or its quote is never closed; "
            "write the header on one line."
        )
    numbers = [name for name in header if _NUMBER.fullmatch(name)]
    if len(numbers) == len(header) or (2 * len(numbers) > len(header) and any("." in n for n in numbers)):
        raise DataFileError(
            f"{source}: the first line holds numbers ({', '.join(header[:4])}); expected a header line with "
            "the names of the columns."
        )


def _has_decimal_comma(rows: Sequence[tuple[str, ...]], separator: str) -> bool:
    """Tell 1,5 from 1.5; a file with both kinds is read with points, and refused at the first comma."""
    if separator == ",":
        return False
    cells = [cell for row in rows for cell in row]
    commas = any(_COMMA_DECIMAL.fullmatch(cell) for cell in cells)
    return commas and not any(_NUMBER.fullmatch(cell) and "." in cell for cell in cells)
