"""The page's side of the live part as one file of JavaScript and one of CSS.

A widget's code is one module, so the files are joined as pictures/modules.py says.
"""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from handsonn.course.pictures.modules import LOOK, PICTURES, neighbours, reading_neighbours, scoped

HERE = Path(__file__).parent
WIDGET = "live_lab.js"


@cache
def script() -> str:
    """Join the pictures' files and this folder's, each after those it imports; the widget comes last."""
    files = {path.name: path for folder in (PICTURES, HERE) for path in sorted(folder.glob("*.js"))}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    needed = {name: [Path(other).name for other in neighbours(text)] for name, text in texts.items()}
    order = [name for name in TopologicalSorter(needed).static_order() if name != WIDGET]
    kinds = ", ".join(f"{kind}: FILES['{kind}.js'].{_camel(kind)}" for kind in joined_kinds())
    return "\n".join(
        [
            "const FILES = {};",
            *(f"FILES[{name!r}] = {scoped(texts[name])};" for name in order),
            f"const PICTURES = {{ {kinds} }};",
            reading_neighbours(texts[WIDGET]),
        ]
    )


def joined_kinds() -> list[str]:
    """List the kinds of pictures: the files of JavaScript that have a file of Python beside them."""
    return [path.stem for path in sorted(PICTURES.glob("*.js")) if path.with_suffix(".py").exists()]


@cache
def sheet() -> str:
    """Join the colours and the rules of all pictures and of the live part."""
    pictures = (path for path in sorted(PICTURES.glob("*.css")) if path != LOOK)
    files = [LOOK, *pictures, *sorted(HERE.glob("*.css"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
