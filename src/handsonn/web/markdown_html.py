"""Markdown as HTML, as git hosts read it; HTML inside it is shown as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Finish = Callable[[Element], None]

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # none of XML's


def to_html(text: str, finish: Finish) -> Markup:
    """Write Markdown as HTML. Nothing in the text is taken for HTML.

    finish: is given the whole tree of elements before it is written, and decides where links and pictures
    lead: it has to take out each `href` and `src` that it does not know.

    Text that is nested too deeply to be written so is shown as it stands.
    """
    written = _NO_CHARACTER.sub("\ufffd", _converter().render(text))
    root = ET.fromstring(f"<div>{written}</div>")  # noqa: S314 - written by the converter, no entities
    finish(root)
    try:
        parts = [ET.tostring(element, encoding="unicode", method="html") for element in root]
    except RecursionError:  # emphasis within emphasis, a thousand times, is nothing that a person wrote
        return Markup("<pre>{}</pre>").format(text)
    return Markup("".join(parts).rstrip())  # noqa: S704 - the converter has escaped all HTML that stood in the text


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


def _converter() -> MarkdownIt:
    """Make a converter: two threads must not share one, which prepares its rules when it is first used."""
    from markdown_it import MarkdownIt

    converter = MarkdownIt("commonmark", {"html": False}).enable("table")
    converter.validateLink = _is_kept  # type: ignore[method-assign]
    return converter


def _is_kept(url: str) -> bool:  # noqa: ARG001
    """Keep each link for `finish`, which decides."""
    return True
