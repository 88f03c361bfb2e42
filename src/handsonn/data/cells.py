"""What the cells of a column hold: numbers, texts, dates, nothing; pyarrow arrays in, pyarrow arrays out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from handsonn.errors import DataFileError
from handsonn.records import Array

if TYPE_CHECKING:
    import pyarrow as pa

MISSING_TEXTS = ("", "NA", "N/A", "n/a", "#N/A", "#NA", "<NA>", "NaN", "nan", "-nan", "NULL", "null", "?")
_NUMBER = r"^[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|(?i:inf|infinity))$"
_COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ].*)?")


def is_number(kind: pa.DataType) -> bool:
    """Tell a type of numbers from any other."""
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def kind_of(texts: pa.Array, *, decimal_comma: bool) -> Literal["number", "text"] | None:
    """Tell numbers, at least half of the values that are there, from texts; None if there are none."""
    import pyarrow.compute as pc

    present = texts.drop_null()
    if len(present) == 0:
        return None
    if decimal_comma:
        present = pc.replace_substring(present, ",", ".")
    numeric = pc.sum(pc.match_substring_regex(present, _NUMBER)).as_py()
    return "number" if 2 * numeric >= len(present) else "text"


def texts_of(source: str, name: str, block: pa.Array, rows: Array) -> pa.Array:
    """Decode and trim; null where the text means that nothing is there.

    Raises DataFileError for dates, nested values and bytes that are not UTF-8.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(block.type):
        block = block.dictionary_decode()
    if is_number(block.type) or pa.types.is_null(block.type):
        block = block.cast(pa.string())
    if pa.types.is_boolean(block.type):
        block = pc.if_else(block, "True", "False")
    if pa.types.is_temporal(block.type):
        raise DataFileError(dates_sentence(source, name, str(next((v for v in block if v.is_valid), "none"))))
    if pa.types.is_nested(block.type):
        raise DataFileError(
            f"{source}: column {name!r} holds {block.type} values; expected one number or text per row. "
            "Spread it over several columns, or remove it."
        )
    texts = pc.utf8_trim_whitespace(_decode(source, name, block, rows))
    missing = pc.is_in(texts, value_set=pa.array(MISSING_TEXTS, texts.type))
    return pc.if_else(missing, None, texts)


def _decode(source: str, name: str, block: pa.Array, rows: Array) -> pa.Array:
    import pyarrow as pa

    try:
        return block.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        at = _first_undecodable(block.to_pylist())
        place = "" if at is None else f"row {rows[at]}, "
        raise DataFileError(
            f"{source}: {place}column {name!r} holds bytes that are not UTF-8 text; open the file in an "
            "editor or spreadsheet and save it with the encoding UTF-8."
        ) from None


def _first_undecodable(values: list[Any]) -> int | None:
    for index, value in enumerate(values):
        try:
            bytes(value or b"").decode("utf-8")
        except (UnicodeDecodeError, TypeError, ValueError):
            return index
    return None


def numbers_of(source: str, name: str, texts: pa.Array, rows: Array, *, decimal_comma: bool) -> pa.Array:
    """Read texts as float64. Raises DataFileError at the first that is not a number, naming its row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pointed = texts
    if decimal_comma:  # a point among decimal commas would be a thousands separator: no number
        no_number = pc.replace_substring(texts, ".", "?")
        pointed = pc.replace_substring(no_number, ",", ".")
    try:
        return pointed.cast(pa.float64())
    except pa.ArrowInvalid:
        at = _first_that_is_no_number(pointed)
        raise DataFileError(
            f"{source}: row {rows[at]}, column {name!r}: {short(texts[at].as_py())} is not a number, but "
            "the column holds numbers; correct it, or "
            f"{_how_to_correct(texts[at].as_py(), decimal_comma=decimal_comma)}."
        ) from None


def _first_that_is_no_number(texts: pa.Array) -> int:
    return next(index for index, text in enumerate(texts) if not _can_be_cast(text))


def _can_be_cast(text: pa.Scalar) -> bool:
    import pyarrow as pa

    try:
        text.cast(pa.float64())
    except pa.ArrowInvalid:
        return False
    return True


def _how_to_correct(text: str, *, decimal_comma: bool) -> str:
    if decimal_comma:
        return "write it like 1234,5, with a comma as elsewhere in this file"
    if _COMMA_NUMBER.fullmatch(text):
        return "write it with a decimal point"
    return "leave the cell empty and fill the gap with missing='median' (--missing median)"


def are_dates(texts: list[str]) -> bool:
    """Tell whether all of these texts are written like dates."""
    return bool(texts) and all(_DATE.fullmatch(text) for text in texts)


def dates_sentence(source: str, name: str, example: str) -> str:
    """Say that a column of dates is no feature."""
    return (
        f"{source}: column {name!r} holds dates (such as {example!r}); a network needs numbers. Replace it "
        "by columns such as year, month and day, or remove it."
    )


def short(text: str) -> str:
    """Quote a text, cut to what a line can show."""
    return repr(text if len(text) <= 40 else f"{text[:37]}...")  # noqa: PLR2004 - one line of a terminal
