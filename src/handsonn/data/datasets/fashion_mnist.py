"""Fashion-MNIST: 70,000 grey images of clothes in ten classes; where it is absent, the embedded slice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.datasets import fashion_mnist_small
from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.idx import read_idx
from handsonn.data.places import locate
from handsonn.errors import DataFileError, DownloadError
from handsonn.records import Array, Dataset

# The addresses are those of Keras' own loader; Keras gives no checksums, Zalando's README gives the MD5s that
# belong to these SHA-256s.
_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
_FILES = tuple(
    RemoteFile(name, f"{_KERAS}/{name}", size, digest, other_names=(name.removesuffix(".gz"),))
    for name, size, digest in (
        (
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        (
            "train-labels-idx1-ubyte.gz",
            29_515,
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        (
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        (
            "t10k-labels-idx1-ubyte.gz",
            5_148,
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    )
)
# Debian packs the same bytes with another gzip, so of files found here what is inside them is checked.
# MNIST's own files have the same names and shapes: only this tells them apart.
CONTENT_SHA256 = "ca3ab2a37f845e1b8ae23cab1b51749a3011ba3bf1d9016176d75cbaabac376f"
REMOTE = RemoteSet(_FILES, system_folders=(Path("/usr/share/datasets/fashion-mnist"),))  # Debian

CARD = DatasetCard(
    name="fashion_mnist",
    title="Fashion-MNIST",
    description="70,000 grey images (28x28) of ten kinds of clothes; its last 10,000 are the test set.",
    task="classification",
    kind="image",
    samples=70_000,
    source="Zalando Research, Xiao, Rasul and Vollgraf 2017, https://github.com/zalandoresearch/fashion-mnist",
    licence="MIT",
    chapters=(10, 11, 14, 17),
    download_bytes=REMOTE.size,
)


def load(request: Request) -> Dataset:
    """Return all 70,000 images if they are on this machine or may be downloaded, else the embedded slice."""
    paths = locate(CARD.name, REMOTE)
    trouble = ""
    if paths is None and request.download:
        paths, trouble = _download(request)
    if paths is not None:
        return read(paths)
    sentence = (
        f"{trouble or 'the 70,000 images of Fashion-MNIST are not on this machine'}, so the embedded slice "
        "of 12,000 is used; `handsonn data fetch fashion_mnist` downloads all (30.9 MB)."
    )
    request.say(sentence)
    return replace(fashion_mnist_small.load(request), name="fashion_mnist", note=sentence)


def read(paths: tuple[Path, ...]) -> Dataset:
    """Read the four IDX files (train images, train labels, test images, test labels).

    Raises DataFileError if they are broken, or hold another data set, such as MNIST under the same names.
    """
    arrays = [read_idx(path) for path in paths]
    if content_sha256(arrays) != CONTENT_SHA256:
        raise DataFileError(
            f"the files in {paths[0].parent} are not Fashion-MNIST as Zalando published it (MNIST's have the "
            "same names); move them away, or run `handsonn data fetch fashion_mnist`."
        )
    images, labels, test_images, test_labels = arrays
    return Dataset(
        name="fashion_mnist",
        x=np.concatenate([images, test_images]),
        y=np.concatenate([labels, test_labels]).astype(np.int64),
        task="classification",
        kind="image",
        class_names=fashion_mnist_small.CLASS_NAMES,
        target_name="kind of clothes",
        test_rows=len(test_labels),
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"all 70,000 images, read from {paths[0].parent}.",
    )


def content_sha256(arrays: list[Array]) -> str:
    """Hash the values of the arrays, one after the other."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def _download(request: Request) -> tuple[tuple[Path, ...] | None, str]:
    """Return the downloaded files, or None and why not: here the embedded slice can stand in."""
    from handsonn.data.fetch import fetch

    try:
        folder = fetch("fashion_mnist", request.notify)
    except DownloadError as error:
        return None, str(error).rstrip(".")
    return tuple(folder / file.name for file in REMOTE.files), ""
