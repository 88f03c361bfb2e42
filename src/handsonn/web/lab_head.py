"""What every lab's page carries in its head: the common look, and the bar that leads home and onward."""

from __future__ import annotations

import json

from handsonn.course.lab import Chapter, Lab
from handsonn.web.pages import template


def lab_head(lab: Lab, chapters: tuple[Chapter, ...]) -> str:
    """Write the head's part for one lab: style sheets, and the facts from which lab_bar.js makes the bar."""
    labs = [each for chapter in chapters for each in chapter.labs]
    place = labs.index(lab)
    facts = {
        "title": lab.title,
        "address": lab.address,
        "chapter": _chapter_words(lab, chapters),
        "chapterAddress": f"/#{lab.chapter}",
        "previous": _link(labs[place - 1]) if place else None,
        "next": _link(labs[place + 1]) if place + 1 < len(labs) else None,
        "code": f"{lab.address}code",
    }
    return template("lab_head.html.jinja").render(facts=json.dumps(facts))


def _link(lab: Lab) -> dict[str, str]:
    return {"title": lab.title, "address": lab.address}


def _chapter_words(lab: Lab, chapters: tuple[Chapter, ...]) -> str:
    chapter = next(chapter for chapter in chapters if chapter.name == lab.chapter)
    return f"{chapter.number} {chapter.title}"
