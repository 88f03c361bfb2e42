from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest

from handsonn.data import load
from handsonn.data.datasets import mnist
from handsonn.data.download import RemoteSet
from handsonn.errors import DataFileError


@pytest.fixture
def keras_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras' cache with a small file in the form of its mnist.npz."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("HANDSONN_DATA", raising=False)
    path = tmp_path / "datasets" / "mnist.npz"
    path.parent.mkdir()
    images = np.arange(12 * 28 * 28, dtype=np.uint8).reshape(12, 28, 28)
    labels = (np.arange(12) % 10).astype(np.uint8)
    np.savez(path, x_train=images[:9], y_train=labels[:9], x_test=images[9:], y_test=labels[9:])
    return path


def test_keras_file_is_read_in_place(keras_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = hashlib.sha256(keras_cache.read_bytes()).hexdigest()
    file = dataclasses.replace(mnist.REMOTE.files[0], sha256=digest)
    monkeypatch.setattr(mnist, "REMOTE", RemoteSet((file,)))
    dataset = load("mnist")
    assert dataset.x.reshape(-1).tolist() == [n % 256 for n in range(12 * 28 * 28)]
    assert dataset.y is not None
    assert dataset.y.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert (dataset.y.dtype, dataset.test_rows) == (np.int64, 3)
    assert str(keras_cache) in dataset.note


def test_a_file_that_is_not_the_known_one_is_refused(keras_cache: Path) -> None:
    assert keras_cache.is_file()
    with pytest.raises(DataFileError, match=r"mnist\.npz is not the mnist\.npz that we know"):
        load("mnist")
