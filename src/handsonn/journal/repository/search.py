"""Search in notes, code and runs: all words, whatever their case and accents; the best and newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from handsonn.errors import RepositoryError
from handsonn.journal.repository.folded import find_marks, fold
from handsonn.journal.repository.passages import Kind, Passage, file_passages, run_passages
from handsonn.journal.repository.shipped import read_shipped


@dataclass(frozen=True)
class Hit:
    """One passage that holds all words, and the line of it to show.

    kind: "note", "code" or "run". path: from the repository's folder. line: from 1; 0 for a run.
    text: the line. marks: where in it the words stand, (start, end) each. heading: the note's heading.
    made: "2026-11-23 14:05", local time.
    """

    kind: Kind
    path: Path
    line: int
    text: str
    marks: tuple[tuple[int, int], ...]
    heading: str
    made: str


@dataclass(frozen=True)
class SearchAnswer:
    """What was found, the most relevant first, and sentences about what was not searched."""

    hits: tuple[Hit, ...]
    skipped: tuple[str, ...]


def search(root: Path, words: Sequence[str], *, shipped: Collection[str] = ()) -> SearchAnswer:
    """Search a repository for passages that hold every word, also as a part of a longer one.

    A section of notes, a file of code and a run are a passage each. Files that were shipped and nobody
    changed are left out. shipped: fingerprints of more such files.
    Raises RepositoryError where there is no word, or a file of the repository is damaged, and JournalError.
    """
    wanted = tuple(dict.fromkeys(part for word in words for part in fold(word).split()))
    if not wanted:
        raise RepositoryError("there is no word to search for; write one, such as: handsonn search scaling.")
    skipped: list[str] = []
    ours = {*shipped, *read_shipped(root).values()}
    found: list[tuple[int, Hit]] = []
    for passage in chain(file_passages(root, ours, skipped), run_passages(root, skipped)):
        found += _hits(passage, wanted)
    found.sort(key=lambda pair: pair[1].path.as_posix())
    found.sort(key=lambda pair: pair[1].made, reverse=True)
    found.sort(key=lambda pair: pair[0], reverse=True)
    return SearchAnswer(tuple(hit for _, hit in found), tuple(skipped))


def _hits(passage: Passage, words: tuple[str, ...]) -> Iterator[tuple[int, Hit]]:
    """Give the passage's best line and its relevance, if it holds all words."""
    whole = fold("\n".join(passage.lines))
    if not all(word in whole for word in words):
        return
    best = max(
        (_relevance(line, words), not line.startswith("#") or passage.kind != "note", -number)
        for number, line in enumerate(passage.lines)
    )
    relevance, _, place = best
    line = passage.lines[-place]
    shown = " ".join(line.expandtabs().split()) if passage.kind == "note" else line.strip()
    in_heading = sum(word in fold(passage.heading) for word in words)
    yield (
        relevance + in_heading,
        Hit(
            passage.kind,
            passage.path,
            passage.first - place if passage.first else 0,
            shown,
            find_marks(shown, words),
            passage.heading,
            passage.made,
        ),
    )


def _relevance(line: str, words: tuple[str, ...]) -> int:
    """Count the words in a line, those that stand there as whole words twice."""
    folded = fold(line)
    whole = set("".join(mark if mark.isalnum() or mark in "_-" else " " for mark in folded).split())
    return sum((word in folded) + (word in whole) for word in words)
