"""A file from the browser into the learner's folder data/: streamed, limited, whole or not at all."""

from __future__ import annotations

import asyncio
import filecmp
import os
import re
import tempfile
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from handsonn.data.files import FOLDER, format_of
from handsonn.data.files.broken import explained
from handsonn.errors import DataFileError, HandsonnError, UsageError
from handsonn.experiments.data_view import column_names

LARGEST_UPLOAD = 200_000_000  # bytes
LIMIT_IN_WORDS = "200 MB"
_LONGEST_NAME = 100
_MOST_OF_ONE_NAME = 1000


@dataclass(frozen=True)
class Received:
    """Where an upload lies. was_there: the same file lay there before, so nothing was added."""

    path: Path
    was_there: bool = False

    def in_words(self, name: str, folder: Path) -> str:
        """Say where it is, and why under another name than the browser's."""
        place = self.path.relative_to(folder)
        if self.was_there:
            return f"The same file is there already as {place}; that one is taken."
        if self.path.name != name:
            return f"Uploaded as {place}, because another {name} is there already."
        return f"Uploaded as {place}."


async def receive_upload(
    name: str, chunks: AsyncIterable[bytes], folder: Path, *, largest: int = LARGEST_UPLOAD
) -> Received:
    """Write the chunks into folder/data/name, or name-2, name-3 if another file has that name.

    A file of this name with the same bytes, in folder or folder/data, is taken instead.
    Raises UsageError for a file over the limit, DataFileError for one that is empty or not of a kind that is
    read, HandsonnError when the disk refuses. Nothing is left behind then.
    """
    safe = safe_name(name)
    _refuse_image(Path(safe))
    with _disk_in_words(folder), _hidden_folder(folder / "data") as hidden:
        part = hidden / safe
        size = 0
        with part.open("xb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > largest:
                    raise UsageError(
                        f"{safe} is larger than {largest // 1_000_000:,} MB, the limit of an upload; copy "
                        "the file into your folder yourself and give its path."
                    )
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            raise UsageError(f"{safe} is empty, so nothing was uploaded; choose a file that holds data.")
        await asyncio.to_thread(_check, part)
        own = folder / safe
        if _is_same(part, own):
            return Received(own, was_there=True)
        return await asyncio.to_thread(_publish, part, folder / "data")


def _refuse_image(path: Path) -> None:
    if path.suffix.lower() == ".zip":
        raise DataFileError(
            f"{path.name} is a zip archive; unpack it into your folder, images with one sub-folder per "
            "class, and give the path of that folder."
        )
    if format_of(path) is FOLDER:
        raise DataFileError(
            f"{path.name} is one image; upload a table or an .npz archive, or copy a folder of images, with "
            "one sub-folder per class, into your folder and give its path."
        )


def _check(part: Path) -> None:
    """Let the format's reader open the file; what only reading all of it shows is said at the look."""
    column_names(part)
    if format_of(part).module == "npz":
        with explained(part.name, "a NumPy archive as np.savez(path, x=x, y=y) writes it"), ZipFile(part):
            pass


def safe_name(name: str) -> str:
    """Reduce a name from a browser to a plain file name. Raises UsageError where nothing is left of it."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.() +-]", "_", last).strip().lstrip(".")
    stem, suffix = os.path.splitext(plain)  # noqa: PTH122 - Path has no name without a path
    plain = stem[: _LONGEST_NAME - len(suffix)] + suffix
    if not stem or len(suffix) > len(".parquet"):
        raise UsageError(f"{name[:80]!r} is no name for a file; rename the file and upload it again.")
    return plain


def _is_same(part: Path, place: Path) -> bool:
    return place.is_file() and not place.is_symlink() and filecmp.cmp(part, place, shallow=False)


def _publish(part: Path, data: Path) -> Received:
    """Give the file the first free name; a file that is there is never written over."""
    for number in range(1, _MOST_OF_ONE_NAME):
        place = data / (part.name if number == 1 else f"{part.stem}-{number}{part.suffix}")
        try:
            os.link(part, place)  # fails where the name is taken, whoever else takes names at this moment
        except FileExistsError:
            if _is_same(part, place):
                return Received(place, was_there=True)
            continue
        except OSError:
            return Received(_publish_without_links(part, place))
        return Received(place)
    raise UsageError(f"there are {_MOST_OF_ONE_NAME} files called {part.name} already; rename yours.")


def _publish_without_links(part: Path, place: Path) -> Path:
    """On file systems without hard links: take the name with an empty file, then put ours in its place."""
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    return part.replace(place)


@contextmanager
def _hidden_folder(data: Path) -> Iterator[Path]:
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".upload-") as hidden:
        yield Path(hidden)


@contextmanager
def _disk_in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HandsonnError(
            f"the upload could not be written into {folder / 'data'} ({error.strerror or error}); nothing "
            "was left half written: make room, or copy the file there yourself."
        ) from None
