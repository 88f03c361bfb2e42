"""Bounds on what a stranger's file may ask for, checked before anything is built from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handsonn.errors import FormatError

MAX_TEXT_BYTES = 16 * 2**20
MAX_DEPTH = 100
MAX_VALUES = 300_000
MAX_NUMBER = 2**40
MAX_PARAMETERS = 500_000_000
MAX_MEMBER_BYTES = 8 * 2**30
MAX_EXPANSION = 100

# Not sizes: a random seed, and the number by which Keras knows a layer that is used twice.
_FREE_NUMBERS = ("seed", "shared_object_id")
_PLAIN = (str, int, float, bool, type(None))


def read_text(path: Path) -> str:
    """Read an architecture file as UTF-8 text. Raises FormatError if it is too long or no text."""
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise FormatError(
            f"{path.name} is larger than {MAX_TEXT_BYTES // 2**20} MiB; an architecture has no weights in "
            "it and "
            "is far smaller, so this is some other file."
        )
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(f"{path.name} is not text, so it holds no architecture in JSON or YAML.") from None


def check_tree(tree: Any, source: str) -> dict[str, Any]:
    """Check that parsed text is a plain, finite tree of modest size, with an object at its root.

    An alias bomb, a list that contains itself, a date or a set is refused here.
    """
    if not isinstance(tree, dict):
        raise FormatError(
            f"{source} holds no model: expected an object with class_name and config at its root."
        )
    count = 0
    pending: list[tuple[Any, int]] = [(tree, 0)]
    while pending:
        value, depth = pending.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_VALUES:
            raise FormatError(
                f"{source} is nested deeper than {MAX_DEPTH} levels or holds more than {MAX_VALUES:,} "
                "values; "
                "no architecture that Keras wrote does, so it is not read."
            )
        pending.extend((child, depth + 1) for child in _children(value, source))
    return tree


def _children(value: Any, source: str) -> list[Any]:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise FormatError(f"{source} has a key that is not text; an architecture has only named values.")
        return [item for key, item in value.items() if key not in _FREE_NUMBERS or not _is_free(item)]
    if isinstance(value, list):
        return value
    if not isinstance(value, _PLAIN):
        raise FormatError(
            f"{source} holds a {type(value).__name__}; an architecture is made of text, numbers, lists and "
            "objects."
        )
    if isinstance(value, int) and abs(value) > MAX_NUMBER:
        raise FormatError(f"{source} asks for a size of {str(value)[:30]}, which no computer can hold.")
    return []


def _is_free(item: Any) -> bool:
    return isinstance(item, int) and abs(item) < 2**64
