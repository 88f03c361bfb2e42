from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from handsonn.data import load, load_like, prepare, split
from handsonn.data.files import load_file
from handsonn.errors import DataError, UnknownName, UsageError
from handsonn.records import Preparation

TRAINING = "carat,cut,price\n0.5,good,1.5\n1,bad,2.5\n2,good,4\n3,fair,8\n"
CLASSES = "carat,cut,label\n0.5,good,1\n1,bad,2\n2,good,1\n3,fair,2\n"


def write(folder: Path, content: str, name: str = "new.csv") -> Path:
    path = folder / name
    path.write_text(content)
    return path


def learnt(folder: Path, content: str = TRAINING, target: str = "price", **options: Any) -> Preparation:
    data = load_file(write(folder, content, "training.csv"), target=target, **options)
    return split(data, validation=0, test=0).preparation


def test_new_rows_are_encoded_as_the_training_rows_were(tmp_path: Path) -> None:
    preparation = learnt(tmp_path)
    again = load_like(tmp_path / "training.csv", preparation)
    data = load_file(tmp_path / "training.csv", target="price")
    np.testing.assert_array_equal(again.x, data.x)
    np.testing.assert_array_equal(again.y, data.y)


def test_columns_may_come_in_any_order_with_others_among_them(tmp_path: Path) -> None:
    told: list[str] = []
    path = write(tmp_path, "name,cut,price,carat\nx,fair,1,7\n")
    new = load_like(path, learnt(tmp_path), notify=told.append)
    np.testing.assert_array_equal(new.x, [[7, 0, 1, 0]])
    assert told == ["new.csv: left out name: the network was not trained on it."]


@pytest.mark.parametrize("content", ["cut,carat\ngood,1\n", "cut,carat,price\ngood,1,\n"])
def test_without_labels_there_is_no_y(tmp_path: Path, content: str) -> None:
    assert load_like(write(tmp_path, content), learnt(tmp_path)).y is None


def test_a_category_that_looks_like_a_number_in_the_new_rows_stays_a_category(tmp_path: Path) -> None:
    training = "zone,price\nA1,1.5\n2,2\nB,3\n"
    new = load_like(write(tmp_path, "zone\n2\n2\n"), learnt(tmp_path, training))
    np.testing.assert_array_equal(new.x, [[1, 0, 0], [1, 0, 0]])


def test_labels_are_matched_by_name(tmp_path: Path) -> None:
    preparation = learnt(tmp_path, CLASSES, "label")
    new = load_like(write(tmp_path, "carat,cut,label\n1,bad,2\n1,bad,2.0\n"), preparation)
    np.testing.assert_array_equal(new.y, [1, 1])


def test_the_label_column_may_have_another_name(tmp_path: Path) -> None:
    new = load_like(write(tmp_path, "carat,cut,cost\n1,bad,7\n"), learnt(tmp_path), target="cost")
    np.testing.assert_array_equal(new.y, [7])


def test_gaps_are_kept_where_the_training_taught_how_to_fill_them(tmp_path: Path) -> None:
    preparation = learnt(tmp_path, TRAINING + ",good,5\n", missing="median")
    new = load_like(write(tmp_path, "carat,cut\n,good\n1,\n,\n9,bad\n"), preparation)
    assert np.isnan(new.x).any()
    assert np.isfinite(prepare(preparation, new.x)).all()
    whole_column = load_like(write(tmp_path, "carat,cut\n1,\n2,\n"), preparation)
    assert prepare(preparation, whole_column.x)[:, 1:].tolist() == [[0, 0, 1]] * 2


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        ("carat,price\n1,2\n", "new.csv has no column 'cut', which .*carat, cut, found carat, price"),
        (
            "carat,cut\n1,bad\n2,awful\n",
            "row 3, column 'cut': 'awful' was not among the categories .*known: bad, fair, good",
        ),
        ("carat,cut\nbig,bad\n", "row 2, column 'carat': 'big' is not a number"),
        ("carat,cut\n1,bad\n,bad\n", "row 3 'carat'.*trained on complete rows"),
        ("carat,cut,price\n1,bad,2\n1,bad,\n", "row 3 'price'.*label all rows or none"),
        ("carat,cut,price\n1,bad,cheap\n", "target column 'price' holds texts"),
    ],
)
def test_new_rows_that_do_not_fit_are_answered_by_a_sentence(
    tmp_path: Path, content: str, phrase: str
) -> None:
    with pytest.raises(DataError, match=phrase):
        load_like(write(tmp_path, content), learnt(tmp_path))


def test_an_unknown_label_is_named_with_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, "carat,cut,label\n1,bad,2\n1,bad,3\n")
    with pytest.raises(DataError, match="row 3, column 'label': the network knows no class '3'; known: 1, 2"):
        load_like(path, learnt(tmp_path, CLASSES, "label"))


