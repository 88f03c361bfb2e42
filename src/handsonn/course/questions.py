"""The questions of a chapter, which become the headings of the learner's notes."""

from __future__ import annotations

HEADING = "## Questions"


def read_questions(text: str) -> tuple[str, ...]:
    """Read the list under "## Questions" in a chapter's README.md, an item a line; () without such a list."""
    _, found, rest = text.partition(f"\n{HEADING}\n")
    under = rest.partition("\n## ")[0] if found else ""
    return tuple(line.removeprefix("- ").strip() for line in under.splitlines() if line.startswith("- "))
