"""What Python writes, a reader that knows only the format reads again."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from handsonn.course.pictures import Axis, Bars, BarSet, ConfusionMatrix, Table, Text, encode
from handsonn.course.pictures.picture import ALIGNMENT


def decode(message: bytes) -> Any:
    """Read a message as the page does: the length of the JSON, the JSON, the arrays behind it."""
    length = int.from_bytes(message[:4], "little")
    behind = 4 + length

    def array(found: dict[str, Any]) -> Any:
        if "$array" not in found:
            return found
        count = int(np.prod(found["shape"]))
        values = np.frombuffer(message, found["$array"], count, behind + found["at"])
        return values.reshape(found["shape"])

    return json.loads(message[4:behind], object_hook=array)


def references(message: bytes) -> list[dict[str, Any]]:
    length = int.from_bytes(message[:4], "little")
    found: list[dict[str, Any]] = []
    json.loads(message[4 : 4 + length], object_hook=lambda one: found.append(one) if "$array" in one else one)
    return found


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("float64", "float32"),
        ("float16", "float32"),
        ("int64", "int32"),
        ("uint16", "int32"),
        ("uint8", "uint8"),
        ("int8", "int8"),
        ("bool", "uint8"),
    ],
)
def test_an_array_comes_back_with_its_shape_and_values(given: str, sent: str) -> None:
    array = np.array([[0, 1, 1], [1, 0, 1]], dtype=given)
    back = decode(encode({"array": array}))["array"]
    assert back.dtype == sent
    np.testing.assert_array_equal(back, array)


def test_an_array_that_is_a_slice_comes_back_in_reading_order() -> None:
    array = np.arange(12.0).reshape(3, 4)[::-1, ::2]
    np.testing.assert_array_equal(decode(encode(array)), [[8, 10], [4, 6], [0, 2]])


def test_each_array_begins_at_a_multiple_of_eight_whatever_stands_before() -> None:
    message = encode({"words": "é", "three": np.zeros(3, np.uint8), "one": np.ones(1), "two": np.arange(2)})
    length = int.from_bytes(message[:4], "little")
    assert (4 + length) % ALIGNMENT == 0
    assert [one["at"] for one in references(message)] == [0, 8, 16]


def test_what_is_not_finite_stays_in_an_array_and_is_null_as_a_number() -> None:
    array = np.array([np.nan, np.inf, -np.inf, 1.0])
    back = decode(encode({"array": array, "number": float("nan"), "other": np.float32("inf")}))
    np.testing.assert_array_equal(back["array"], array)
    assert (back["number"], back["other"]) == (None, None)


def test_a_number_beyond_float32_becomes_infinite_without_a_warning() -> None:
    np.testing.assert_array_equal(decode(encode(np.array([1e300, -1e300]))), [np.inf, -np.inf])


def test_an_empty_array_keeps_its_shape() -> None:
    assert decode(encode(np.zeros((0, 28, 28)))).shape == (0, 28, 28)


def test_a_large_array_costs_its_bytes_and_little_more() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2000, 28, 28), dtype=np.uint8)
    message = encode({"pixels": pixels})
    assert len(message) - pixels.nbytes < 200
    np.testing.assert_array_equal(decode(message)["pixels"], pixels)


def test_a_picture_tells_its_kind_and_all_its_fields() -> None:
    matrix = ConfusionMatrix(counts=np.eye(2, dtype=int), class_names=("cat", "dog"), selected=(0, 1))
    back = decode(encode({"matrix": matrix}))["matrix"]
    assert (back["kind"], back["class_names"], back["selected"]) == (
        "confusion_matrix",
        ["cat", "dog"],
        [0, 1],
    )
    np.testing.assert_array_equal(back["counts"], [[1, 0], [0, 1]])


def test_what_lies_inside_a_picture_is_written_too() -> None:
    bars = Bars(x=Axis("optimizer"), y=Axis("loss", low=0), names=("sgd",), sets=(BarSet(np.array([0.5])),))
    back = decode(encode(bars))
    assert back["y"] == {
        "name": "loss",
        "unit": "",
        "low": 0,
        "high": None,
        "logarithmic": False,
        "grouped": True,
    }
    assert back["sets"][0]["values"].tolist() == [0.5]


def test_numbers_of_numpy_and_words_of_any_language_come_back() -> None:
    table = Table(columns=("Größe", "数"), rows=(("a", np.int64(3)), ("b", np.float32(0.5))))
    back = decode(encode({"table": table, "text": Text(body="ä\n数"), "yes": np.bool_(True)}))
    assert back["table"]["columns"] == ["Größe", "数"]
    assert [row[1] for row in back["table"]["rows"]] == [3, 0.5]
    assert (back["text"]["body"], back["yes"]) == ("ä\n数", True)
