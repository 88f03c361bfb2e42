"""A table of numbers and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handsonn.course.pictures.picture import Picture
from handsonn.errors import UsageError

Entry = str | float | int | None


@dataclass(frozen=True, kw_only=True)
class Table(Picture):
    """Rows under named columns. A float is rounded to three digits and keeps its full value as a title.

    columns: their names; the first column names the rows. rows: one entry per column; None: "-".
    highlighted: indices of rows to stand out. sets: the setting that a click on a row sets to
    its index, or "".
    Raises UsageError for a row with more or fewer entries than there are columns.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    highlighted: tuple[int, ...] = ()
    sets: str = ""

    def __post_init__(self) -> None:
        """Hold the rows against the columns."""
        for index, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise UsageError(
                    f"row {index} of a table has {len(row)} entries for {len(self.columns)} columns; "
                    "give one per column (None where there is none)."
                )
