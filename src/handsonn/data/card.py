"""What is known of a registered data set before it is loaded, and what a caller may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handsonn.records import Kind, Missing, Task

Notify = Callable[[str], None]


@dataclass(frozen=True)
class DatasetCard:
    """One data set of the registry, described without loading it.

    samples: how many the loader returns (of the whole set, where a smaller slice may stand in).
    source: who made it and where it comes from. licence: its name, or what its makers say.
    download_bytes: what `handsonn data fetch NAME` downloads; 0 for sets that need no network.
    chapters: the chapters (10 to 19) whose labs use it.
    chooses_target: any of its columns may be the label (`target=`).
    """

    name: str
    title: str
    description: str
    task: Task
    kind: Kind
    samples: int
    source: str
    licence: str
    chapters: tuple[int, ...] = ()
    download_bytes: int = 0
    chooses_target: bool = False


@dataclass(frozen=True)
class Request:
    """How the caller wants a data set.

    target: the column to predict; None for the data set's own.
    missing: what to do with missing values; None for the data set's own choice.
    download: may the network be used? notify: told, in a sentence, what the caller should know.
    task: "classification" or "regression", where the rule of `handsonn.data.target` guesses wrong.
    without: columns of a table to leave out.
    """

    target: str | None = None
    missing: Missing | None = None
    download: bool = False
    notify: Notify | None = None
    task: Task | None = None
    without: tuple[str, ...] = ()

    def say(self, sentence: str) -> None:
        """Pass a sentence to whoever listens."""
        if self.notify is not None:
            self.notify(sentence)
