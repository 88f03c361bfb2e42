"""The whole model in one `.keras` file: architecture, weights, compile settings, the optimizer's state."""

from __future__ import annotations

import json
import tempfile
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.backend import load_keras
from handsonn.models.formats.architecture import checked, reason_of, require_model
from handsonn.models.formats.archive import CONFIG, METADATA, WEIGHTS, open_archive
from handsonn.models.formats.hdf5 import check_hdf5
from handsonn.models.formats.json import parse

SUFFIXES = (".keras",)


def write(model: Any, path: Path) -> None:
    """Write the whole model with Keras' own writer."""
    try:
        model.save(path)
    except (NotImplementedError, TypeError, ValueError) as error:
        raise FormatError(f"Keras cannot save the model {model.name!r}: {reason_of(error)}") from error


def read(path: Path, allow: tuple[str, ...] = ()) -> Any:
    """Read a whole model, after its every part was checked.

    What Keras gets to see is a clean copy: the architecture as we understood it, so that the file cannot mean
    one thing to the check and another to Keras. allow: names of Lambda layers whose code you trust.
    Raises FormatError for a file that is broken, hostile, or needs classes that are not there.
    """
    with tempfile.TemporaryDirectory(prefix="handsonn-") as folder:
        clean = Path(folder) / "model.keras"
        runs_code = _copy_checked(path, clean, allow)
        return _load(clean, path.name, safe_mode=not runs_code)


def _copy_checked(path: Path, clean: Path, allow: tuple[str, ...]) -> bool:
    weights = clean.with_name(WEIGHTS)
    try:
        with open_archive(path) as archive:
            text = archive.read(CONFIG)
            config, runs_code = checked(parse(_decode(text, path.name), path.name), path.name, allow)
            weights.write_bytes(archive.read(WEIGHTS))
            assets = {name: archive.read(name) for name in archive.namelist() if name.startswith("assets/")}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FormatError(f"{path.name} is damaged ({error}); was the copy complete?") from error
    check_hdf5(weights, path.name)
    with zipfile.ZipFile(clean, "w") as archive:
        archive.writestr(METADATA, "{}")
        archive.writestr(CONFIG, json.dumps(config))
        archive.write(weights, WEIGHTS)
        for name, content in assets.items():
            archive.writestr(name, content)
    weights.unlink()
    return runs_code


def _decode(text: bytes, source: str) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(f"{source}: {CONFIG} is not text; was the file damaged?") from None


def _load(clean: Path, source: str, *, safe_mode: bool) -> Any:
    try:
        with warnings.catch_warnings():
            # An optimizer whose state does not fit starts afresh; the network itself is complete.
            warnings.filterwarnings("ignore", message="Skipping variable loading for optimizer")
            model = load_keras().saving.load_model(clean, safe_mode=safe_mode)
    except Exception as error:
        raise FormatError(f"Keras cannot load {source}: {reason_of(error)}") from error
    return require_model(model, source)
