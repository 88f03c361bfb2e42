"""Where on this machine a larger data set may already stand, in the order in which we look."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import platformdirs

from handsonn.data.download import RemoteFile, RemoteSet, sha256_of
from handsonn.errors import DataFileError


def download_folder(name: str) -> Path:
    """Name the folder into which a data set is downloaded: below $HANDSONN_DATA, else the user's cache."""
    chosen = os.environ.get("HANDSONN_DATA")
    root = Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("handsonn") / "datasets"
    return root / name


def folders(name: str, system: Iterable[Path] = ()) -> tuple[Path, ...]:
    """List the folders to search: $HANDSONN_DATA, the system's (Debian), Keras' cache, our own downloads."""
    spellings = (name, name.replace("_", "-"))
    chosen = os.environ.get("HANDSONN_DATA")
    own = [Path(chosen).expanduser() / part for part in (*spellings, "")] if chosen else []
    keras_cache = keras_home() / "datasets"
    keras = [keras_cache, *(keras_cache / spelling for spelling in spellings)]
    return tuple(dict.fromkeys([*own, *system, *keras, download_folder(name)]))


def keras_home() -> Path:
    """Name the folder of Keras' own cache: $KERAS_HOME, else .keras in the home folder."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras").expanduser()


def locate(name: str, remote: RemoteSet) -> tuple[Path, ...] | None:
    """Return where the files of a data set stand, all in one folder and in their order, or None."""
    for folder in folders(name, remote.system_folders):
        found = [_first((file.name, *file.other_names), folder) for file in remote.files]
        paths = tuple(path for path in found if path is not None)
        if len(paths) == len(remote.files):
            return paths
    return None


def _first(names: Iterable[str], folder: Path) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def verify(path: Path, file: RemoteFile, data_set: str) -> Path:
    """Return the path if its bytes are those that the publishers gave; DataFileError otherwise."""
    found = sha256_of(path)
    if found != file.sha256:
        raise DataFileError(
            f"{path} is not the {file.name} that we know (SHA-256 {found[:12]}... instead of "
            f"{file.sha256[:12]}...); delete it and run `handsonn data fetch {data_set}`."
        )
    return path
