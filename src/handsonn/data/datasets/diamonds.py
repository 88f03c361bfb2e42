"""Diamonds and their prices."""

from __future__ import annotations

from handsonn.data.card import DatasetCard, Request
from handsonn.data.embedded.tables import read_columns
from handsonn.data.registered_table import load_registered_table
from handsonn.records import Array, Dataset

CARD = DatasetCard(
    name="diamonds",
    title="Diamonds",
    description="53,940 diamonds: the price in dollars from weight, size, shape, cut, colour and clarity.",
    task="regression",
    kind="tabular",
    samples=53_940,
    source="collected for ggplot2, as shipped with plotnine",
    licence="MIT",
    chapters=(10, 12, 13),
    chooses_target=True,
)


def load(request: Request) -> Dataset:
    """Return x: float32 (53940, 26), one feature for each cut, colour and clarity; y: the price in dollars.

    target: any other column, such as "cut" for a classification.
    """
    return load_registered_table(CARD, request, target="price", missing="refuse")


def table() -> dict[str, Array]:
    """Return the ten columns as published, (53,940,) each: numbers, and cut, color and clarity as text."""
    return read_columns("diamonds")
