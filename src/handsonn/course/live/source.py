"""The page's side of the live part as one file of JavaScript and one of CSS.

A widget's code is one module, so the files are joined: each becomes a function of its own scope that returns
what it exports, and its imports of neighbours become reads from these. Nothing is minified or renamed.
"""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

HERE = Path(__file__).parent
PICTURES = HERE.parent / "pictures"
WIDGET = "live_lab.js"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\.\.?/(?:\w+/)*(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let) )", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)


@cache
def script() -> str:
    """Join the pictures' files and this folder's, each after those it imports; the widget comes last."""
    files = {path.name: path for folder in (PICTURES, HERE) for path in sorted(folder.glob("*.js"))}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    needed = {name: [other for _, other in _IMPORT.findall(text)] for name, text in texts.items()}
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
    look = PICTURES / "look.css"
    pictures = (path for path in sorted(PICTURES.glob("*.css")) if path != look)
    files = [look, *pictures, *sorted(HERE.glob("*.css"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def scoped(text: str) -> str:
    """Turn a module into an expression: a function called at once that returns the module's exports."""
    names = ", ".join(_EXPORTED.findall(text))
    return f"(() => {{\n{_EXPORT.sub('', reading_neighbours(text))}\nreturn {{ {names} }};\n}})()"


def reading_neighbours(text: str) -> str:
    """Turn the imports of neighbours into reads from FILES."""
    return _IMPORT.sub(r'const \1 = FILES["\2"];' + "\n", text)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
