"""Search in a repository: the journal's search, told what else was shipped and nobody changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.repository.material import new_readme
from handsonn.journal.repository.index import without_index
from handsonn.journal.repository.passages import page_fingerprint
from handsonn.journal.repository.search import SearchAnswer, search
from handsonn.journal.repository.shipped import fingerprint


def search_repository(root: Path, words: Sequence[str]) -> SearchAnswer:
    """Find what the learner wrote, coded and ran. Raises like handsonn.journal.repository.search.search."""
    labs = (fingerprint(lab.path.read_bytes()) for lab in catalogue.labs())
    page = page_fingerprint(without_index(new_readme([])))
    return search(root, words, shipped={*labs, page})
