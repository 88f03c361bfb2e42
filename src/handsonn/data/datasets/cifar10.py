"""CIFAR-10: 60,000 small colour photographs in ten classes."""

from __future__ import annotations

import io
import pickle
import tarfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.obtain import obtain
from handsonn.errors import DataFileError
from handsonn.records import Array, Dataset

_KERAS_NAMES = ("cifar-10-batches-py-target_archive", "cifar-10-batches-py.tar.gz")
# Address and checksum are those of keras.datasets.cifar10, which keeps the same archive under other names.
REMOTE = RemoteSet(
    (
        RemoteFile(
            "cifar-10-python.tar.gz",
            "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
            170_498_071,
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
            other_names=_KERAS_NAMES,
        ),
    )
)
_BATCHES = (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch")
# What rebuilding a NumPy array takes, and nothing else: a pickle could otherwise run any code.
_HARMLESS = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("numpy.core.multiarray", "_reconstruct"): np.ndarray.__reduce__(np.empty(0))[0],
}
# What tarfile, gzip and pickle throw at a broken archive, and what follows from contents of another form.
_COMPLAINTS = (
    *(tarfile.TarError, pickle.UnpicklingError, zlib.error, OSError, EOFError),
    *(LookupError, TypeError, ValueError, AttributeError),
)

CARD = DatasetCard(
    name="cifar10",
    title="CIFAR-10",
    description="60,000 colour photographs (32x32) in ten classes; the last 10,000 are the test set.",
    task="classification",
    kind="image",
    samples=60_000,
    source="Alex Krizhevsky, 2009, https://www.cs.toronto.edu/~kriz/cifar.html",
    licence="none stated: for your own study, not for redistribution",
    chapters=(11, 14),
    download_bytes=REMOTE.size,
)


def load(request: Request) -> Dataset:
    """Return the images from this machine, or downloaded if asked. Raises DownloadError, DataFileError."""
    return read(obtain(CARD, REMOTE, request))


def read(path: Path) -> Dataset:
    """Read the archive as it is published, five training batches and one of test images.

    Raises DataFileError if it is broken, or if a batch holds anything but arrays, numbers and text.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            batches = [_read_batch(archive, batch) for batch in _BATCHES]
    except _COMPLAINTS as error:
        raise DataFileError(
            f"{path} is not CIFAR-10's archive ({error}); delete it and run `handsonn data fetch cifar10`."
        ) from error
    return Dataset(
        name="cifar10",
        x=np.concatenate([images for images, _ in batches]),
        y=np.concatenate([labels for _, labels in batches]),
        task="classification",
        kind="image",
        class_names=(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck",
        ),
        target_name="object",
        test_rows=len(batches[-1][1]),
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"read from {path}.",
    )


def _read_batch(archive: tarfile.TarFile, name: str) -> tuple[Array, Array]:
    """Return images (n, 32, 32, 3) and labels (n,) of one batch; rows are stored colour by colour."""
    member = archive.extractfile(f"cifar-10-batches-py/{name}")
    assert member is not None
    batch = _ArraysOnly(io.BytesIO(member.read()), encoding="bytes").load()
    images = batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), np.array(batch[b"labels"], dtype=np.int64)


class _ArraysOnly(pickle.Unpickler):
    """An unpickler that rebuilds NumPy arrays and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        module = module.replace("numpy._core", "numpy.core")
        if (module, name) not in _HARMLESS:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which is no array")
        return _HARMLESS[module, name]
