"""A folder that appears whole or not at all, where an earlier one may stand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path


def put_in_place(place: Path, fill: Callable[[Path], object]) -> None:
    """Let fill write into a new, empty, hidden folder beside the place, which then takes the place.

    A folder that stood there before is gone only once the new one stands there. Raises OSError when the disk
    refuses, and whatever fill raises; what stood there is then as it was.
    """
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}-") as hidden:
        new, before = Path(hidden) / "new", Path(hidden) / "before"
        new.mkdir()
        fill(new)
        try:
            if place.exists():
                place.rename(before)
            new.rename(place)
        except BaseException:  # an interrupt as well: the hidden folder, and what is in it, goes away
            if before.exists() and not place.exists():
                before.rename(place)
            raise
