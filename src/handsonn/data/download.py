"""One file from the network: short time-out, progress, checksum, one process at a time, all or nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from handsonn.data.web import blocks_of
from handsonn.errors import DownloadError

Progress = Callable[[int, int], None]
TIMEOUT = 10.0
LOCK_TIMEOUT = 600.0


@dataclass(frozen=True)
class RemoteFile:
    """A file that stands at an address, and how to know that it arrived whole.

    name: what it is called here, and in another folder that offers it. url: its publishers' address.
    size: bytes, for progress and for the learner to decide.
    sha256: of the file as it is downloaded, as its publishers or Keras or scikit-learn give it.
    other_names: what the same content may be called where others keep it, such as in Keras' cache.
    """

    name: str
    url: str
    size: int
    sha256: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class RemoteSet:
    """The files that make one data set, and the folders in which an operating system's package puts them."""

    files: tuple[RemoteFile, ...]
    system_folders: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        """Count the bytes of all files."""
        return sum(file.size for file in self.files)


def download(
    file: RemoteFile,
    into: Path,
    *,
    base_url: str | None = None,
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
    lock_timeout: float = LOCK_TIMEOUT,
) -> Path:
    """Return the file's path in folder `into`, downloaded if it is not yet there with the right checksum.

    base_url: where the file stands instead of at its publishers, such as a mirror in the class room.
    progress: called with (bytes so far, bytes in all). timeout: seconds for the server to send something.
    lock_timeout: seconds to wait for another process that is downloading the same file.
    Raises DownloadError; then neither the file nor a part of it is left behind.
    """
    path = into / file.name
    try:
        into.mkdir(parents=True, exist_ok=True)
        with FileLock(into / f".{file.name}.lock", timeout=lock_timeout):
            if not (path.is_file() and sha256_of(path) == file.sha256):
                _download_locked(file, path, base_url, progress, timeout)
    except Timeout:
        raise DownloadError(
            f"another process has been downloading {file.name} into {into} for {lock_timeout:g} s; "
            "wait for it or end it, then try again."
        ) from None
    except OSError as error:
        raise DownloadError(
            f"{file.name} cannot be written into {into} ({error.strerror or error}); make room there, or set "
            "HANDSONN_DATA to a folder that you may write."
        ) from error
    return path


def sha256_of(path: Path) -> str:
    """Hash a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _download_locked(
    file: RemoteFile, path: Path, base_url: str | None, progress: Progress | None, timeout: float
) -> None:
    part = path.with_name(f".{path.name}.part")
    url = f"{base_url.rstrip('/')}/{file.name}" if base_url else file.url
    try:
        with part.open("wb") as stream:
            _write_verified(file, url, timeout, progress, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_verified(
    file: RemoteFile, url: str, timeout: float, progress: Progress | None, stream: BinaryIO
) -> None:
    digest = hashlib.sha256()
    received = 0
    for block, announced in blocks_of(url, timeout):
        stream.write(block)
        digest.update(block)
        received += len(block)
        if progress is not None:
            progress(received, max(announced or file.size, received))
    if digest.hexdigest() != file.sha256:
        raise DownloadError(
            f"{url} is not the file that we know (SHA-256 {digest.hexdigest()[:12]}... instead of "
            f"{file.sha256[:12]}...), so it was thrown away; try another network, or later."
        )
