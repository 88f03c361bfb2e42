"""What the learner moves: each control is a setting of the experiment, with its stops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from handsonn.errors import UsageError


@dataclass(frozen=True)
class Slider:
    """A slider over listed stops, such as batch sizes 1, 2, 4 ...; it answers while it moves.

    compiles: each stop is another compiled program (batch size, width), so its neighbours are compiled ahead.
    words: what to show instead of the number at each stop, or ().
    half: take half of the column, beside another half.
    """

    kind: ClassVar[str] = "slider"
    name: str
    label: str
    stops: tuple[float, ...]
    value: float
    unit: str = ""
    words: tuple[str, ...] = ()
    compiles: bool = False
    half: bool = False

    def neighbours(self, value: float) -> list[float]:
        """List the stops on both sides of this one, if they compile; those above it first."""
        place = self.stops.index(self.check(value))
        return (
            [*self.stops[place + 1 : place + 2], *self.stops[max(place - 1, 0) : place]]
            if self.compiles
            else []
        )

    def check(self, value: Any) -> Any:
        """Take the value if it is one of the stops, or the nearest one."""
        number = _number(value)
        if math.isnan(number):
            raise UsageError(
                f"{self.label} is {value!r}; give a number from {min(self.stops):g} to {max(self.stops):g}."
            )
        return min(self.stops, key=lambda stop: abs(stop - number))


@dataclass(frozen=True)
class Choice:
    """One of a few named possibilities. words: what to show for each, or () for the options themselves."""

    kind: ClassVar[str] = "choice"
    name: str
    label: str
    options: tuple[str, ...]
    value: str
    words: tuple[str, ...] = ()

    def check(self, value: Any) -> str:
        """Take the value if it is one of the options."""
        if value not in self.options:
            raise UsageError(f"{self.label} is {value!r}; choose one of {', '.join(self.options)}.")
        return str(value)


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    kind: ClassVar[str] = "toggle"
    name: str
    label: str
    value: bool

    def check(self, value: Any) -> bool:
        """Take a truth value."""
        return value is True


@dataclass(frozen=True)
class Layers:
    """Hidden layers that the learner adds, removes and resizes by clicking. value: units of each layer."""

    kind: ClassVar[str] = "layers"
    name: str
    label: str
    value: tuple[int, ...]
    most_layers: int = 6
    most_units: int = 8

    def check(self, value: Any) -> tuple[int, ...]:
        """Take up to most_layers whole numbers from 1 to most_units."""
        units = [_number(each) for each in value] if isinstance(value, Sequence) else [math.nan]
        if len(units) > self.most_layers or any(map(math.isnan, units)):
            raise UsageError(
                f"{self.label} is {value!r}; give at most {self.most_layers} layers, each a number of units."
            )
        return tuple(int(min(max(each, 1), self.most_units)) for each in units)


@dataclass(frozen=True)
class Picked:
    """A setting without a control of its own: a picture sets it when it is clicked (`sets=`).

    value: what it is before the first click. Numbers, or lists of numbers.
    """

    kind: ClassVar[str] = "picked"
    name: str
    label: str
    value: Any

    def check(self, value: Any) -> Any:
        """Take a number, or a short list of numbers."""
        numbers = value if isinstance(value, (list, tuple)) else [value]
        if len(numbers) > 400 or not all(isinstance(n, (int, float)) for n in numbers):  # noqa: PLR2004
            raise UsageError(f"{self.label} is {value!r}; it is set by a click on the picture.")
        return tuple(numbers) if isinstance(value, (list, tuple)) else value


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else math.nan


Control = Slider | Choice | Toggle | Layers | Picked


def stops_between(low: float, high: float, count: int, *, digits: int = 6) -> tuple[float, ...]:
    """List `count` evenly spaced stops from low to high, both included, rounded to `digits`."""
    return tuple(round(low + (high - low) * i / (count - 1), digits) for i in range(count))


def checked_settings(controls: Sequence[Control], asked: dict[str, Any]) -> dict[str, Any]:
    """Take each control's setting from what the page asks for, or the control's own value.

    Settings that are not asked for keep their first value; names that no control has are left out.
    Raises UsageError for a value that its control cannot have.
    """
    return {c.name: c.check(asked[c.name]) if c.name in asked else c.value for c in controls}
