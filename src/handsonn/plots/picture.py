"""A figure for a page: drawn twice, for light and for dark, and written into the page itself."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handsonn.plots.save import Form, figure_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Picture:
    """A figure drawn twice, for light and for dark pages.

    alternative: what it shows, in words, for readers who cannot see it.
    """

    title: str
    alternative: str
    light: bytes
    dark: bytes
    form: Form = "svg"


def draw(title: str, alternative: str, drawn: Callable[[bool], Figure], form: Form = "svg") -> Picture:
    """Draw a figure in both variants; drawn(dark) gives the figure."""
    light, dark = (figure_bytes(drawn(variant), form) for variant in (False, True))
    return Picture(title, alternative, light, dark, form)


def with_data_urls(picture: Picture) -> tuple[Picture, str, str]:
    """Give the picture with the addresses of its light and its dark variant, which hold the whole image."""
    return picture, _data_url(picture, picture.light), _data_url(picture, picture.dark)


def _data_url(picture: Picture, content: bytes) -> str:
    return f"data:{_MEDIA[picture.form]};base64,{base64.b64encode(content).decode()}"
