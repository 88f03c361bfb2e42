"""Four years of daily weather in Seattle."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.embedded.tables import read_columns
from handsonn.data.windows import make_windows
from handsonn.records import Array, Dataset

DAYS = 14
VARIABLES = ("precipitation", "temp_max", "temp_min", "wind")

CARD = DatasetCard(
    name="seattle_weather",
    title="Seattle's weather, daily",
    description="Daily weather of Seattle, 2012 to 2015: from 14 days the highest temperature of the next.",
    task="regression",
    kind="series",
    samples=1_447,
    source="NOAA, as shipped with vega-datasets",
    licence="public domain",
    chapters=(15,),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (1447, 14, 4); y: the next day's highest temperature in degrees Celsius."""
    return seattle_weather()


def seattle_weather(days: int = DAYS) -> Dataset:
    """Return every window of `days` days and the next day's highest temperature, in the order of time.

    The variables: precipitation in mm, highest and lowest temperature in degrees Celsius, wind in m/s.
    """
    columns = table()
    values = np.stack([columns[name] for name in VARIABLES], axis=1)
    x, y, _ = make_windows(values, columns["temp_max"], days)
    return Dataset(
        name="seattle_weather",
        x=x,
        y=y,
        task="regression",
        kind="series",
        feature_names=VARIABLES,
        target_name="temp_max of the next day",
        ordered=True,
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
    )


def table() -> dict[str, Array]:
    """Return the 1,461 days as published: date (text YYYY/MM/DD), the four variables, and weather (text)."""
    return read_columns("seattle_weather")
