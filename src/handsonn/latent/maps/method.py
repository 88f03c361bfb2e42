"""What a mapping method is, what it is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from handsonn.errors import Stopped
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
NEIGHBOURS_SHARE = (
    0.3  # of a map's progress: what the search for neighbours takes, where a method asks for them
)


def tell(watch: Watch, share: float, sentence: str) -> None:
    """Say how far a map is. Raises Stopped where the watch says so."""
    if watch.should_stop():
        raise Stopped("the map was stopped before it was done; nothing was kept of it.")
    watch.progress(share, sentence)


@dataclass(frozen=True)
class Parameter:
    """A number that the learner may set, from low to high; a whole one where the default is an int.

    what: a sentence on what it does to the map.
    """

    name: str
    default: float
    low: float
    high: float
    what: str


@dataclass(frozen=True)
class Task:
    """What to map.

    codes: float32, shape (samples, latent_dim), finite. dimensions: 2 or 3. parameters: by name, complete and
    in range. neighbours(k): the nearest k of each code; computed once, shared by all who ask; it tells the
    watch from 0 to NEIGHBOURS_SHARE, and raises LatentError where there are not k others.
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

    nested: the map of two dimensions is the first two axes of the map of three, so both are made at once.
    random: another seed gives another map. libraries: whose version is part of the answer, as they are
    called where they are installed from.
    make(task) gives the layout; it raises Stopped soon after the watch says so, and LatentError, in one
    sentence, for codes that it cannot map.
    """

    name: str
    title: str
    what: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Task], Layout]
    nested: bool = False
    random: bool = True
    libraries: tuple[str, ...] = ()
