from __future__ import annotations

from typing import Any

import keras
import pytest

from handsonn.errors import ModelError
from handsonn.models.fit_check import check_fits


def network(shape: tuple[int | None, ...], *last: Any) -> keras.Model:
    return keras.Sequential([keras.Input(shape), *last])


@pytest.mark.parametrize(
    ("inputs", "sample"), [((4,), (4,)), ((8, 8, 1), (8, 8)), ((8, 8), (8, 8, 1)), ((None,), (9,))]
)
def test_a_network_that_fits_is_not_complained_about(inputs: Any, sample: Any) -> None:
    last = [keras.layers.Flatten(), keras.layers.Dense(3)] if None not in inputs else []
    check_fits(network(inputs, *last), sample, "unlabelled")


def test_one_sigmoid_unit_is_enough_for_two_classes() -> None:
    check_fits(network((4,), keras.layers.Dense(1)), (4,), "classification", 2)


def test_a_model_that_is_not_built_takes_what_comes() -> None:
    check_fits(keras.Sequential([keras.layers.Dense(3)]), (4,), "classification", 3)


@pytest.mark.parametrize("sample", [(5,), (4, 4), (4, 1, 1)])
def test_a_wrong_input_shape_names_both_shapes(sample: tuple[int, ...]) -> None:
    with pytest.raises(
        ModelError, match=r"takes samples of shape \(4,\), but one sample of these data has the shape"
    ):
        check_fits(network((4,), keras.layers.Dense(3)), sample, "classification", 3)


@pytest.mark.parametrize(("units", "classes"), [(2, 3), (1, 3), (9, 10)])
def test_too_few_outputs_for_the_classes_are_named(units: int, classes: int) -> None:
    with pytest.raises(
        ModelError, match=rf"ends with the shape \({units},\), but the data have {classes} classes"
    ):
        check_fits(network((4,), keras.layers.Dense(units)), (4,), "classification", classes)


def test_an_output_per_time_step_is_no_class() -> None:
    with pytest.raises(ModelError, match=r"ends with the shape \(6, 3\)"):
        check_fits(network((6, 2), keras.layers.Dense(3)), (6, 2), "classification", 3)


def test_a_regression_ends_with_one_unit() -> None:
    with pytest.raises(ModelError, match=r"ends with 3 units, but the target is one number"):
        check_fits(network((4,), keras.layers.Dense(3)), (4,), "regression")


def test_two_inputs_are_one_too_many() -> None:
    first, second = keras.Input((4,)), keras.Input((4,))
    model = keras.Model([first, second], keras.layers.Add()([first, second]))
    with pytest.raises(ModelError, match="has 2 inputs; handsonn trains models with one input"):
        check_fits(model, (4,), "regression")
