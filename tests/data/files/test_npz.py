from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.data.files import load_file
from handsonn.data.files.npz import read_arrays
from handsonn.errors import DataError, DataFileError
from handsonn.records import Dataset


def load_arrays(
    folder: Path, *, save: Any = np.savez, options: dict[str, Any] | None = None, **arrays: Any
) -> Dataset:
    path = folder / "data.npz"
    save(path, **arrays)
    return load_file(path, **(options or {}))


X = np.arange(12.0).reshape(6, 2)
Y = np.array([0, 1, 2, 0, 1, 2])


def test_whole_labels_are_classes_and_a_plain_table_is_tabular(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x=X, y=Y)
    assert (data.task, data.kind, data.class_names) == ("classification", "tabular", ("0", "1", "2"))
    assert data.feature_names == ("x0", "x1")
    assert data.x.dtype == np.float32
    assert data.y is not None
    assert data.y.dtype == np.int64


def test_fractional_labels_are_values(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x=X, y=Y + 0.5)
    assert (data.task, data.class_names) == ("regression", ())
    assert data.y is not None
    assert data.y.dtype == np.float32


def test_the_task_can_be_said(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x=X, y=Y, options={"task": "regression"})
    assert data.task == "regression"


def test_labels_that_do_not_start_at_zero_keep_their_names(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x=X, y=np.array([3, 5, 10, 3, 5, 10]))
    assert data.class_names == ("3", "5", "10")
    np.testing.assert_array_equal(data.y, [0, 1, 2, 0, 1, 2])


def test_one_hot_labels_are_read_as_class_numbers_and_the_note_says_so(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x=X, y=np.eye(3)[Y])
    np.testing.assert_array_equal(data.y, Y)
    assert data.note == "one-hot labels of 3 classes read as class numbers"


@pytest.mark.parametrize("y", [Y.reshape(6, 1), Y.astype(">i4"), Y.astype(np.uint8), Y.astype(np.float16)])
def test_labels_of_any_number_type_are_the_same(tmp_path: Path, y: Any) -> None:
    np.testing.assert_array_equal(load_arrays(tmp_path, x=X, y=y).y, Y)


@pytest.mark.parametrize(
    "x", [X.astype(">f8"), np.asfortranarray(X), X.astype(np.int16), X.astype(np.float16)]
)
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_features_of_any_layout_are_the_same(tmp_path: Path, x: Any, save: Any) -> None:
    np.testing.assert_array_equal(load_arrays(tmp_path, save=save, x=x, y=Y).x, X)


@pytest.mark.parametrize(
    ("shape", "dtype", "kind", "result"),
    [
        ((6,), float, "tabular", (6, 1)),
        ((6, 4, 5), np.uint8, "image", (6, 4, 5)),
        ((6, 4, 5), np.int64, "image", (6, 4, 5)),
        ((6, 4, 5, 1), np.uint8, "image", (6, 4, 5)),
        ((6, 4, 5, 3), np.uint8, "image", (6, 4, 5, 3)),
        ((6, 4, 5), np.float64, "signal", (6, 4, 5)),
        ((6, 4, 5, 3), np.float32, "signal", (6, 4, 5, 3)),
        ((6, 40), np.uint8, "tabular", (6, 40)),
    ],
)
def test_shape_and_type_tell_images_from_tables(
    tmp_path: Path, shape: tuple[int, ...], dtype: Any, kind: str, result: tuple[int, ...]
) -> None:
    data = load_arrays(tmp_path, x=np.ones(shape, dtype), y=Y)
    assert (data.kind, data.x.shape) == (kind, result)
    assert data.x.dtype == (np.uint8 if kind == "image" else np.float32)


def test_a_test_part_becomes_the_last_rows(tmp_path: Path) -> None:
    data = load_arrays(tmp_path, x_train=X[:4], y_train=Y[:4], x_test=X[4:], y_test=Y[4:])
    np.testing.assert_array_equal(data.x, X)
    np.testing.assert_array_equal(data.y, Y)
    assert data.test_rows == 2


def test_a_training_part_alone_is_a_data_set_without_test_rows(tmp_path: Path) -> None:
    assert load_arrays(tmp_path, x_train=X, y_train=Y).test_rows == 0


def test_a_training_part_of_one_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="every sample is of class 0"):
        load_arrays(tmp_path, x_train=X[:4], y_train=[0, 0, 0, 0], x_test=X[4:], y_test=[0, 1])


def test_gaps_are_kept_for_the_split_to_fill_if_asked(tmp_path: Path) -> None:
    x = X.copy()
    x[1, 1] = np.nan
    data = load_arrays(tmp_path, x=x, y=Y, options={"missing": "mean"})
    assert np.isnan(data.x).sum() == 1
    assert data.missing == "mean"
    x[:, 1] = np.nan
    with pytest.raises(DataError, match="feature 1 of x is missing in every sample"):
        load_arrays(tmp_path, x=x, y=Y, options={"missing": "mean"})


def test_a_pickled_array_executes_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "executed"

    class Evil:
        def __reduce__(self) -> Any:
            return (Path.touch, (marker,))

    with pytest.raises(DataFileError, match="holds Python objects"):
        load_arrays(tmp_path, x=np.array([Evil(), Evil()]), y=np.arange(2))
    assert not marker.exists()
    pickle.loads(pickle.dumps(Evil()))  # noqa: S301 - the contrast: loading it would have
    assert marker.exists()


def test_a_limit_on_the_unpacked_size_holds(tmp_path: Path) -> None:
    path = tmp_path / "data.npz"
    np.savez_compressed(path, x=np.zeros((1000, 100)), y=np.zeros(1000))
    assert path.stat().st_size < 10_000
    with pytest.raises(DataFileError, match="unpacks to 808,256 bytes, more than the 100,000"):
        read_arrays(path, largest=100_000)


def test_labels_of_three_dimensions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"y has shape \(6, 1, 2\); expected one label per sample"):
        load_arrays(tmp_path, x=X, y=np.ones((6, 1, 2)))
