"""Make the embedded data files, their checksums and nothing else.

    pip download --no-deps -d wheels plotnine==0.15.9 statsmodels==0.15.0 vega-datasets==0.9.0
    python scripts/pack_embedded.py --fashion FOLDER_OF_IDX_FILES --wheels wheels

The tables are taken out of the wheels as they are, without installing them; the images out of the four IDX
files of Fashion-MNIST. The slice takes, for each class, 1,000 training and 200 test images drawn by NumPy's
default_rng(0), and keeps the order and the row numbers of the originals. What was done to each file stands
in DATA_LICENSES.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

EMBEDDED = Path(__file__).parents[1] / "src/handsonn/data/embedded"
TABLES = {
    "diamonds.parquet": ("plotnine-*.whl", "plotnine/data/diamonds.csv"),
    "txhousing.parquet": ("plotnine-*.whl", "plotnine/data/txhousing.csv"),
    "co2.parquet": ("statsmodels-*.whl", "statsmodels/datasets/co2/co2.csv"),
    "seattle_weather.parquet": ("vega_datasets-*.whl", "vega_datasets/_data/seattle-weather.csv"),
}


def main() -> None:
    """Write all embedded files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fashion", type=Path, required=True, help="folder with the four .gz files")
    parser.add_argument("--wheels", type=Path, required=True, help="folder with the three wheels")
    folders = parser.parse_args()
    pack_fashion(folders.fashion)
    for name, (wheel, member) in TABLES.items():
        pack_table(EMBEDDED / name, member_of(folders.wheels, wheel, member))
    write_checksums()


def pack_fashion(folder: Path) -> None:
    """Draw the stratified slice of Fashion-MNIST."""
    generator = np.random.default_rng(0)
    arrays: dict[str, Any] = {}
    for part, prefix, per_class in (("train", "train", 1_000), ("test", "t10k", 200)):
        images = read_idx(folder / f"{prefix}-images-idx3-ubyte.gz", offset=16).reshape(-1, 28, 28)
        labels = read_idx(folder / f"{prefix}-labels-idx1-ubyte.gz", offset=8)
        drawn = [
            generator.choice(np.flatnonzero(labels == label), per_class, replace=False) for label in range(10)
        ]
        rows = np.sort(np.concatenate(drawn))
        arrays |= {
            f"x_{part}": images[rows],
            f"y_{part}": labels[rows],
            f"rows_{part}": rows.astype(np.uint16),
        }
    np.savez_compressed(EMBEDDED / "fashion_mnist_small.npz", **arrays)


def read_idx(path: Path, offset: int) -> np.ndarray[Any, Any]:
    """Return the bytes after the head of a gzipped IDX file."""
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=offset)


def member_of(folder: Path, wheel: str, member: str) -> str:
    """Return the text of one file in the one wheel that fits the pattern."""
    (path,) = folder.glob(wheel)
    with zipfile.ZipFile(path) as archive:
        return archive.read(member).decode()


def pack_table(path: Path, text: str) -> None:
    """Turn CSV text into Parquet: whole numbers as int32, other numbers as float64, the rest as text."""
    names, *rows = csv.reader(io.StringIO(text))
    columns = [as_column(list(values)) for values in zip(*rows, strict=True)]
    table = pa.table(dict(zip(names, columns, strict=True)))
    pq.write_table(table, path, compression="zstd", compression_level=19, row_group_size=1_000_000)


def as_column(values: list[str]) -> pa.Array:
    """Choose the narrowest of int32, float64 and text that holds all values."""
    known = [None if value in {"", "NA"} else value for value in values]
    for number, arrow_type in ((int, pa.int32()), (float, pa.float64())):
        try:
            return pa.array([None if value is None else number(value) for value in known], arrow_type)
        except (ValueError, pa.ArrowInvalid):
            continue
    return pa.array(known, pa.string())


def write_checksums() -> None:
    """Write SHA256SUMS, which `sha256sum --check SHA256SUMS` reads as well."""
    files = sorted([*EMBEDDED.glob("*.parquet"), *EMBEDDED.glob("*.npz")])
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (EMBEDDED / "SHA256SUMS").write_text("".join(lines))


if __name__ == "__main__":
    main()
