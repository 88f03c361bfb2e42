"""The page's side of the live part as one file of JavaScript and one of CSS.

A widget's code is one module, so the files are joined: their imports of one another and the word `export`
are left out. The order matters only for readers; functions are found wherever they stand.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = HERE.parent / "pictures"
_IMPORT = re.compile(r'^import [^;]*? from "\.\.?/[^"]+";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let) )", re.MULTILINE)


@cache
def script() -> str:
    """Join the pictures' files and this folder's; the last one holds the widget's `export default`."""
    files = [*sorted(PICTURES.glob("*.js")), *sorted(HERE.glob("*.js"))]
    files.sort(key=lambda path: path.name == "live_lab.js")
    return "\n".join(joinable(path.read_text(encoding="utf-8")) for path in files) + _registry()


@cache
def sheet() -> str:
    """Join the colours and the rules of all pictures and of the live part."""
    look = PICTURES / "look.css"
    files = [
        look,
        *(path for path in sorted(PICTURES.glob("*.css")) if path != look),
        *sorted(HERE.glob("*.css")),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def joinable(text: str) -> str:
    """Take from a module its imports of neighbours and its `export` words."""
    return _EXPORT.sub("", _IMPORT.sub("", text))


def _registry() -> str:
    """Name the function that draws each kind of picture: the one called like its file."""
    names = [path.stem for path in sorted(PICTURES.glob("*.js")) if path.stem != "axes"]
    functions = ", ".join(f"{name}: {_camel(name)}" for name in names)
    return f"\nconst PICTURES = {{ {functions} }};\n"


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
