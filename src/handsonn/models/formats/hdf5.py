"""What an HDF5 file of weights may hold: plain numeric arrays inside itself, and nothing else.

An external link, external storage or a virtual data set would read other files of the learner's
(CVE-2026-1669); a data set that declares more than it stores would fill the memory (CVE-2026-0897).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.formats.limits import MAX_EXPANSION, MAX_MEMBER_BYTES, MAX_VALUES

_FLOOR = 64 * 2**20
_NUMERIC = "biufcV"  # V: bfloat16 and its kin, which NumPy knows as raw bytes
_MAX_ITEM_BYTES = 16


def check_hdf5(path: Path, source: str) -> dict[str, tuple[int, ...]]:
    """Check the file and return the shape of each array in it, by its path inside the file.

    Raises FormatError for a file that is no HDF5, is broken, or holds anything but numeric arrays.
    """
    import h5py

    try:
        with h5py.File(path, "r") as file:
            return dict(_arrays(file, source))
    except FormatError:
        raise
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise FormatError(
            f"{source} is not a readable HDF5 file ({str(error).splitlines()[0][:160]}); was the copy "
            "complete?"
        ) from error


def _arrays(file: Any, source: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    import h5py

    pending, seen = [("", file)], 0
    visited = {file.id}
    while pending:
        prefix, group = pending.pop()
        for key in group:
            seen += 1
            name = f"{prefix}{key}"
            if seen > MAX_VALUES:
                raise FormatError(
                    f"{source} holds more than {MAX_VALUES:,} entries; no file of weights does."
                )
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                raise FormatError(
                    f"{source}: {name!r} is a link to elsewhere; weights must be in the file itself."
                )
            entry = group[key]
            if isinstance(entry, h5py.Group):
                if entry.id in visited:
                    raise FormatError(f"{source}: {name!r} contains itself; no file of weights does.")
                visited.add(entry.id)
                pending.append((f"{name}/", entry))
            else:
                yield name, _check_array(entry, name, source)


def _check_array(entry: Any, name: str, source: str) -> tuple[int, ...]:
    import h5py

    if not isinstance(entry, h5py.Dataset) or entry.dtype.kind not in _NUMERIC or entry.dtype.hasobject:
        raise FormatError(f"{source}: {name!r} is not an array of numbers, as weights are.")
    if entry.is_virtual or entry.external or entry.dtype.itemsize > _MAX_ITEM_BYTES:
        raise FormatError(
            f"{source}: {name!r} keeps its values in another file; weights must be in the file itself."
        )
    stored, declared = entry.id.get_storage_size(), entry.nbytes
    if declared > MAX_MEMBER_BYTES or (declared > _FLOOR and declared > MAX_EXPANSION * max(stored, 1)):
        raise FormatError(
            f"{source}: {name!r} declares {declared:,} bytes and stores {stored:,}; that is not an array of "
            "weights."
        )
    return tuple(int(size) for size in entry.shape)