def test_a_registered_data_set_is_found_by_its_name() -> None:
    data = load("iris")
    preparation = split(data, validation=0, test=0).preparation
    again = load_like("iris", preparation)
    np.testing.assert_array_equal(again.x, data.x)
    np.testing.assert_array_equal(again.y, data.y)
    with pytest.raises(UnknownName, match="did you mean 'iris'"):
        load_like("iriss", preparation)


def test_a_registered_table_is_loaded_with_the_target_of_the_training() -> None:
    data = load("diamonds", target="cut")
    preparation = split(data, validation=0, test=0).preparation
    np.testing.assert_array_equal(load_like("diamonds", preparation).y, data.y)


def test_a_table_fits_a_network_trained_on_named_arrays(tmp_path: Path) -> None:
    preparation = split(load("iris"), validation=0, test=0).preparation
    names = preparation.feature_names
    path = write(tmp_path, ",".join(reversed(names)) + "\n4,3,2,1\n")
    np.testing.assert_array_equal(load_like(path, preparation).x, [[1, 2, 3, 4]])


def test_an_archive_fits_by_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "new.npz"
    preparation = split(load("iris"), validation=0, test=0).preparation
    np.savez(path, x=np.ones((2, 4)))
    assert load_like(path, preparation).y is None
    np.savez(path, x=np.ones((2, 3)))
    with pytest.raises(DataError, match=r"new.npz has 3 features, but the network was trained on 4"):
        load_like(path, preparation)


def test_the_labels_of_an_archive_are_matched_by_name(tmp_path: Path) -> None:
    path = tmp_path / "data.npz"
    x = np.arange(12.0).reshape(6, 2)
    np.savez(path, x=x, y=[3, 5, 3, 5, 3, 5])
    preparation = split(load_file(path), validation=0, test=0).preparation
    np.testing.assert_array_equal(load_like(path, preparation).y, [0, 1, 0, 1, 0, 1])
    np.savez(path, x_train=x, y_train=[3] * 6, x_test=x[:2], y_test=[5, 3])
    np.testing.assert_array_equal(load_like(path, preparation).y, [1, 0])
    np.savez(path, x=x[:1], y=[4])
    with pytest.raises(DataError, match="sample 0: the network knows no class '4'; known: 3, 5"):
        load_like(path, preparation)
    np.savez(path, x=x[:2], y=np.eye(2))
    np.testing.assert_array_equal(load_like(path, preparation).y, [0, 1])


def picture(path: Path, value: int, size: tuple[int, int] = (6, 4)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size, value).save(path)
    return path


@pytest.fixture
def pets(tmp_path: Path) -> Preparation:
    picture(tmp_path / "pets" / "cats" / "1.png", 10)
    picture(tmp_path / "pets" / "dogs" / "1.png", 200)
    return split(load_file(tmp_path / "pets"), validation=0, test=0).preparation


def test_images_come_in_class_folders_in_a_flat_folder_or_alone(tmp_path: Path, pets: Preparation) -> None:
    again = load_like(tmp_path / "pets", pets)
    np.testing.assert_array_equal(again.y, [0, 1])
    flat = load_like(tmp_path / "pets" / "dogs", pets)
    assert flat.y is None
    assert flat.x.tolist() == [[[200] * 6] * 4]
    assert load_like(tmp_path / "pets" / "dogs" / "1.png", pets).x.shape == (1, 4, 6)


def test_one_class_folder_is_enough_for_a_trained_network(tmp_path: Path, pets: Preparation) -> None:
    picture(tmp_path / "new" / "dogs" / "1.png", 7)
    np.testing.assert_array_equal(load_like(tmp_path / "new", pets).y, [1])


def test_new_images_are_brought_to_the_size_and_colours_of_the_training(
    tmp_path: Path, pets: Preparation
) -> None:
    told: list[str] = []
    Image.new("RGB", (60, 40), (255, 255, 255)).save(tmp_path / "large.png")
    new = load_like(tmp_path / "large.png", pets, notify=told.append)
    assert new.x.tolist() == [[[255] * 6] * 4]
    assert told == ["large.png: 1 of 1 images were resized to 6 x 4 pixels."]


def test_images_that_do_not_fit_are_answered_by_a_sentence(tmp_path: Path, pets: Preparation) -> None:
    picture(tmp_path / "new" / "birds" / "1.png", 7)
    with pytest.raises(
        DataError, match="folder 'birds': the network knows no class 'birds'; known: cats, dogs"
    ):
        load_like(tmp_path / "new", pets)
    with pytest.raises(DataError, match="holds images, but the network was trained on tabular samples"):
        load_like(tmp_path / "pets", learnt(tmp_path))
    with pytest.raises(
        DataError, match=r"is a table, but the network was trained on samples of shape \(4, 6\)"
    ):
        load_like(tmp_path / "training.csv", pets)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="empty is an empty folder; expected images"):
        load_like(tmp_path / "empty", pets)
    with pytest.raises(UsageError, match="means nothing: its sub-folders name the classes"):
        load_like(tmp_path / "pets", pets, target="x")
