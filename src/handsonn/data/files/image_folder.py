"""A folder of images with one sub-folder per class; for prediction also a flat folder, or one image."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from handsonn.data.card import Request
from handsonn.data.files import refuse_columns
from handsonn.data.files.image import ImageFacts, look_at, read_image
from handsonn.data.table_samples import Notify
from handsonn.data.target import class_numbers, in_order
from handsonn.errors import DataError, DataFileError, UsageError
from handsonn.records import Array, Dataset, Preparation, Samples

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
LONGEST_SIDE = 64
_LARGEST_KEPT = 128  # images that are all of one size, up to this, stay as they are
_LARGEST_DATASET = 4 << 30  # bytes
_IGNORED = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def load(path: Path, request: Request) -> Dataset:
    """Read a labelled folder of images; the sub-folders' names are the classes.

    All images get one size: theirs if they share one of at most 128 pixels, else the most common one, made
    smaller until its longer side is 64 pixels. They are grey if all are grey. The note says what was done.
    Raises DataFileError, naming the file, for what is no image; DataError for fewer than two classes.
    """
    refuse_columns(path.name, request, "its sub-folders name the classes")
    if request.task == "regression":
        raise UsageError(f"{path.name} is a folder of images by class; expected task='classification'.")
    files = _files_by_class(path)
    paths = [file for images in files.values() for file in images]
    facts = [look_at(file) for file in paths]
    size = _common_size(facts)
    colour = any(fact.colour for fact in facts)
    names = in_order(tuple(files))
    return Dataset(
        name=path.resolve().name,
        x=_stack(paths, size, colour=colour),
        y=np.concatenate(
            [np.full(len(images), names.index(name), np.int64) for name, images in files.items()]
        ),
        task="classification",
        kind="image",
        class_names=names,
        target_name="class",
        source=str(path),
        note=_note(facts, size, colour=colour),
    )


def load_new(path: Path, preparation: Preparation, *, target: str | None, notify: Notify | None) -> Samples:
    """Read images for a trained network, brought to its size and colours; unlabelled unless in class folders.

    Raises DataError for a network that was not trained on images, and for a folder that names no known class.
    """
    refuse_columns(path.name, Request(target=target), "its sub-folders name the classes")
    if preparation.kind != "image":
        raise DataError(
            f"{path.name} holds images, but the network was trained on {preparation.kind} samples of shape "
            f"{preparation.sample_shape}; expected such samples."
        )
    height, width = preparation.sample_shape[:2]
    colour = len(preparation.sample_shape) == 3  # noqa: PLR2004 - height, width, channels
    files = _new_files(path)
    labelled = "" not in files
    paths = [file for images in files.values() for file in images]
    facts = [look_at(file) for file in paths]
    resized = sum(fact.size != (width, height) for fact in facts)
    if resized and notify:
        notify(
            f"{path.name}: {resized:,} of {len(paths):,} images were resized to {width} x {height} pixels."
        )
    x = _stack(paths, (width, height), colour=colour)
    if not labelled:
        return Samples(x, None)
    labels = np.array([name for name, images in files.items() for _ in images])
    return Samples(
        x, class_numbers(path.name, labels, preparation.class_names, lambda at: f"folder {str(labels[at])!r}")
    )


def file_names(path: Path) -> tuple[str, ...]:
    """Name the images that load_new reads, in its order, as paths below the folder."""
    folder = path if path.is_dir() else path.parent
    return tuple(str(file.relative_to(folder)) for images in _new_files(path).values() for file in images)


def _new_files(path: Path) -> dict[str, list[Path]]:
    """List the images by class, or under "" where nothing names classes."""
    labelled = path.is_dir() and any(entry.is_dir() for entry in _visible(path))
    return _files_by_class(path, fewest=1) if labelled else {"": _unlabelled(path)}


def _visible(folder: Path) -> list[Path]:
    """List what is in a folder, in the order of names, without what operating systems leave there."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise DataFileError(
            f"{folder} cannot be listed ({error.strerror}); expected a folder of images."
        ) from None
    return [e for e in entries if not e.name.startswith(".") and e.name.lower() not in _IGNORED]


def _files_by_class(folder: Path, *, fewest: int = 2) -> dict[str, list[Path]]:
    """List the images of each class. Raises where the folder is not one of classes."""
    entries = _visible(folder)
    if not entries:
        raise DataFileError(f"{folder.name} is an empty folder; expected one sub-folder of images per class.")
    loose = [entry for entry in entries if not entry.is_dir()]
    if loose:
        raise DataFileError(
            f"{folder.name} holds the file {loose[0].name!r} beside class folders; expected only one "
            "sub-folder of images per class: move each image into the folder of its class."
        )
    if len(entries) < fewest:
        raise DataError(
            f"{folder.name} holds one class folder only ({entries[0].name!r}); there is nothing to tell "
            "apart, expected at least two."
        )
    return {entry.name: list(_images_of(folder, entry)) for entry in entries}


def _images_of(folder: Path, of_class: Path) -> Iterator[Path]:
    entries = _visible(of_class)
    if not entries:
        raise DataFileError(
            f"{folder.name}: the class folder {of_class.name!r} is empty; put images into it, or remove it."
        )
    for entry in entries:
        if not entry.is_file():
            raise DataFileError(
                f"{folder.name}: the class folder {of_class.name!r} holds the folder {entry.name!r}; "
                "expected images only. If its folders are the classes, give that folder instead."
            )
        yield entry


def _unlabelled(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    files = _visible(path)
    if not files:
        raise DataFileError(f"{path.name} is an empty folder; expected images.")
    return files


def _common_size(facts: Sequence[ImageFacts]) -> tuple[int, int]:
    """Choose (width, height): the most common one, the larger of two that are equally common."""
    sizes = Counter(fact.size for fact in facts)
    (width, height), _ = max(sizes.items(), key=lambda item: (item[1], item[0]))
    longest = max(width, height)
    if longest <= LONGEST_SIDE or (len(sizes) == 1 and longest <= _LARGEST_KEPT):
        return width, height
    shrink = LONGEST_SIDE / longest
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def _note(facts: Sequence[ImageFacts], size: tuple[int, int], *, colour: bool) -> str:
    notes = []
    resized = sum(fact.size != size for fact in facts)
    if resized:
        notes.append(f"{resized:,} of {len(facts):,} images resized to {size[0]} x {size[1]} pixels")
    grey = sum(not fact.colour for fact in facts)
    if colour and grey:
        notes.append(f"{grey:,} grey images among {len(facts):,} read as colour")
    frames = sum(fact.animated for fact in facts)
    if frames:
        notes.append(f"the first picture of {frames:,} animated images")
    return "; ".join(notes)


def _stack(paths: Sequence[Path], size: tuple[int, int], *, colour: bool) -> Array:
    """Read all images: uint8, shape (images, height, width) or (images, height, width, 3)."""
    width, height = size
    shape = (len(paths), height, width, 3) if colour else (len(paths), height, width)
    if np.prod(shape, dtype=np.float64) > _LARGEST_DATASET:
        raise DataFileError(
            f"{len(paths):,} images of {width} x {height} pixels are too many for the memory; keep fewer of "
            "them."
        )
    x = np.empty(shape, np.uint8)
    for index, path in enumerate(paths):
        x[index] = read_image(path, size, colour=colour)
    return x
