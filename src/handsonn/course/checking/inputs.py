"""Whether a function changed what it was given."""

from __future__ import annotations

from typing import Any


def copies(arguments: tuple[Any, ...]) -> list[Any]:
    """Copy what a function could change by mistake: arrays, and lists of plain values. None for the rest."""
    return [_copy(argument) for argument in arguments]


def changed(before: list[Any], after: tuple[Any, ...]) -> int | None:
    """Give the place of the first argument that is not as its copy any more; None where all are."""
    for place, (kept, given) in enumerate(zip(before, after, strict=True)):
        if kept is not None and not _same(kept, given):
            return place
    return None


def _copy(argument: Any) -> Any:
    import numpy as np

    if isinstance(argument, np.ndarray):
        return argument.copy() if argument.dtype != object else None
    if isinstance(argument, list):
        plain = all(isinstance(each, int | float | str | bool) for each in argument)
        return list(argument) if plain else None
    return None


def _same(kept: Any, given: Any) -> bool:
    import numpy as np

    if isinstance(kept, list):
        return bool(kept == given)
    return bool(np.array_equal(kept, given, equal_nan=kept.dtype.kind == "f"))
