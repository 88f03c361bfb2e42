"""Controls take from a page only what they can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.course.live.controls import (
    Choice,
    Layers,
    Picked,
    Slider,
    Toggle,
    checked_settings,
    stops_between,
)
from handsonn.errors import UsageError

BATCH = Slider("batch_size", "Batch size", stops=(1, 2, 4, 8), value=4)


@given(st.floats(allow_nan=False))
def test_a_slider_goes_to_the_nearest_stop(asked: float) -> None:
    taken = BATCH.check(asked)
    assert taken in BATCH.stops
    assert all(abs(taken - asked) <= abs(stop - asked) for stop in BATCH.stops)


@pytest.mark.parametrize("word", ["fast", None, [1], float("nan")])
def test_a_slider_refuses_what_is_no_number(word: object) -> None:
    with pytest.raises(UsageError, match=r"Batch size is .*; give a number from 1 to 8"):
        BATCH.check(word)


def test_only_a_slider_that_compiles_has_neighbours_to_prepare() -> None:
    compiled = Slider("batch_size", "Batch size", stops=(1, 2, 4, 8), value=4, compiles=True)
    assert compiled.neighbours(4) == [8, 2]
    assert compiled.neighbours(1) == [2]
    assert compiled.neighbours(8) == [4]
    assert BATCH.neighbours(4) == []


def test_a_choice_refuses_what_is_none_of_its_options() -> None:
    choice = Choice("scaler", "Scaler", options=("none", "minmax"), value="none")
    assert choice.check("minmax") == "minmax"
    with pytest.raises(UsageError, match="Scaler is 'max'; choose one of none, minmax"):
        choice.check("max")


def test_a_toggle_is_on_only_when_it_is_told_so() -> None:
    toggle = Toggle("bias", "With a bias", value=True)
    assert toggle.check(value=True) is True
    assert toggle.check("yes") is False


def test_layers_have_at_least_one_unit_and_at_most_what_the_control_allows() -> None:
    layers = Layers("layers", "Hidden layers", value=(4,), most_layers=2, most_units=8)
    assert layers.check([0, 99]) == (1, 8)
    assert layers.check([]) == ()
    with pytest.raises(UsageError, match="at most 2 layers"):
        layers.check([1, 1, 1])
    with pytest.raises(UsageError, match="at most 2 layers"):
        layers.check(7)
    with pytest.raises(UsageError, match="at most 2 layers"):
        layers.check(["wide"])


def test_a_picked_setting_takes_numbers_only() -> None:
    picked = Picked("cell", "Cell", value=(0, 0))
    assert picked.check([3, 5]) == (3, 5)
    assert picked.check(7) == 7
    with pytest.raises(UsageError, match="set by a click on the picture"):
        picked.check("__import__('os')")
    with pytest.raises(UsageError, match="set by a click on the picture"):
        picked.check([1] * 1000)


def test_what_is_not_asked_for_keeps_its_value_and_strangers_are_left_out() -> None:
    toggle = Toggle("bias", "With a bias", value=True)
    assert checked_settings((BATCH, toggle), {"batch_size": 7, "who": "knows"}) == {
        "batch_size": 8,
        "bias": True,
    }


def test_stops_between_are_even_and_include_both_ends() -> None:
    assert stops_between(0, 3, 7) == (0, 0.5, 1, 1.5, 2, 2.5, 3)
