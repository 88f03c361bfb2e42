"""A page with one cloud and nothing of a lab: what the explorer and the file on disk use."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from handsonn.course.live.source import script, sheet
from handsonn.course.pictures import Cloud, encode

FILL = 0.92
GRID = np.array([(across, up) for up in (-1.0, 0.0, 1.0) for across in (-1.0, 0.0, 1.0)])
"""Nine points: 0 1 2 in the lowest row, 3 4 5 in the middle, 6 7 8 on top."""

ROWS = np.repeat([0, 1, 2], 3)
ROW_NAMES = ("low", "mid", "top")
WHITE = [255, 255, 255]
IDLE = "Drag to move; the wheel zooms; a click picks A, the next one B."
"""What the line below a map in a plane says while the pointer is on nothing."""

HARNESS = """
window.read = (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return FILES["message.js"].decode(new DataView(bytes.buffer));
};
window.calls = [];
window.FILES = FILES;
const call = (name) => (...values) => { if (name !== "hover") calls.push([name, ...values]); };
window.make = (renderer) => {
  window.view?.dispose();
  calls.length = 0;
  window.view = FILES["cloud_view.js"].cloudView(document.getElementById("map"), {
    onPick: (_, picked) => call("pick")(picked), onSelect: call("select"), onPlace: call("place"),
  }, { renderer });
};
"""


def cloud_page(cloud: Cloud | None = None) -> str:
    """Make a page that is one map, or has room for what make(renderer) and view.put(read(...)) show.

    `view` is what cloudView() gave, `calls` what it told.
    """
    shown = f'make("auto"); view.put(read("{message(cloud)}"));' if cloud else ""
    return (
        f"<!doctype html><meta charset=utf-8><title>map</title><style>{sheet()}"
        "body { margin: 10px; background: var(--paper); } #map { height: 600px; }</style><div id=map></div>"
        f'<script type="module">{script()}{HARNESS}{shown}</script>'
    )


def message(cloud: Cloud) -> str:
    """Write a cloud as the page reads it."""
    return base64.b64encode(encode(cloud)).decode()


def middle(page: Any) -> tuple[float, float, float]:
    """Tell where the middle of the map is on the page, and the pixels per unit of GRID while all is shown."""
    box = page.locator(".cloud-surface").bounding_box()
    unit = FILL * min(box["width"], box["height"]) / 2
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, unit


def spot(page: Any, index: int) -> tuple[float, float]:
    """Tell where a point of GRID is on the page while the map has not been moved."""
    x, y, unit = middle(page)
    across, up = GRID[index]
    return x + across * unit, y - up * unit


def told(page: Any, words: str) -> None:
    """Wait until the line below the map says this."""
    page.wait_for_function("words => document.querySelector('.cloud-told').textContent === words", arg=words)


def tone_at(page: Any, x: float, y: float) -> list[int]:
    """Tell the colour of the points' canvas at a place of the page, once all that was asked for is drawn."""
    return list(
        page.evaluate(
            """async ([x, y]) => {
              while (view.waiting) await new Promise(requestAnimationFrame);
              const { canvas } = view.painter, box = canvas.getBoundingClientRect(), { ratio } = view.size;
              const across = (x - box.x) * ratio, down = (y - box.y) * ratio;
              const copy = document.createElement("canvas");
              Object.assign(copy, { width: 1, height: 1 });
              const context = copy.getContext("2d");
              view.repaint();
              context.drawImage(canvas, across, down, 1, 1, 0, 0, 1, 1);
              return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
            }""",
            [x, y],
        )
    )


def grid(**told_of_it: Any) -> Cloud:
    """Make nine points with one-letter names, each row a class."""
    return Cloud(points=GRID, labels=ROWS, class_names=ROW_NAMES, captions=tuple("abcdefghi"), **told_of_it)


def drag(page: Any, path: list[tuple[float, float]]) -> None:
    """Press the mouse at the first place, go by the others, and let go at the last."""
    page.mouse.move(*path[0])
    page.mouse.down()
    for place in path[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()
