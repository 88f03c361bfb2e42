"""Markdown as HTML; HTML inside it is shown as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown import Markdown

Finish = Callable[[Element], None]


def to_html(text: str, finish: Finish) -> Markup:
    """Write Markdown as HTML. Nothing in the text is taken for HTML.

    finish: is given the whole tree of elements before it is written, and decides where links and pictures
    lead: it has to take out each `href` and `src` that it does not know.
    """
    converter = _converter(finish)
    return Markup(converter.convert(text))  # noqa: S704 - the converter has escaped all HTML that stood in the text


def is_web_address(target: str) -> bool:
    """Tell whether a link leads to a page on the web, and not, for example, to a script."""
    return target.startswith(("https://", "http://"))


def open_elsewhere(link: Element) -> None:
    """Let a link to the web open in a window of its own, which learns nothing of ours."""
    link.set("target", "_blank")
    link.set("rel", "noopener noreferrer")


def without_title(text: str) -> str:
    """Leave out a first line that is a title: the page has it already."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.startswith("# ") else text


def _converter(finish: Finish) -> Markdown:
    from markdown import Markdown

    # Below "1. " a list of its own begins three spaces in, on git hosts and in a terminal: so here, too.
    converter = Markdown(extensions=["fenced_code", "tables"], tab_length=3)
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    after_all_others = -5
    converter.treeprocessors.register(_Last(finish), "handsonn_finish", after_all_others)
    return converter


class _Last:
    """A tree processor, as Markdown calls one."""

    def __init__(self, finish: Finish) -> None:
        self._finish = finish

    def run(self, root: Element) -> None:
        self._finish(root)
