"""The learner's own file as text that a script can carry: runnable, without its `if __name__` part."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import ModelError
from handsonn.models.bring_in import parse_reference


@dataclass(frozen=True)
class OwnSource:
    """What a script needs to make the learner's network.

    text: the file, without `from __future__` lines and `if __name__ == "__main__"` blocks.
    future: names imported from __future__, which must stand at the top of the script.
    function: the function to call. file_name: where it came from.
    folder: the folder that must be on the import path, since the file imports others beside it; else "".
    """

    text: str
    function: str
    file_name: str
    future: tuple[str, ...] = ()
    folder: str = ""


def own_source(reference: str) -> OwnSource:
    """Read the file that "file.py:function" names.

    Raises ModelError if there is no such file or it is not Python.
    """
    path, function = parse_reference(reference)
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise ModelError(f"{path.name} is not valid Python ({error}), so no script can carry it.") from None
    left_out = [node for node in tree.body if _is_main_block(node) or _is_future(node)]
    future = [name.name for node in tree.body if _is_future(node) for name in node.names]  # type: ignore[attr-defined]
    return OwnSource(
        text=_without(text, left_out),
        function=function,
        file_name=path.name,
        future=tuple(future),
        folder=str(path.parent) if _imports_beside(tree, path) else "",
    )


def _without(text: str, nodes: list[ast.stmt]) -> str:
    lines = text.splitlines()
    for node in nodes:
        for number in range(node.lineno - 1, node.end_lineno or node.lineno):
            lines[number] = ""
    return "\n".join(lines).strip() + "\n"


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _is_main_block(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _imports_beside(tree: ast.Module, path: Path) -> bool:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return any((path.parent / f"{name}.py").exists() or (path.parent / name).is_dir() for name in names)
