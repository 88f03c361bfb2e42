"""MNIST: 70,000 grey images of handwritten digits, in the one file that Keras' loader uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.obtain import obtain
from handsonn.records import Dataset

# Address and checksum are those of keras.datasets.mnist.
REMOTE = RemoteSet(
    (
        RemoteFile(
            "mnist.npz",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
            11_490_434,
            "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        ),
    )
)

CARD = DatasetCard(
    name="mnist",
    title="MNIST",
    description="70,000 grey images (28x28) of handwritten digits; the last 10,000 are the test set.",
    task="classification",
    kind="image",
    samples=70_000,
    source="Yann LeCun and Corinna Cortes, 1998, after NIST; the file of keras.datasets.mnist",
    licence="CC BY-SA 3.0",
    chapters=(10, 11, 14),
    download_bytes=REMOTE.size,
)


def load(request: Request) -> Dataset:
    """Return the images from this machine, or downloaded if asked. Raises DownloadError, DataFileError."""
    return read(obtain(CARD, REMOTE, request))


def read(path: Path) -> Dataset:
    """Read Keras' mnist.npz: x_train (60000, 28, 28), y_train (60000,), x_test and y_test (10000 of each)."""
    with np.load(path, allow_pickle=False) as arrays:
        images = np.concatenate([arrays["x_train"], arrays["x_test"]])
        labels = np.concatenate([arrays["y_train"], arrays["y_test"]])
        test_rows = len(arrays["y_test"])
    return Dataset(
        name="mnist",
        x=images,
        y=labels.astype(np.int64),
        task="classification",
        kind="image",
        class_names=tuple("0123456789"),
        target_name="digit",
        test_rows=test_rows,
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"read from {path}.",
    )
