"""NumPy archives (.npz) with the arrays x and y, or x_train, y_train, x_test and y_test.

Pickled objects are never loaded: an archive from a stranger executes nothing. What an array's header claims
is compared with what the archive holds before any memory is asked for.
"""

from __future__ import annotations

import math
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np

from handsonn.data.arrays import as_samples, dataset_from_arrays
from handsonn.data.card import Request
from handsonn.data.checks import check_lengths, check_numbers
from handsonn.data.files import refuse_columns
from handsonn.data.files.broken import explained
from handsonn.data.matching import match_samples
from handsonn.data.table_samples import Notify
from handsonn.errors import DataFileError
from handsonn.records import Array, Dataset, Preparation, Samples

LARGEST_ARCHIVE = 4 << 30  # bytes, unpacked
_PARTS = ("x_train", "y_train", "x_test", "y_test")
_EXPECTED = "a NumPy archive as np.savez(path, x=x, y=y) writes it"


def read_arrays(path: Path, *, largest: int = LARGEST_ARCHIVE) -> dict[str, Array]:
    """Read the archive's x and y arrays by name. Raises DataFileError for anything else in a file."""
    source = path.name
    with explained(source, _EXPECTED), zipfile.ZipFile(path) as archive:
        members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        wanted = _wanted(source, tuple(members))
        claimed = sum(members[name].file_size for name in wanted)
        if claimed > largest:
            raise DataFileError(
                f"{source} unpacks to {claimed:,} bytes, more than the {largest:,} that are read; keep "
                "fewer samples."
            )
        arrays = {}
        for name in wanted:
            with archive.open(members[name]) as member:
                arrays[name] = _read_array(source, name, member, members[name].file_size)
        return arrays


def _wanted(source: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if all(name in names for name in _PARTS[:2]):
        wanted = tuple(name for name in _PARTS if name in names)
        if len(wanted) == 3:  # noqa: PLR2004 - half a test set
            raise DataFileError(f"{source} holds {wanted[2]} alone; expected x_test and y_test, or neither.")
        return wanted
    if "x" in names:
        return ("x", "y") if "y" in names else ("x",)
    found = ", ".join(names[:10]) or "nothing"
    raise DataFileError(f"{source} holds {found}; expected arrays called x and y (np.savez(path, x=x, y=y)).")


def _read_array(source: str, name: str, member: IO[bytes], size: int) -> Array:
    fmt = np.lib.format
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a header written by Python 2 is fine
        version = fmt.read_magic(member)
        read_header = fmt.read_array_header_1_0 if version == (1, 0) else fmt.read_array_header_2_0
        shape, fortran_order, dtype = read_header(member)
    if dtype.hasobject:
        raise DataFileError(
            f"{source}: {name} holds Python objects, which could execute code when loaded; save an array of "
            f"numbers: {name}.astype('float32')."
        )
    claimed = math.prod(shape) * dtype.itemsize
    if claimed > size:
        raise DataFileError(
            f"{source}: {name} should hold {claimed:,} bytes, but only {size:,} are there: it is cut."
        )
    data = np.frombuffer(member.read(claimed), dtype=dtype)
    if math.prod(shape) != len(data):
        raise DataFileError(
            f"{source}: {name} is cut: {len(data):,} of {math.prod(shape):,} numbers are there."
        )
    return data.reshape(shape, order="F" if fortran_order else "C")


def load(path: Path, request: Request) -> Dataset:
    """Read a labelled archive; x_test and y_test become the data set's own test rows."""
    refuse_columns(path.name, request, "its labels are the array y")
    arrays = read_arrays(path)
    if "x" in arrays and "y" not in arrays:
        raise DataFileError(f"{path.name} holds x without y; add the labels: np.savez(path, x=x, y=y).")
    x, y, test_rows = _joined(path.name, arrays)
    dataset = dataset_from_arrays(
        path.stem, x, y, source=path.name, missing=request.missing or "refuse", task=request.task,
        test_rows=test_rows,
    )  # fmt: skip
    return replace(dataset, source=str(path))


def _joined(source: str, arrays: dict[str, Array]) -> tuple[Array, Array, int]:
    """Put the test samples behind the training ones, and count them."""
    if "x" in arrays:
        return arrays["x"], arrays["y"], 0
    x, y = arrays["x_train"], arrays["y_train"]
    if "x_test" not in arrays:
        return x, y, 0
    for name in _PARTS:
        check_numbers(source, name, arrays[name])
    check_lengths(f"{source}, training part", x, y)
    check_lengths(f"{source}, test part", arrays["x_test"], arrays["y_test"])
    for name in ("x", "y"):
        train, test = arrays[f"{name}_train"], arrays[f"{name}_test"]
        if train.shape[1:] != test.shape[1:]:
            raise DataFileError(
                f"{source}: {name}_train has shape {train.shape} and {name}_test {test.shape}; expected the "
                "same shape per sample."
            )
    test_rows = len(arrays["x_test"])
    return np.concatenate([x, arrays["x_test"]]), np.concatenate([y, arrays["y_test"]]), test_rows


def load_new(path: Path, preparation: Preparation, *, target: str | None, notify: Notify | None) -> Samples:
    """Read x, and y if it is there, for a trained network; of a split archive, the test part."""
    del notify  # nothing is left out of an archive
    refuse_columns(path.name, Request(target=target), "its labels are the array y")
    arrays = read_arrays(path)
    part = "_test" if "x_test" in arrays else "_train" if "x_train" in arrays else ""
    x, _ = as_samples(path.name, arrays[f"x{part}"])
    return match_samples(path.name, x, arrays.get(f"y{part}"), preparation, labels_are_names=True)
