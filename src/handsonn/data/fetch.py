"""Download a larger data set, once, into the cache."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from handsonn.data.card import Notify
from handsonn.data.download import LOCK_TIMEOUT, TIMEOUT, Progress, download
from handsonn.data.places import download_folder
from handsonn.data.registry import card, remote_files
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
    """Download a data set's files into the cache, unless they stand there already; return their folder.

    notify: told the size, licence and source first. progress: called with (bytes so far, bytes in all) of
    the whole data set. base_url: a folder at another address that holds the same files.
    Raises UnknownName; UsageError for a data set that needs no download; DownloadError.
    """
    files = remote_files(name)
    if not files:
        raise UsageError(f"{name} needs no download: it comes with handsonn; load it with load({name!r}).")
    folder = download_folder(name)
    if notify is not None:
        about = card(name)
        notify(
            f"{about.title}: {about.download_bytes / 1e6:.1f} MB from "
            f"{urlsplit(base_url or files[0].url).netloc}, licence: {about.licence}, into {folder}."
        )
    total = sum(file.size for file in files)
    done = 0
    for file in files:
        download(
            file,
            folder,
            base_url=base_url,
            progress=_shifted(progress, done, total),
            timeout=timeout,
            lock_timeout=lock_timeout,
        )
        done += file.size
        if progress is not None:
            progress(done, total)
    return folder


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Let the progress of one file count on from the files before it."""
    if progress is None:
        return None

    def count_on(received: int, _of_this_file: int) -> None:
        progress(min(before + received, total), total)

    return count_on
