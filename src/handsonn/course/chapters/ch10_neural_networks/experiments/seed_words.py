"""Scores of several seeds in words: their median, their range, and whether two settings can be told apart."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def percent_words(values: Array, over: str = "seeds") -> str:
    """Say median and range of shares over the seeds, such as "97.5% (over the seeds 96.0% to 98.5%)".

    over: what the values differ in, such as "splits".
    """
    spread = _spread(f"{values.min():.1%}", f"{values.max():.1%}", len(values), over)
    return f"{np.median(values):.1%} ({spread})"


def number_words(values: Array) -> str:
    """Say median and range of numbers over the seeds; those of seeds that diverged as such."""
    lost = int((~np.isfinite(values)).sum())
    if lost:
        return f"diverged in {f'{lost} of' if lost < len(values) else 'all'} {len(values)} seeds"
    return f"{np.median(values):.3g} ({_spread(f'{values.min():.3g}', f'{values.max():.3g}', len(values))})"


def _spread(low: str, high: str, count: int, over: str = "seeds") -> str:
    return f"in all {count} {over}" if low == high else f"over the {over} {low} to {high}"


def overlap(one: Array, other: Array) -> bool:
    """Tell whether the ranges over the seeds overlap, so that the two cannot be told apart."""
    return bool(one.min() <= other.max() and other.min() <= one.max())


def comparison(one_name: str, one: Array, other_name: str, other: Array) -> str:
    """Say which of two scores is higher, or that they cannot be told apart."""
    if overlap(one, other):
        return f"{one_name[0].upper()}{one_name[1:]} and {other_name} cannot be told apart: their ranges over the seeds overlap"
    first, second = (one_name, other_name) if np.median(one) > np.median(other) else (other_name, one_name)
    return f"{first[0].upper()}{first[1:]} scores higher than {second} in every seed"
