"""Small tables for the tests of commands."""

import csv
from pathlib import Path

import numpy as np


def write_houses(path: Path, rows: int = 120, *, price: bool = True, seed: int = 0) -> Path:
    """A table with numbers and a category; prices follow from them."""
    random = np.random.default_rng(seed)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["area", "rooms", "heating", *(["price"] if price else [])])
        for _ in range(rows):
            area, rooms, heating = (
                random.uniform(40, 200),
                random.integers(1, 7),
                random.choice(["gas", "wood"]),
            )
            value = 2000 * area + 9000 * rooms + (15000 if heating == "wood" else 0)
            table.writerow([f"{area:.1f}", rooms, heating, *([f"{value:.0f}"] if price else [])])
    return path
