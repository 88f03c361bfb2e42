"""A latent space as one HTML file that works from disk: no server, no network, no other file."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.plots.templates import templates_in, writable
from handsonn.records import Array

PAGE = Path(__file__).parent / "explorer_page"
ENTRY, RULES = PAGE / "page.js", PAGE / "page.css"
_SHEET_SIDE = 1_024  # pixels of a sheet of images, about
_MOST_ACROSS = 32
_KINDS = {"f": np.float32, "i": np.int32, "u": np.uint8, "b": np.uint8}


@dataclass(frozen=True, eq=False)
class ExplorerFile:
    """What an explorer file shows.

    facts: names, sizes and sentences, as JSON. arrays: numbers by name, float, int32 or uint8. sheets: the
    samples' images as PNG, image_sheets() says how.
    """

    title: str
    sentence: str
    notes: tuple[str, ...]
    facts: Mapping[str, Any]
    arrays: Mapping[str, Array]
    sheets: Sequence[bytes] = ()


def explorer_page(shown: ExplorerFile, script: str, sheet: str) -> str:
    """Write the page. Every text in it is escaped: a class called "<script>" is only a name.

    script: the page's modules (ENTRY) joined with those of the cloud. sheet: the rules of the cloud's look.
    """
    carried = [_array(name, values) for name, values in shown.arrays.items()]
    carried += [
        f'<script type="text/plain" id="sheet-{at}">{_text(png)}</script>'
        for at, png in enumerate(shown.sheets)
    ]
    page: str = _template().render(
        title=shown.title,
        sentence=shown.sentence,
        notes=shown.notes,
        facts=_markup(_json(shown.facts)),
        carried=_markup("\n".join(carried)),
        script=_markup(script.replace("</script", "<\\/script")),
        sheet=_markup(f"{sheet}\n{RULES.read_text(encoding='utf-8')}"),
    )
    return writable(page)


def images_per_sheet(images: Array) -> int:
    """Tell how many images, (count, height, width[, 3]), stand on one sheet."""
    across: int = max(1, min(_MOST_ACROSS, _SHEET_SIDE // max(images.shape[1:3])))
    return across * across


def image_sheets(images: Array) -> list[bytes]:
    """Pack images, uint8, (count, height, width) or (count, height, width, 3), as PNG files of many each.

    Images stand side by side, row by row, the last sheet filled up with black ones.
    """
    each = images_per_sheet(images)
    return [_sheet(images[start : start + each], each) for start in range(0, len(images), each)]


def _sheet(images: Array, each: int) -> bytes:
    from PIL import Image

    across = round(each**0.5)
    rows = -(-len(images) // across)
    filled = np.zeros((rows * across, *images.shape[1:]), np.uint8)
    filled[: len(images)] = images
    height, width = images.shape[1:3]
    grid = filled.reshape(rows, across, height, width, *images.shape[3:]).swapaxes(1, 2)
    stream = io.BytesIO()
    whole = grid.reshape(rows * height, across * width, *images.shape[3:])
    Image.fromarray(np.ascontiguousarray(whole)).save(stream, "PNG", compress_level=9)
    return stream.getvalue()


def _array(name: str, values: Array) -> str:
    kind = np.dtype(_KINDS[values.dtype.kind])
    numbers = np.ascontiguousarray(values, dtype=kind)
    shape = json.dumps(list(values.shape))
    return (
        f'<script type="text/plain" id="array-{name}" data-kind="{kind.name}" data-shape="{shape}">'
        f"{_text(numbers.astype(kind.newbyteorder('<')).tobytes())}</script>"
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _json(facts: Mapping[str, Any]) -> str:
    """Write JSON that no text in it can end: "<" is written as its code."""
    return json.dumps(facts, allow_nan=False).replace("<", "\\u003c")


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - our own files, base64, and JSON without "<"


@cache
def _template() -> Any:
    return templates_in(PAGE).get_template("page.html.jinja")
