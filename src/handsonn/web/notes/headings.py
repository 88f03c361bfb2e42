"""Headings of notes: their names in an address, as a git host makes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from handsonn.journal.repository.note_text import lines_with_code

_PREFIX = "at-"  # so that no heading has the name of another part of the page
_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MEANS_NOTHING = re.compile(r"[^\w\s-]")
_HEADING = re.compile(r"#{1,6}\s+(.*?)[\s#]*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Heading:
    """A heading of notes. anchor: its name on the page. is_empty: nothing is written below it."""

    level: int
    anchor: str
    text: str
    is_empty: bool


def anchor_of(text: str) -> str:
    """Name a heading as the page does, and as a git host does save for the prefix."""
    words = " ".join(text.split()).lower()
    return _PREFIX + _MEANS_NOTHING.sub("", words).replace(" ", "-")


def anchor_of_link(fragment: str) -> str:
    """Give the anchor that a link such as #which-units means."""
    return _PREFIX + fragment.lower()


def anchor_above(text: str, line: int) -> str:
    """Give the anchor of the heading above a line (from 1) of notes; "" above the first heading."""
    anchor, used = "", Counter[str]()
    for each, is_code in islice(lines_with_code(text), line):
        if not is_code and (found := _HEADING.match(each)):
            anchor = _free(anchor_of(_LINK.sub(r"\1", found[1])), used)
    return anchor


def name_headings(root: Element) -> Iterator[Heading]:
    """Give each heading of the page an anchor of its own, and tell which have nothing below them."""
    elements, used = list(root), Counter[str]()
    for place, element in enumerate(elements):
        if element.tag not in _TAGS:
            continue
        level, text = _TAGS.index(element.tag) + 1, " ".join("".join(element.itertext()).split())
        after = elements[place + 1].tag if place + 1 < len(elements) else "h1"
        is_empty = after in _TAGS and _TAGS.index(after) < level
        heading = Heading(level, _free(anchor_of(text), used), text, is_empty)
        element.set("id", heading.anchor)
        if is_empty:
            element.set("class", "empty")
        yield heading


def _free(anchor: str, used: Counter[str]) -> str:
    """Give an anchor that is not used yet: the name itself, else with a number, as a git host does."""
    free = anchor
    while used[free]:
        free = f"{anchor}-{used[anchor]}"
        used[anchor] += 1
    used[free] += 1
    return free
