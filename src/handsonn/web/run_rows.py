"""Runs as rows of a table: what was set beside what came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handsonn.journal import Journal, JournalContents
from handsonn.plots.score_words import number
from handsonn.records import RunRecord, Score
from handsonn.web.run_settings import MAIN, Cell, settings_in_effect

_ENDED = "ended"
_FURTHER = frozenset({"parameters", "seconds of training"})


@dataclass(frozen=True)
class RunRow:
    """One run. made: the minute by this machine's clock. score: its first, or why there is none."""

    name: str
    made: str
    data: str
    score: str


@dataclass(frozen=True)
class RunTable:
    """All runs: a row of cells per run, a head per column.

    aside: the columns that are hidden at first: settings that are the same in all runs, and further results.
    numeric: the columns whose cells are numbers. unreadable: a sentence per run that cannot be read.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    names: tuple[str, ...]
    numeric: frozenset[str]
    aside: frozenset[str]
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


def read_facts(record: RunRecord) -> dict[str, str]:
    """Give everything of one run that the table may leave out, as names and words."""
    return {head: cell.shown for head, cell in _columns(record).items() if cell.shown}


def _table(contents: JournalContents) -> RunTable:
    columns = [_columns(record) for record in contents.runs]
    heads = _ordered_heads(contents.runs)
    nothing = Cell("", "")
    rows = tuple(tuple(cells.get(head, nothing) for head in heads) for cells in columns)
    numeric = {head for place, head in enumerate(heads) if _is_numeric([row[place] for row in rows])}
    return RunTable(
        heads,
        rows,
        tuple(record.name for record in contents.runs),
        frozenset(numeric),
        _aside(contents.runs, columns),
        tuple(broken.reason for broken in contents.unreadable),
    )


def _aside(records: tuple[RunRecord, ...], columns: list[dict[str, Cell]]) -> frozenset[str]:
    """Choose what is hidden at first: what tells no run from another, and all but each run's first score.

    Runs are told apart among those on the same data: that other data have other sizes is no choice.
    """
    settings = {head for record in records for head in settings_in_effect(record)} | {_ENDED}
    differing = {head for head in settings if _differs(head, columns)}
    first = {scores[0].name for scores in map(_scores, records) if scores}
    further = {score.name for record in records for score in _scores(record)} - first
    return frozenset((settings - differing - set(MAIN)) | further | _FURTHER)


def _differs(head: str, columns: list[dict[str, Cell]]) -> bool:
    found: dict[str, set[Cell | None]] = {}
    for cells in columns:
        found.setdefault(cells["data"].shown, set()).add(cells.get(head))
    return any(len(cells) > 1 for cells in found.values())


def _ordered_heads(records: tuple[RunRecord, ...]) -> tuple[str, ...]:
    """Put the columns in their order: what, how good, what was set, how long."""
    first = dict.fromkeys(score.name for record in records for score in _scores(record)[:1])
    scores = dict.fromkeys(score.name for record in records for score in _scores(record))
    settings = dict.fromkeys(name for record in records for name in settings_in_effect(record))
    main = [name for name in MAIN if name in settings]
    return tuple(
        dict.fromkeys(("made", "data", *first, *main, *scores, *settings, *sorted(_FURTHER), _ENDED))
    )


def _columns(record: RunRecord) -> dict[str, Cell]:
    scores = {score.name: Cell(number(score.name, score.value), score.value) for score in _scores(record)}
    return {
        "made": Cell(_made(record), record.created),
        "data": Cell(record.data.name, record.data.name),
        **scores,
        **settings_in_effect(record),
        "parameters": Cell(f"{record.parameters:,}", float(record.parameters)),
        "seconds of training": Cell(f"{record.seconds:.1f}", record.seconds),
        _ENDED: Cell(record.ended, record.ended),
    }


def _is_numeric(cells: list[Cell]) -> bool:
    return all(not isinstance(cell.key, str) or not cell.shown for cell in cells)


def _scores(record: RunRecord) -> tuple[Score, ...]:
    scores: tuple[Score, ...] = getattr(record.report, "scores", ())
    return scores


def _made(record: RunRecord) -> str:
    """Write when it was made as the clock of this machine showed it."""
    return f"{datetime.fromisoformat(record.created).astimezone():%Y-%m-%d %H:%M}"
