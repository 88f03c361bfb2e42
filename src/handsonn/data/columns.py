"""One column of the learner's table, read block by block: numbers or categories, decided by what it holds.

The first block that holds a value decides: numbers if at least half of its values are numbers, texts
otherwise. From then on a text among numbers is an error that names its row, and a text column with more
than 100 different values (1,000 for the target) is refused while it is read, so that gigabytes of junk
never fill the memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from handsonn.errors import DataError, DataFileError
from handsonn.records import Array

if TYPE_CHECKING:
    import pyarrow as pa

MISSING_TEXTS = ("", "NA", "N/A", "n/a", "#N/A", "#NA", "<NA>", "NaN", "nan", "-nan", "NULL", "null", "?")
CATEGORY_LIMIT = 100
MOST_CLASSES = 1000
_LONGEST_TEXT = 200
_LARGEST_NUMBER = float(np.finfo(np.float32).max)
_NUMBER = r"^[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|(?i:inf|infinity))$"
_COMMA_NUMBER = r"^[+-]?\d*,\d+$"
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([T ].*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ].*)?")


@dataclass(frozen=True)
class RawColumn:
    """A column as it was read, with neither names encoded nor gaps filled.

    numbers: float64, shape (rows,), NaN where a value is missing; None for a column of texts.
    codes: int32, shape (rows,), the position in `texts`, -1 where a value is missing; None for numbers.
    texts: the different texts, in the order in which they came.
    """

    name: str
    numbers: Array | None
    codes: Array | None = None
    texts: tuple[str, ...] = ()

    def missing(self) -> Array:
        """Mark the rows without a value: bool, shape (rows,)."""
        return np.isnan(self.numbers) if self.numbers is not None else np.asarray(self.codes) < 0


class ColumnReader:
    """Collects the blocks of one column."""

    def __init__(
        self,
        source: str,
        name: str,
        *,
        kind: Literal["number", "text"] | None = None,
        is_target: bool = False,
        decimal_comma: bool = False,
    ) -> None:
        """Read column `name` of file `source`; a given kind is kept to, None lets the values decide."""
        self.source = source
        self.name = name
        self.kind = kind
        self.is_target = is_target
        self.limit = MOST_CLASSES if is_target else CATEGORY_LIMIT
        self.decimal_comma = decimal_comma
        self._undecided_rows = 0
        self._chunks: list[Array] = []
        self._codes: dict[str, int] = {}

    def add(self, block: pa.Array, rows: Array) -> None:
        """Take the next values; `rows` holds their row numbers, for the sentence of an error.

        Raises DataFileError for a text among numbers, a number that float32 cannot hold, bytes that are
        not UTF-8, a date, a nested value; DataError for texts that are too many or too long.
        """
        import pyarrow as pa

        if _is_number(block.type):
            self._take_numbers(block, rows)
            return
        if pa.types.is_null(block.type):
            block = block.cast(pa.string())
        values = self._texts_of(block, rows)
        if self.kind is None:
            self.kind = _kind_of(values, self.decimal_comma)
            if self.kind is not None:
                self._start()
        if self.kind is None:
            self._undecided_rows += len(values)
        elif self.kind == "number":
            self._add_numbers(self._cast(values, rows), rows)
        else:
            self._add_texts(values, rows)

    def finish(self) -> RawColumn:
        """Join the blocks. A column without any value is a column of missing numbers."""
        if self.kind is None:
            return RawColumn(self.name, np.full(self._undecided_rows, np.nan))
        if self.kind == "number":
            return RawColumn(self.name, np.concatenate([np.empty(0), *self._chunks]))
        codes = np.concatenate([np.empty(0, np.int32), *self._chunks])
        return RawColumn(self.name, None, codes, tuple(self._codes))

    def _start(self) -> None:
        gap = np.nan if self.kind == "number" else -1
        self._chunks = [np.full(self._undecided_rows, gap, np.float64 if self.kind == "number" else np.int32)]

    def _take_numbers(self, block: pa.Array, rows: Array) -> None:
        import pyarrow as pa

        if self.kind == "text":
            self._add_texts(block.cast(pa.string()), rows)
            return
        if self.kind is None:
            self.kind = "number"
            self._start()
        self._add_numbers(block.cast(pa.float64(), safe=False), rows)

    def _texts_of(self, block: pa.Array, rows: Array) -> pa.Array:
        """Decode and trim; null where the text means that nothing is there."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if pa.types.is_dictionary(block.type):
            block = block.dictionary_decode()
            if _is_number(block.type):
                block = block.cast(pa.string())
        if pa.types.is_boolean(block.type):
            block = pc.if_else(block, "True", "False")
        if pa.types.is_temporal(block.type):
            raise DataFileError(self._date_sentence(str(next((v for v in block if v.is_valid), "a date"))))
        if pa.types.is_nested(block.type):
            raise DataFileError(
                f"{self.source}: column {self.name!r} holds {block.type} values; expected one number or text "
                "per row. Spread it over several columns, or remove it."
            )
        texts = pc.utf8_trim_whitespace(self._decode(block, rows))
        missing = pc.is_in(texts, value_set=pa.array(MISSING_TEXTS, texts.type))
        return pc.if_else(missing, None, texts)

    def _decode(self, block: pa.Array, rows: Array) -> pa.Array:
        import pyarrow as pa

        try:
            return block.cast(pa.string())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
            at = _first_undecodable(block.to_pylist())
            raise DataFileError(
                f"{self.source}: {_at(rows, at)}column {self.name!r} holds bytes that are not UTF-8 text; "
                "open the file in an editor or spreadsheet and save it with the encoding UTF-8."
            ) from None

    def _cast(self, values: pa.Array, rows: Array) -> pa.Array:
        import pyarrow as pa
        import pyarrow.compute as pc

        if self.decimal_comma:
            dotted = pc.match_substring(values, ".")
            values = pc.if_else(dotted, values, pc.replace_substring(values, ",", "."))
        try:
            if self.decimal_comma and pc.any(dotted).as_py():
                raise pa.ArrowInvalid("a point in a file with decimal commas")
            return values.cast(pa.float64())
        except pa.ArrowInvalid:
            at = next(i for i, value in enumerate(values) if self._is_not_number(value.as_py()))
            raise DataFileError(self._not_a_number(values[at].as_py(), rows[at])) from None

    def _is_not_number(self, text: str | None) -> bool:
        if text is None:
            return False
        return re.match(_NUMBER, text, re.ASCII) is None or (self.decimal_comma and "." in text)

    def _not_a_number(self, text: str, row: int) -> str:
        hint = "leave the cell empty and fill the gap with missing='median' (--missing median)"
        if re.match(_COMMA_NUMBER, text):
            hint = "write it with a decimal point"
        if self.decimal_comma:
            hint = "write it like 1234,5, with a comma as elsewhere in this file"
        return (
            f"{self.source}: row {row}, column {self.name!r}: {_short(text)} is not a number, but the column "
            f"holds numbers; correct it, or {hint}."
        )

    def _add_numbers(self, values: pa.Array, rows: Array) -> None:
        numbers = np.array(values.to_numpy(zero_copy_only=False), np.float64)
        too_large = np.flatnonzero(np.abs(numbers) > _LARGEST_NUMBER)
        if too_large.size:
            at = int(too_large[0])
            raise DataFileError(
                f"{self.source}: row {rows[at]}, column {self.name!r}: {numbers[at]} is infinite or too "
                f"large "
                "for a network (3.4e38 at most); correct it or remove the row."
            )
        self._chunks.append(numbers)

    def _add_texts(self, values: pa.Array, rows: Array) -> None:
        encoded = values.dictionary_encode()
        found = [str(text) for text in encoded.dictionary.to_pylist()]
        self._refuse_dates(found)
        self._refuse_long(found, encoded, rows)
        numbers = np.array(
            [self._codes.setdefault(text, len(self._codes)) for text in found] + [-1], np.int32
        )
        if len(self._codes) > self.limit:
            raise DataError(self._too_many(found[0]))
        positions = encoded.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
        self._chunks.append(numbers[positions])

    def _too_many(self, example: str) -> str:
        found = (
            f"{self.source}: column {self.name!r} holds more than {self.limit:,} different texts (such as "
            f"{_short(example)}), "
        )
        if self.is_target:
            return f"{found}too many classes to tell apart; choose another target, or group its values."
        return (
            f"{found}so it names samples instead of describing them; remove the column, or group its values."
        )

    def _refuse_dates(self, found: list[str]) -> None:
        if found and not self._codes and all(_DATE.fullmatch(text) for text in found):
            raise DataFileError(self._date_sentence(found[0]))

    def _refuse_long(self, found: list[str], encoded: Any, rows: Array) -> None:
        for code, text in enumerate(found):
            if len(text) > _LONGEST_TEXT:
                at = encoded.indices.index(code).as_py()
                raise DataError(
                    f"{self.source}: row {rows[at]}, column {self.name!r} holds a text of {len(text):,} "
                    f"characters; a category has at most {_LONGEST_TEXT}. Remove the column: free text "
                    f"is not "
                    "a category."
                )

    def _date_sentence(self, example: str) -> str:
        return (
            f"{self.source}: column {self.name!r} holds dates (such as {example!r}); a network needs "
            f"numbers. "
            "Replace it by columns such as year, month and day, or remove it."
        )


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _kind_of(values: pa.Array, decimal_comma: bool) -> Literal["number", "text"] | None:
    import pyarrow.compute as pc

    present = values.drop_null()
    if len(present) == 0:
        return None
    if decimal_comma:
        present = pc.replace_substring(present, ",", ".")
    numeric = pc.sum(pc.match_substring_regex(present, _NUMBER)).as_py()
    return "number" if 2 * numeric >= len(present) else "text"


def _first_undecodable(values: list[Any]) -> int | None:
    for index, value in enumerate(values):
        try:
            bytes(value or b"").decode("utf-8")
        except (UnicodeDecodeError, TypeError, ValueError):
            return index
    return None


def _at(rows: Array, index: int | None) -> str:
    return "" if index is None else f"row {rows[index]}, "


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:37]}...")  # noqa: PLR2004 - one line of a terminal
