"""The index in a repository's README.md: what stands between two markers is ours, all else the learner's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from handsonn.errors import RepositoryError
from handsonn.journal.repository.written_text import read_text

BEGIN = "<!-- handsonn index -->"
END = "<!-- end of handsonn index -->"
_SUM = re.compile(r"<!-- kept up to date by handsonn; sum ([0-9a-f]{12}) -->")
_LAYOUT = re.compile(r"[\s:\-]+")  # what a formatter of Markdown changes in a table


def index_block(lines: Sequence[str]) -> str:
    """Give the whole index, from its first marker to its last, as README.md gets it when it has none."""
    return "\n".join([BEGIN, _sum_line(lines), "", *lines, "", END]) + "\n"


def with_index(content: bytes, lines: Sequence[str]) -> bytes:
    """Give the file with this index between its markers; every byte outside of them stays.

    Raises RepositoryError, with the way to have the index again, where the markers are not there once each
    and in their order, or where the learner wrote something between them.
    """
    written = read_text(content)
    begin, end = written.encoded(BEGIN), written.encoded(END)
    if content.count(begin) != 1 or content.count(end) != 1 or content.find(end) < content.find(begin):
        raise RepositoryError(
            f"README.md got no index, because the lines {BEGIN} and {END} do not stand there once each, in "
            "this order: write them where the index is to be."
        )
    first, last = content.index(begin) + len(begin), content.index(end)
    if not _is_ours(written.text[written.text.index(BEGIN) + len(BEGIN) : written.text.index(END)]):
        raise RepositoryError(
            f"README.md keeps its old index, because something was written between {BEGIN} and {END}: move "
            "your lines out and delete what is left between the two."
        )
    inside = "\n".join(["", _sum_line(lines), "", *lines, "", ""])
    return content[:first] + written.encoded(inside) + content[last:]


def without_index(text: str) -> str:
    """Give the learner's part of a README.md; lines keep their numbers."""
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin:
        return text
    return text[:begin] + "\n" * text.count("\n", begin, end) + text[end + len(END) :]


def _is_ours(between: str) -> bool:
    lines = [line for line in between.splitlines() if line.strip()]
    if not lines:
        return True
    found = _SUM.search(lines[0])
    return found is not None and found[1] == _sum(lines[1:])


def _sum_line(lines: Sequence[str]) -> str:
    return f"<!-- kept up to date by handsonn; sum {_sum(lines)} -->"


def _sum(lines: Sequence[str]) -> str:
    kept = _LAYOUT.sub("", "".join(lines))
    return hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()[:12]
