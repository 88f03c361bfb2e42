"""Read the IDX files in which MNIST and its relatives are published."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import numpy as np

from handsonn.errors import DataFileError
from handsonn.records import Array

_UNSIGNED_BYTE = 8


def read_idx(path: Path) -> Array:
    """Return the uint8 array of an IDX file, gzipped or not; its shape stands in the file's head.

    The head is two zero bytes, the type (8: unsigned byte), the number of dimensions, and each dimension as a
    big-endian 32-bit number. Raises DataFileError if the file is broken or something else.
    """
    raw = path.read_bytes()
    try:
        content = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except (OSError, EOFError, zlib.error) as error:
        raise DataFileError(f"{path} is broken gzip ({error}); delete it and fetch it again.") from error
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] != _UNSIGNED_BYTE:  # noqa: PLR2004
        raise DataFileError(f"{path} is not an IDX file of bytes; expected one that starts with 00 00 08.")
    start = 4 + 4 * content[3]
    if len(content) < start:
        raise DataFileError(f"{path} breaks off in its head; delete it and fetch it again.")
    shape = tuple(int(length) for length in np.frombuffer(content[4:start], ">u4"))
    if len(content) - start != np.prod(shape, dtype=np.int64):
        raise DataFileError(
            f"{path} announces {shape} values but holds {len(content) - start}; delete it and fetch it again."
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
