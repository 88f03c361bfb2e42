"""One file from the network: short time-out, progress, checksum, one process at a time, all or nothing."""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from handsonn.errors import DownloadError

Progress = Callable[[int, int], None]
BLOCK = 1 << 18
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
            _write_verified(file, _blocks(url, timeout, file.size, progress), url, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_verified(file: RemoteFile, blocks: Iterator[bytes], url: str, stream: BinaryIO) -> None:
    digest = hashlib.sha256()
    for block in blocks:
        stream.write(block)
        digest.update(block)
    if digest.hexdigest() != file.sha256:
        raise DownloadError(
            f"{url} is not the file that we know (SHA-256 {digest.hexdigest()[:12]}... instead of "
            f"{file.sha256[:12]}...), so it was thrown away; try another network, or later."
        )


def _blocks(url: str, timeout: float, expected: int, progress: Progress | None) -> Iterator[bytes]:
    """Yield the body of an address block by block; network troubles become DownloadErrors here."""
    if not url.startswith(("https://", "http://")):
        raise DownloadError(f"{url} is not a web address; expected one that starts with https:// or http://.")
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "handsonn"})  # noqa: S310 - checked above
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - checked above
            announced = response.headers.get("Content-Length")
            total = int(announced) if announced else expected
            received = 0
            while block := response.read(BLOCK):
                received += len(block)
                if progress is not None:
                    progress(received, max(total, received))
                yield block
    except urllib.error.HTTPError as error:
        raise DownloadError(f"{url} answered {error.code} {error.reason}; try again later.") from error
    except TimeoutError as error:
        raise _silent(url, timeout) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _silent(url, timeout) from error
        raise DownloadError(
            f"{url} cannot be reached ({error.reason}); check the network connection."
        ) from error
    except (http.client.HTTPException, ConnectionError) as error:
        raise DownloadError(f"{url} broke off ({error}); try again.") from error
    if announced and received < total:
        raise DownloadError(f"{url} broke off after {received:,} of {total:,} bytes; try again.")


def _silent(url: str, timeout: float) -> DownloadError:
    return DownloadError(f"{url} sent nothing for {timeout:g} s; check the network connection, or try later.")
