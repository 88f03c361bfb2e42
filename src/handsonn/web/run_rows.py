"""Runs as rows of a table: what was set beside what came out."""

from __future__ import annotations

from dataclasses import dataclass

from handsonn.journal import Journal, JournalContents
from handsonn.plots.score_words import number
from handsonn.records import RunRecord, Score, Setting


@dataclass(frozen=True)
class Cell:
    """One value: as it is shown, and as it is sorted by (a number, or the text itself)."""

    shown: str
    key: float | str


@dataclass(frozen=True)
class RunRow:
    """One run. made: the minute, in UTC. score: its first score with its name, or why there is none."""

    name: str
    made: str
    data: str
    score: str


@dataclass(frozen=True)
class RunTable:
    """All runs: a row of cells per run, a head per column.

    differing: the columns of settings that are not the same in all runs; the others may be hidden.
    numeric: the columns whose cells are numbers. unreadable: a sentence per run that cannot be read.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    names: tuple[str, ...]
    numeric: frozenset[str]
    same: frozenset[str]
    unreadable: tuple[str, ...]


def read_rows(journal: Journal, count: int) -> tuple[RunRow, ...]:
    """Read the newest runs; those that cannot be read are left to the page of all runs.

    Raises JournalError if the folder of runs cannot be read.
    """
    return tuple(_row(record) for record in journal.runs()[:count])


def read_table(journal: Journal) -> RunTable:
    """Read all runs as a table, newest first. Raises JournalError if the folder of runs cannot be read."""
    return _table(journal.contents())


def _row(record: RunRecord) -> RunRow:
    scores = _scores(record)
    score = f"{scores[0].name} {number(scores[0].name, scores[0].value)}" if scores else "not evaluated"
    return RunRow(record.name, _made(record), record.data.name, score)


def _table(contents: JournalContents) -> RunTable:
    columns = [_columns(record) for record in contents.runs]
    heads = _ordered_heads(contents.runs)
    nothing = Cell("", "")
    rows = tuple(tuple(cells.get(head, nothing) for head in heads) for cells in columns)
    settings = {head for record in contents.runs for head in record.settings}
    same = {head for head in settings if len({cells.get(head, nothing) for cells in columns}) == 1}
    numeric = {head for place, head in enumerate(heads) if _is_numeric([row[place] for row in rows])}
    return RunTable(
        heads,
        rows,
        tuple(record.name for record in contents.runs),
        frozenset(numeric),
        frozenset(same) if len(columns) > 1 else frozenset(),
        tuple(broken.reason for broken in contents.unreadable),
    )


def _ordered_heads(records: tuple[RunRecord, ...]) -> tuple[str, ...]:
    """Put the columns in their order: what, how good, what was set, how long."""
    scores = dict.fromkeys(score.name for record in records for score in _scores(record))
    settings = dict.fromkeys(name for record in records for name in record.settings)
    return ("made", "data", *scores, *settings, "seed", "parameters", "epochs trained", "seconds", "ended")


def _columns(record: RunRecord) -> dict[str, Cell]:
    trained = max((len(values) for values in record.history.values()), default=0)
    settings = {name: _setting(value) for name, value in record.settings.items()}
    scores = {score.name: Cell(number(score.name, score.value), score.value) for score in _scores(record)}
    return {
        **settings,
        **scores,
        "made": Cell(_made(record), record.created),
        "data": Cell(record.data.name, record.data.name),
        "seed": Cell(str(record.seed), record.seed),
        "parameters": Cell(f"{record.parameters:,}", record.parameters),
        "epochs trained": Cell(str(trained), trained),
        "seconds": Cell(f"{record.seconds:.1f}", record.seconds),
        "ended": Cell(record.ended, record.ended),
    }


def _setting(value: Setting) -> Cell:
    if isinstance(value, bool):
        return Cell("yes" if value else "no", "yes" if value else "no")
    if value is None:
        return Cell("none", "none")
    if isinstance(value, int | float):
        return Cell(f"{value:g}", float(value))
    if isinstance(value, tuple):
        return Cell(", ".join(map(str, value)) or "none", ", ".join(map(str, value)))
    return Cell(value, value)


def _is_numeric(cells: list[Cell]) -> bool:
    return all(not isinstance(cell.key, str) or not cell.shown for cell in cells)


def _scores(record: RunRecord) -> tuple[Score, ...]:
    scores: tuple[Score, ...] = getattr(record.report, "scores", ())
    return scores


def _made(record: RunRecord) -> str:
    return record.created[:16].replace("T", " ")
