from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from handsonn.data import load
from handsonn.data.datasets import fashion_mnist
from handsonn.data.places import locate
from handsonn.errors import DataFileError

HERE = locate("fashion_mnist", fashion_mnist.REMOTE)
needs_the_images = pytest.mark.skipif(HERE is None, reason="the 70,000 images are not on this machine")


@needs_the_images
def test_all_70_000_images_are_loaded_with_the_authors_test_set() -> None:
    said: list[str] = []
    dataset = load("fashion_mnist", notify=said.append)
    assert dataset.x.shape == (70_000, 28, 28)
    assert dataset.test_rows == 10_000
    assert dataset.y is not None
    assert set(np.bincount(dataset.y[:60_000])) == {6_000}
    assert set(np.bincount(dataset.y[60_000:])) == {1_000}
    assert said == []
    assert dataset.note.startswith("all 70,000 images")


@needs_the_images
def test_the_first_images_are_the_ones_that_everybody_knows() -> None:
    dataset = load("fashion_mnist")
    assert dataset.y is not None
    assert [dataset.class_names[label] for label in dataset.y[:4]] == [
        "Ankle boot",
        "T-shirt/top",
        "T-shirt/top",
        "Dress",
    ]
    assert dataset.x[:60_000].mean() == pytest.approx(72.94, abs=0.01)


@needs_the_images
def test_files_of_another_set_under_the_same_names_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert HERE is not None
    for path in HERE:
        shutil.copy(path, tmp_path)
    test_labels, train_labels = tmp_path / HERE[3].name, tmp_path / HERE[1].name
    train_labels.write_bytes(test_labels.read_bytes())
    monkeypatch.setenv("HANDSONN_DATA", str(tmp_path))
    with pytest.raises(DataFileError, match=r"are not Fashion-MNIST as Zalando published it"):
        load("fashion_mnist")
