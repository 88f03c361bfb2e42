"""A file of notes as HTML, with the list of its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from handsonn.journal.repository.note_text import FENCE
from handsonn.web.markdown_html import to_html
from handsonn.web.notes.headings import Heading, name_headings
from handsonn.web.notes.links import Links


@dataclass(frozen=True)
class Rendered:
    """Notes as the page shows them. title: "" where they do not begin with one."""

    title: str
    html: Markup
    headings: tuple[Heading, ...]


def render(text: str, links: Links) -> Rendered:
    """Write notes as HTML; a title in their first line is taken out, comments are left out."""
    title = ""
    headings: tuple[Heading, ...] = ()

    def finish(root: Element) -> None:
        nonlocal title, headings
        title = _take_title(root)
        headings = tuple(name_headings(root))
        links.mend(root)

    html = to_html("\n".join(_without_comments(text.splitlines())), finish)
    return Rendered(title, html, headings)


def _take_title(root: Element) -> str:
    first = next(iter(root), None)
    if first is None or first.tag != "h1":
        return ""
    root.remove(first)
    return " ".join("".join(first.itertext()).split())


def _without_comments(lines: list[str]) -> Iterator[str]:
    """Leave out comments that stand on lines of their own; code keeps them, and so does the end of a line."""
    last_end = max((place for place, line in enumerate(lines) if "-->" in line), default=-1)
    in_code = in_comment = False
    for place, line in enumerate(lines):
        if not in_comment:
            in_code ^= FENCE.match(line) is not None
            begins = line.lstrip(" ").startswith("<!--") and not line.startswith("    ") and not in_code
            in_comment = begins and place <= last_end
        if not in_comment:
            yield line
        elif "-->" in line:
            in_comment = False
            yield line.partition("-->")[2]
