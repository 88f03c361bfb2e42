"""Carbon dioxide in the air over Mauna Loa, weekly from 1958 to 2001."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.embedded.tables import read_columns
from handsonn.data.windows import make_windows
from handsonn.records import Array, Dataset

WEEKS = 52

CARD = DatasetCard(
    name="co2",
    title="Carbon dioxide, weekly",
    description="Weekly CO2 over Mauna Loa, 1958 to 2001: from 52 weeks the next; a trend and seasons.",
    task="regression",
    kind="series",
    samples=1_761,
    source="Keeling and Whorf 2004, CDIAC, Oak Ridge National Laboratory; as shipped with statsmodels",
    licence="public domain",
    chapters=(15,),
)


def load(_request: Request) -> Dataset:
    """Return x: float32 (1761, 52, 1), parts per million by volume; y: the next week's value."""
    return co2()


def co2(weeks: int = WEEKS) -> Dataset:
    """Return each run of `weeks` measured weeks whose next week was measured too, in order of time."""
    values = table()["co2"]
    x, y, left_out = make_windows(values[:, None], values, weeks)
    return Dataset(
        name="co2",
        x=x,
        y=y,
        task="regression",
        kind="series",
        feature_names=("co2",),
        target_name="co2 of the next week",
        ordered=True,
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"{int(np.isnan(values).sum())} of the {len(values):,} weeks were not measured; the {left_out} "
        "windows that touch one of them are left out, not filled.",
    )


def table() -> dict[str, Array]:
    """Return the series as published: date (2,284,) as YYYYMMDD, and co2 (2,284,) with NaN in its 59 gaps."""
    return read_columns("co2")
