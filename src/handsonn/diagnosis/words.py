"""Numbers and names as the sentences of a finding write them."""

from __future__ import annotations

import math
from collections.abc import Iterable

_MOST_DIGITS = 1e7
_FEWEST_DIGITS = 1e-3


def number(value: float) -> str:
    """Write a number for a reader: 12,345, 0.25, 3.1e+09, NaN."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("infinity" if value > 0 else "-infinity")
    size = abs(value)
    if size >= _MOST_DIGITS or 0.0 < size < _FEWEST_DIGITS:
        return f"{value:.1e}"
    if value == int(value) or size >= 1000:  # noqa: PLR2004
        return f"{value:,.0f}"
    return f"{value:.3g}"


def share(value: float) -> str:
    """Write a share as a percentage: 0.25 is "25 %"."""
    if not math.isfinite(value):
        return "an unknown share"
    percent = 100.0 * value
    return f"{percent:.0f} %" if percent >= 1.0 or percent == 0.0 else f"{percent:.1g} %"


def listed(items: Iterable[str], most: int = 4) -> str:
    """Write "a, b and c", or "a, b, c, d and 3 more"."""
    given = list(items)
    if len(given) > most:
        given = [*given[:most], f"{len(given) - most} more"]
    if len(given) < 2:  # noqa: PLR2004
        return given[0] if given else "none"
    return f"{', '.join(given[:-1])} and {given[-1]}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Write "1 unit" or "1,000 units"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def shape_words(shape: Iterable[int | None]) -> str:
    """Write a shape as NumPy does, with None for any length: (None, 8)."""
    sides = [str(side) for side in shape]
    return f"({sides[0]},)" if len(sides) == 1 else f"({', '.join(sides)})"
