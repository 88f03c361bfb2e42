"""Two settings compared seed by seed: from the same seed both begin with the same weights and batches.

One rule for a whole lab: a setting is better than another where it is better in every seed. Ranges that
overlap do not decide it, since the seeds themselves differ by more than two settings often do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def lower_in(one: Array, other: Array) -> int:
    """Count the seeds in which `one` is lower; what has diverged is higher than every number."""
    return int((_ranked(one) < _ranked(other)).sum())


def lower_in_all(one: Array, other: Array) -> bool:
    """Tell whether `one` is lower from every seed."""
    return lower_in(one, other) == len(one)


def lowest_in_all(found: Mapping[str, Array]) -> str | None:
    """Name the one that is lower than every other from every seed, or None."""
    names = [
        name
        for name, values in found.items()
        if all(lower_in_all(values, other) for key, other in found.items() if key != name)
    ]
    return names[0] if names else None


def changes_words(before: Array, after: Array) -> str:
    """Say in how many seeds a score rose, fell and stayed: "rose in 1, fell in 3 and stayed in 1 of 5 seeds"."""
    counts = {"rose": lower_in(before, after), "fell": lower_in(after, before)}
    counts["stayed the same"] = len(before) - sum(counts.values())
    some = [f"{word} in {count}" for word, count in counts.items() if count]
    return f"{', '.join(some[:-1])}{' and ' if some[1:] else ''}{some[-1]} of {len(before)} seeds"


def beside_words(one_name: str, one: Array, other_name: str, other: Array) -> str:
    """Say which of two scores is higher, from how many seeds, or that it depends on the seed."""
    higher, lower, seeds = lower_in(other, one), lower_in(one, other), len(one)
    first = f"{one_name[0].upper()}{one_name[1:]}"
    if seeds in {higher, lower}:
        return f"{first} scores {'higher' if higher else 'lower'} than {other_name} from every seed"
    if not higher + lower:
        return f"{first} scores the same as {other_name} from every seed"
    equal = f", the same in {seeds - higher - lower}" if higher + lower < seeds else ""
    return (
        f"{first} and {other_name} cannot be told apart: of {seeds} seeds, the first scores higher in {higher}, "
        f"lower in {lower}{equal}"
    )


def _ranked(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.inf)
