"""Search in a repository: the journal's search, told which copies of labs nobody changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handsonn.course import catalogue
from handsonn.journal.repository.search import SearchAnswer, search
from handsonn.journal.repository.shipped import fingerprint


def search_repository(root: Path, words: Sequence[str]) -> SearchAnswer:
    """Find what the learner wrote, coded and ran. Raises like handsonn.journal.repository.search.search."""
    labs = {fingerprint(lab.path.read_bytes()) for lab in catalogue.labs()}
    return search(root, words, shipped=labs)
