"""What a `.keras` archive may hold: the three files that Keras writes, and assets of a plausible size."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

from handsonn.errors import FormatError
from handsonn.models.formats.limits import MAX_EXPANSION, MAX_MEMBER_BYTES, MAX_TEXT_BYTES

CONFIG = "config.json"
METADATA = "metadata.json"
WEIGHTS = "model.weights.h5"
_ASSET = re.compile(r"^assets/(?:[\w.-]+/)*[\w.-]*$")
_MAX_MEMBERS = 10_000
_FLOOR = 2**20


def check_archive(archive: zipfile.ZipFile, source: str) -> None:
    """Check names, kinds and declared sizes before a byte is unpacked. Raises FormatError."""
    names = archive.namelist()
    if len(names) > _MAX_MEMBERS or len(set(names)) != len(names):
        raise FormatError(f"{source} holds too many files, or one name twice; Keras wrote no such archive.")
    for info in archive.infolist():
        _check_member(info, source)
    for needed in (CONFIG, WEIGHTS):
        if needed not in names:
            raise FormatError(f"{source} has no {needed}; a .keras file holds {CONFIG} and {WEIGHTS}.")


def _check_member(info: zipfile.ZipInfo, source: str) -> None:
    name = info.filename
    known = name in (CONFIG, METADATA, WEIGHTS)
    if not known and (not _ASSET.match(name) or ".." in name.split("/")):
        raise FormatError(f"{source} holds {name[:80]!r}, which no .keras file does; it is not unpacked.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise FormatError(f"{source}: {name!r} is a symbolic link; it is not unpacked.")
    bomb = info.file_size > _FLOOR and info.file_size > MAX_EXPANSION * max(info.compress_size, 1)
    limit = MAX_MEMBER_BYTES if name == WEIGHTS else MAX_TEXT_BYTES
    if bomb or info.file_size > limit:
        raise FormatError(
            f"{source}: {name!r} declares {info.file_size:,} bytes from {info.compress_size:,} stored ones; "
            "it is not unpacked."
        )


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open and check the archive. Raises FormatError if it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FormatError(
            f"{path.name} is not a .keras file ({error}); expected the archive that model.save() writes."
        ) from error
    try:
        check_archive(archive, path.name)
    except FormatError:
        archive.close()
        raise
    return archive
