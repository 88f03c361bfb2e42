"""The housing market of Texas, with the gaps that real tables have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.embedded.tables import read_columns
from handsonn.data.registered_table import load_registered_table
from handsonn.records import Array, Dataset

CARD = DatasetCard(
    name="txhousing",
    title="Housing in Texas",
    description="The median house price in 46 places of Texas, by month, from sales and listings; with gaps.",
    task="regression",
    kind="tabular",
    samples=7_986,
    source="TAMU Real Estate Center, collected for ggplot2, as shipped with plotnine",
    licence="MIT",
    chapters=(13,),
    chooses_target=True,
)


def load(request: Request) -> Dataset:
    """Return x: float32 (7986, 52), one feature per city, NaN in the gaps; y: the median price in dollars.

    The gaps are to be filled with the median of the training rows, unless the request says otherwise:
    missing="refuse" raises DataError that names the rows. `date` is no feature: it repeats year and month.
    """
    dataset = load_registered_table(CARD, request, target="median", missing="median", without=("date",))
    gaps = int(np.isnan(dataset.x).any(axis=1).sum())
    filled = (
        f"{gaps:,} rows have gaps, to be filled with each column's {dataset.missing} over the training rows"
    )
    return replace(dataset, note="; ".join(filter(None, [dataset.note, filled])) + ".")


def table() -> dict[str, Array]:
    """Return the nine columns as published, (8,602,) each, NaN in the gaps; city is text."""
    return read_columns("txhousing")
