"""The registered data sets: one module each, imported when it is first asked for.

A module of `handsonn.data.datasets` has `CARD: DatasetCard` and `load(request: Request) -> Dataset`; one
whose data can be downloaded also has `REMOTE: RemoteSet`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteSet
from handsonn.errors import UnknownName
from handsonn.records import Dataset

NAMES = (
    "fashion_mnist",
    "fashion_mnist_small",
    "digits",
    "mnist",
    "cifar10",
    "iris",
    "wine",
    "breast_cancer",
    "moons",
    "circles",
    "spirals",
    "blobs",
    "signals",
    "diamonds",
    "txhousing",
    "california_housing",
    "diabetes",
    "hidden9",
    "co2",
    "seattle_weather",
)


class Entry(Protocol):
    """What each module of `handsonn.data.datasets` offers."""

    CARD: DatasetCard

    def load(self, request: Request, /) -> Dataset:
        """Return the data set as the request wants it."""
        ...


def entry(name: str) -> Entry:
    """Import the module of a data set. Raises UnknownName, with the nearest name, if there is none."""
    if name not in NAMES:
        raise UnknownName("data set", name, NAMES)
    module: Entry = import_module(f"handsonn.data.datasets.{name}")
    return module


def card(name: str) -> DatasetCard:
    """Describe one data set without loading it. Raises UnknownName."""
    return entry(name).CARD


def catalogue() -> tuple[DatasetCard, ...]:
    """Describe all registered data sets without loading any."""
    return tuple(card(name) for name in NAMES)


def remote_set(name: str) -> RemoteSet | None:
    """Tell what a data set downloads; None for one that needs no network. Raises UnknownName."""
    remote: RemoteSet | None = getattr(entry(name), "REMOTE", None)
    return remote
