"""What a mapping method is, what it is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from handsonn.latent.neighbours import Neighbours
from handsonn.records import Array


class Watch(Protocol):
    """Who looks on while a map is made."""

    def progress(self, share: float, sentence: str) -> None:
        """Hear how much is done, from 0 to 1, and with what."""

    def should_stop(self) -> bool:
        """Tell whether to give up."""


@dataclass(frozen=True)
class NobodyWatches:
    """Never stops a map, tells nobody."""

    def progress(self, share: float, sentence: str) -> None:
        """Tell nobody."""

    def should_stop(self) -> bool:
        """Go on."""
        return False


QUIET: Watch = NobodyWatches()


@dataclass(frozen=True)
class Parameter:
    """A number that the learner may set. what: a sentence on what it does to the map."""

    name: str
    default: float
    low: float
    high: float
    what: str


@dataclass(frozen=True)
class Task:
    """What to map.

    codes: float32, shape (samples, latent_dim), finite. dimensions: 2 or 3. parameters: by name, complete and
    in range. neighbours(k): the nearest k of each code; computed once, shared by all who ask.
    """

    codes: Array
    dimensions: int
    seed: int
    parameters: dict[str, Any]
    neighbours: Callable[[int], Neighbours]
    watch: Watch = QUIET


@dataclass(frozen=True)
class Layout:
    """positions: shape (samples, dimensions). facts: what was measured on the way."""

    positions: Array
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class MapMethod:
    """A way to map codes. what: two sentences on what it keeps and what it gives up.

    make(task) gives the layout; it raises Stopped soon after the watch says so, and LatentError, in one
    sentence, for codes that it cannot map.
    """

    name: str
    title: str
    what: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Task], Layout]
