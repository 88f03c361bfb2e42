"""A session's checkpoint: everything that training needs to go on to the same bits, in one file.

The file is written beside its final name and moved into place, so that a crash leaves the old checkpoint
or the new one, never half of one. It holds raw array bytes and a JSON header: reading it executes nothing.
"""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from handsonn.errors import CheckpointError

FILE_NAME = "session.npz"
_VERSION = 1
_BROKEN = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, MemoryError,
    ArithmeticError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
"""What reading a damaged zip file of arrays with a damaged JSON header may raise."""


@dataclass(frozen=True)
class Progress:
    """Where a session stands.

    epoch, step: the next step to run (0 is the first). generator: the state of NumPy's generator when
    that epoch's order was drawn. parts: named lists of arrays (the model's state, the best weights).
    """

    fingerprint: str
    epoch: int
    step: int
    seconds: float
    ended: str
    generator: dict[str, Any]
    history: dict[str, list[float]]
    early_stopping: dict[str, Any]
    parts: dict[str, list[Any]] = field(default_factory=dict)


def write_checkpoint(folder: Path, progress: Progress) -> None:
    """Write the checkpoint into this folder. Raises CheckpointError where the disk refuses."""
    header = _without_arrays(progress)
    arrays: dict[str, Any] = {}
    header["arrays"] = {}
    for part, values in progress.parts.items():
        header["arrays"][part] = []
        for number, value in enumerate(values):
            array = np.asarray(value)
            header["arrays"][part].append([array.dtype.name, list(array.shape)])
            arrays[f"{part}-{number}"] = np.frombuffer(array.tobytes(), np.uint8)
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), np.uint8)
    final, temporary = folder / FILE_NAME, folder / f".{FILE_NAME}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(final)
        for leftover in folder.glob(f".{FILE_NAME}.*"):  # of a process that was killed while it wrote
            leftover.unlink(missing_ok=True)
    except OSError as error:
        _remove(temporary)
        raise CheckpointError(
            f"the checkpoint {final} could not be written ({error.strerror or error}); free some disk space "
            "or choose a folder that you may write to, then train again: it resumes from the last checkpoint."
        ) from None


def read_checkpoint(folder: Path) -> Progress | None:
    """Read the checkpoint in this folder; None where there is none. Raises CheckpointError if broken."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        with path.open("rb") as raw, np.load(_zip_file(raw), allow_pickle=False) as file:
            header = json.loads(file["header"].tobytes())
            described = header.pop("arrays")
            parts = {
                part: [_array(file[f"{part}-{i}"], *entry) for i, entry in enumerate(entries)]
                for part, entries in described.items()
            }
        if header.pop("version") != _VERSION:
            raise CheckpointError(f"the checkpoint {path} is of another version; delete it to start anew.")
        return Progress(**header, parts=parts)
    except _BROKEN as error:
        raise CheckpointError(
            f"the checkpoint {path} cannot be read ({error}); delete it to train from the start."
        ) from None


def _zip_file(raw: BinaryIO) -> BinaryIO:
    """Refuse what is no zip file here: NumPy would advise to load it as a pickle, which executes code."""
    if raw.read(2) != b"PK":
        raise ValueError("it does not begin as a checkpoint does")
    raw.seek(0)
    return raw


def _without_arrays(progress: Progress) -> dict[str, Any]:
    plain = asdict(Progress(**{**vars(progress), "parts": {}}))
    del plain["parts"]
    return {"version": _VERSION, **plain}


def generator_state() -> dict[str, Any]:
    """Read the state of NumPy's global generator, from which Keras draws its orders."""
    name, keys, position, has_gauss, cached = np.random.get_state()  # noqa: NPY002
    return {"name": name, "keys": np.asarray(keys).tolist(), "rest": [position, has_gauss, cached]}


def set_generator_state(state: dict[str, Any]) -> None:
    """Put NumPy's global generator back into this state."""
    np.random.set_state((state["name"], np.array(state["keys"], np.uint32), *state["rest"]))  # noqa: NPY002


def _array(raw: Any, dtype: str, shape: list[int]) -> Any:
    import ml_dtypes

    kind = np.dtype(getattr(ml_dtypes, dtype)) if hasattr(ml_dtypes, dtype) else np.dtype(dtype)
    return np.frombuffer(raw.tobytes(), kind).reshape(shape)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return  # it was never made, or the disk that refused it refuses this too
