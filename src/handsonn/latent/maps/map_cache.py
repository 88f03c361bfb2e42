"""Maps that were made before, one .npz file each: the same question is answered from there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
import zipfile
import zlib
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.maps.method import MapMethod, Task
from handsonn.records import Array

# What reading a file can meet that is cut off, damaged, or no map at all.
_BROKEN = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error)
LIBRARIES = ("handsonn", "numpy", "scipy", "scikit-learn")


def cache_path(folder: Path, method: MapMethod, task: Task) -> Path:
    """Name the file of a map by what decides it: codes, method, parameters, dimensions, seed and versions."""
    asked = {
        "shape": task.codes.shape,
        "method": method.name,
        "dimensions": task.dimensions,
        "seed": task.seed if method.random else None,
        "parameters": task.parameters,
        "versions": {name: _version(name) for name in (*LIBRARIES, *method.libraries)},
    }
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode())
    digest.update(np.ascontiguousarray(task.codes, dtype=np.float32).data)
    return folder / f"{method.name}-{task.dimensions}d-{digest.hexdigest()[:24]}.npz"


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"


def prepare(folder: Path) -> None:
    """Make the cache's folder before any work. Raises LatentError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LatentError(
            f"maps cannot be kept in {folder}: {error.strerror or error}; choose another folder."
        ) from error


def read(path: Path, samples: int, dimensions: int) -> tuple[Array, dict[str, float], float] | None:
    """Give positions, facts and seconds of a kept map; None where it is missing, cut off or something else.

    positions: float32, shape (samples, dimensions).
    """
    try:
        # Opened here, because NumPy leaves a file open that it cannot read.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            positions = file["positions"]
            told = json.loads(str(file["told"]))
        facts = {str(name): float(value) for name, value in told["facts"].items()}
        seconds = float(told["seconds"])
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        return None  # the map is made anew, and the file with it
    if positions.shape != (samples, dimensions) or positions.dtype != np.float32:
        return None
    return (positions, facts, seconds) if bool(np.isfinite(positions).all()) else None


def write(path: Path, positions: Array, facts: dict[str, float], seconds: float) -> None:
    """Keep a map, whole or not at all. Raises OSError where the disk does not take it."""
    told: dict[str, Any] = {"facts": facts, "seconds": seconds}
    draft = path.with_name(f".{uuid.uuid4().hex[:12]}.{path.name}")
    try:
        with draft.open("wb") as file:
            np.savez(file, positions=positions, told=np.array(json.dumps(told)))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
