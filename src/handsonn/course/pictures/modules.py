"""Modules of JavaScript as one text: for a page or a widget whose code is one file.

Each file becomes a function of its own scope that returns what it exports, and its imports of neighbours
become reads from these. Nothing is minified or renamed.
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

PICTURES = Path(__file__).parent
LOOK = PICTURES / "look.css"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "((?:\.\.?/)+(?:\w+/)*(\w+\.js))";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let) )", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)


def scoped(text: str) -> str:
    """Turn a module into an expression: a function called at once that returns the module's exports."""
    names = ", ".join(_EXPORTED.findall(text))
    return f"(() => {{\n{_EXPORT.sub('', reading_neighbours(text))}\nreturn {{ {names} }};\n}})()"


def reading_neighbours(text: str) -> str:
    """Turn the imports of neighbours into reads from FILES."""
    return _IMPORT.sub(r'const \1 = FILES["\3"];' + "\n", text)


def neighbours(text: str) -> list[str]:
    """List the paths of the files that a module imports, as it writes them."""
    return [path for _, path, _ in _IMPORT.findall(text)]


def joined(entry: Path) -> str:
    """Join a module and all that it imports, each file after those that it needs; the entry comes last.

    Raises OSError for an import that is not there.
    """
    texts: dict[Path, str] = {}
    needed: dict[Path, list[Path]] = {}
    waiting = [entry.resolve()]
    while waiting:
        path = waiting.pop()
        if path in texts:
            continue
        texts[path] = path.read_text(encoding="utf-8")
        needed[path] = [(path.parent / other).resolve() for other in neighbours(texts[path])]
        waiting += needed[path]
    order = [path for path in TopologicalSorter(needed).static_order() if path != entry.resolve()]
    parts = [f"FILES[{path.name!r}] = {scoped(texts[path])};" for path in order]
    return "\n".join(["const FILES = {};", *parts, reading_neighbours(texts[entry.resolve()])])
