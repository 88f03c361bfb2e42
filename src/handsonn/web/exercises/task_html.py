"""Markdown of the course as HTML, for the page of an exercise."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markupsafe import Markup

from handsonn.course.exercise import ANSWER_FILE
from handsonn.web.markdown_html import is_web_address, open_elsewhere, to_html

ANSWER_ANCHOR = "#your-file"


def as_html(text: str) -> Markup:
    """Write Markdown as HTML. A link to exercise.py leads to the learner's file on the page.

    What an exercise tells after a pass comes through the process that ran the learner's code, so nothing
    in it is taken for HTML, and links lead to documentation on the web or nowhere.
    """
    return to_html(text, _mend)


def _mend(root: Element) -> None:
    for picture in root.iter("img"):
        picture.attrib.pop("src", None)  # the course has no pictures here, and nothing is to be fetched
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.partition("#")[0] == ANSWER_FILE:
            link.set("href", ANSWER_ANCHOR)
        elif is_web_address(target):
            open_elsewhere(link)
        else:
            link.attrib.pop("href", None)
