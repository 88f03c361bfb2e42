"""Read an embedded table as it was published: plain columns, gaps and all."""

from __future__ import annotations

from handsonn.data.embedded import embedded_file
from handsonn.records import Array


def read_columns(name: str) -> dict[str, Array]:
    """Return column name -> values, shape (rows,), of the embedded table `name`.

    Numbers come as int32 or float64 (NaN where the source has a gap), text as object arrays of str.
    """
    from pyarrow import parquet

    table = parquet.read_table(embedded_file(f"{name}.parquet"))
    return {column: table[column].to_numpy() for column in table.column_names}
