"""Python code is parsed by one thread at a time, because two at once can fail before Python 3.13.

Sessions are threads of one process, and each parses its lab's cells. Up to 3.12, CPython counts the depth of
a syntax tree in one place for all threads; when they alternate in the middle, parsing ends with "SystemError:
AST constructor recursion depth mismatch" (python/cpython issue 106905), and a lab that is opened in two tabs
at once shows errors in place of its cells.
"""

from __future__ import annotations

import ast
import sys
import threading
from typing import Any

# Re-entrant: what the garbage collector ends in the middle of a parse may parse something itself.
_TURN = threading.RLock()
_SOUND = (3, 13)


def take_turns() -> None:
    """Let `ast.parse`, and marimo's compiling of cells, wait for each other; call it as often as you like."""
    if sys.version_info >= _SOUND:
        return
    from marimo._ast import compiler

    for module in (ast, compiler):
        # A name in the module hides the builtin of that name from the module's own functions, and only there.
        module.compile = _compile_in_turn  # type: ignore[attr-defined]


def _compile_in_turn(*arguments: Any, **options: Any) -> Any:
    with _TURN:
        return compile(*arguments, **options)
