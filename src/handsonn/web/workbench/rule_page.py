"""The page of a rule, from the docstring that the reference is written from."""

from __future__ import annotations

import inspect
import re

from starlette.requests import Request
from starlette.responses import Response

from handsonn.course.catalogue import find_lab
from handsonn.diagnosis import Rule
from handsonn.web.pages import page

_SEVERITIES = {"error": "has to be mended", "warning": "probably harms", "note": "good to know"}


def rule_page(request: Request, rule: Rule) -> Response:
    """Answer with the rule's own words: What, Why, Evidence, Remedy, Learn more."""
    lab = find_lab(rule.lab) if rule.lab else None
    return page(
        request,
        "rule.html.jinja",
        rule=rule,
        parts=parts_of(rule),
        severity=_SEVERITIES[rule.severity],
        lab=lab,
    )


def parts_of(rule: Rule) -> list[tuple[str, str]]:
    """Split the docstring of the rule's file into headings and texts; the title is left out."""
    _, *paragraphs = inspect.cleandoc(inspect.getdoc(inspect.getmodule(rule.check)) or "").split("\n\n")
    found: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        head, text = re.fullmatch(r"(?s)(?:(\w[\w ]*): )?(.*)", paragraph).groups()  # type: ignore[union-attr]
        found.append((head or "", f"{text[:1].upper()}{text[1:]}"))
    return found
