"""One column of the learner's table, read block by block: numbers or categories, decided by what it holds.

The first block that holds a value decides: numbers if at least half of its values are numbers, texts
otherwise. From then on a text among numbers is an error that names its row, and a text column with more
than 100 different values (1,000 for the target) is refused while it is read, so that gigabytes of junk
never fill the memory.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from handsonn.data.cells import are_dates, dates_sentence, is_number, kind_of, numbers_of, short, texts_of
from handsonn.errors import DataError, DataFileError
from handsonn.records import Array

if TYPE_CHECKING:
    import pyarrow as pa

CATEGORY_LIMIT = 100
MOST_CLASSES = 1000
_LONGEST_TEXT = 200
_LARGEST_NUMBER = float(np.finfo(np.float32).max)


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
        if is_number(block.type):
            self._take_numbers(block, rows)
            return
        values = texts_of(self.source, self.name, block, rows)
        if self.kind is None:
            self.kind = kind_of(values, decimal_comma=self.decimal_comma)
            if self.kind is not None:
                self._start()
        if self.kind is None:
            self._undecided_rows += len(values)
        elif self.kind == "number":
            numbers = numbers_of(self.source, self.name, values, rows, decimal_comma=self.decimal_comma)
            self._add_numbers(numbers, rows)
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

    def _add_numbers(self, values: pa.Array, rows: Array) -> None:
        numbers = np.array(values.to_numpy(zero_copy_only=False), np.float64)
        too_large = np.flatnonzero(np.abs(numbers) > _LARGEST_NUMBER)
        if too_large.size:
            at = int(too_large[0])
            raise DataFileError(
                f"{self.source}: row {rows[at]}, column {self.name!r}: {numbers[at]} is infinite or too "
                "large for a network (3.4e38 at most); correct it or remove the row."
            )
        self._chunks.append(numbers)

    def _add_texts(self, values: pa.Array, rows: Array) -> None:
        encoded = values.dictionary_encode()
        found = [str(text) for text in encoded.dictionary.to_pylist()]
        if not self._codes and are_dates(found):
            raise DataFileError(dates_sentence(self.source, self.name, found[0]))
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
            f"{short(example)}), "
        )
        if self.is_target:
            return f"{found}too many classes to tell apart; choose another target, or group its values."
        return (
            f"{found}so it names samples instead of describing them; leave the column out "
            f"(--without {shlex.quote(self.name)}), or group its values."
        )

    def _refuse_long(self, found: list[str], encoded: Any, rows: Array) -> None:
        for code, text in enumerate(found):
            if len(text) > _LONGEST_TEXT:
                at = encoded.indices.index(code).as_py()
                raise DataError(
                    f"{self.source}: row {rows[at]}, column {self.name!r} holds a text of {len(text):,} "
                    f"characters; a category has at most {_LONGEST_TEXT}. Remove the column: free text is "
                    "no category."
                )
