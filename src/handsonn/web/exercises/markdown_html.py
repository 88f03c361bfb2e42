"""Markdown of the course as HTML; HTML inside it is shown as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markupsafe import Markup

from handsonn.course.exercise import ANSWER_FILE

if TYPE_CHECKING:
    from markdown import Markdown

ANSWER_ANCHOR = "#your-file"


def as_html(text: str) -> Markup:
    """Write Markdown as HTML. A link to exercise.py leads to the learner's file on the page.

    What an exercise tells after a pass comes through the process that ran the learner's code, so nothing
    in it is taken for HTML, and links lead to documentation on the web or nowhere.
    """
    converter = _converter()
    return Markup(converter.convert(text))  # noqa: S704 - the converter has escaped all HTML that stood in the text


def without_title(text: str) -> str:
    """Leave out a first line that is a title: the page has it already."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text


def _converter() -> Markdown:
    from markdown import Markdown

    converter = Markdown(extensions=["fenced_code", "tables"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    after_inline_patterns = 15
    converter.treeprocessors.register(_Walk(_mend), "handsonn_links", after_inline_patterns)
    return converter


class _Walk:
    """A tree processor, as Markdown calls one: shows each element of the page to a function."""

    def __init__(self, act: Callable[[Element], None]) -> None:
        self._act = act

    def run(self, root: Element) -> None:
        elements: Iterable[Element] = list(root.iter())
        for element in elements:
            self._act(element)


def _mend(element: Element) -> None:
    if element.tag == "img":
        element.attrib.pop("src", None)  # the course has no pictures here, and nothing is to be fetched
    if element.tag != "a":
        return
    target = element.get("href", "")
    if target.partition("#")[0] == ANSWER_FILE:
        element.set("href", ANSWER_ANCHOR)
    elif target.startswith(("https://", "http://")):
        element.set("target", "_blank")
        element.set("rel", "noopener noreferrer")
    else:
        element.attrib.pop("href", None)
