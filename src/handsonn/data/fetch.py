"""Download a larger data set, once, into the cache."""

from __future__ import annotations

from pathlib import Path

from handsonn.data.card import Notify
from handsonn.data.download import LOCK_TIMEOUT, TIMEOUT, Progress, RemoteSet, download, sha256_of
from handsonn.data.places import download_folder, locate
from handsonn.data.registry import card, remote_set
from handsonn.errors import UsageError


def fetch(
    name: str,
    notify: Notify | None = None,
    progress: Progress | None = None,
    *,
    base_url: str | None = None,
    timeout: float = TIMEOUT,
    lock_timeout: float = LOCK_TIMEOUT,
) -> Path:
    """Download a data set's files into the cache, unless a whole copy is here already; return their folder.

    notify: told the size, licence and source first. progress: called with (bytes so far, bytes in all) of
    the whole data set. base_url: a folder at another address that holds the same files.
    Raises UnknownName; UsageError for a data set that needs no download; DownloadError.
    """
    remote = remote_set(name)
    if remote is None:
        raise UsageError(f"{name} needs no download: it comes with handsonn; load it with load({name!r}).")
    about, here, tell = card(name), _whole_copy(name, remote), notify or _say_nothing
    if here is not None:
        tell(f"{about.title} is already on this machine, in {here}.")
        return here
    folder = download_folder(name)
    tell(
        f"{about.title}: {remote.size / 1e6:.1f} MB from {base_url or remote.files[0].url}, "
        f"licence: {about.licence}, into {folder}."
    )
    done = 0
    for file in remote.files:
        download(
            file,
            folder,
            base_url=base_url,
            progress=_shifted(progress, done, remote.size),
            timeout=timeout,
            lock_timeout=lock_timeout,
        )
        done += file.size
        if progress is not None:
            progress(done, remote.size)
    return folder


def _whole_copy(name: str, remote: RemoteSet) -> Path | None:
    """Return the folder of a copy that the system's package manager or the checksums vouch for."""
    paths = locate(name, remote)
    if paths is None:
        return None
    folder = paths[0].parent
    if folder in remote.system_folders:
        return folder
    whole = all(sha256_of(path) == file.sha256 for path, file in zip(paths, remote.files, strict=True))
    return folder if whole else None


def _say_nothing(_sentence: str) -> None:
    """Be told by nobody's wish."""


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Let the progress of one file count on from the files before it."""
    if progress is None:
        return None

    def count_on(received: int, _of_this_file: int) -> None:
        progress(min(before + received, total), total)

    return count_on
