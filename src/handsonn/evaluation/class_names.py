"""A name for every class that the network knows."""

from __future__ import annotations

from collections.abc import Sequence

from handsonn.errors import DataError


def names_for(class_names: Sequence[str], num_classes: int) -> tuple[str, ...]:
    """Name every class; without names, its number is its name. Raises DataError for too many or too few."""
    names = tuple(class_names) or tuple(str(number) for number in range(num_classes))
    if len(names) != num_classes:
        raise DataError(
            f"the network puts out {num_classes} classes but the data have {len(names)} ({_some(names)}); "
            "give its last layer one unit per class."
        )
    return names


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown}, ..."  # noqa: PLR2004
