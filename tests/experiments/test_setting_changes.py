"""What a diagnosis proposes, as settings of an experiment, or the reason why there are none."""

from __future__ import annotations

from typing import Any

import pytest

from handsonn.experiments.diagnosing import change_kinds
from handsonn.experiments.diagnosing.changes.together import together
from handsonn.experiments.setting_changes import Known, with_change
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.records import Change, Facts, LayerFacts, ModelFacts

HIDDEN = ("dense_3", "dense_4")
MODEL = ModelFacts(
    "Sequential",
    tuple(LayerFacts(name, "Dense", 8) for name in (*HIDDEN, "dense_5")),
    ((4,),),
    (),
)
RATE = {"learning_rate": 0.1}
KNOWN = Known(Facts(model=MODEL), ("area", "year"))


def settings(**experiment: Any) -> TrainingSettings:
    return read_settings({"data": {"name_or_path": "h.csv"}, "experiment": {"layers": [8, 8]} | experiment})


def changed(kind: str, given: dict[str, Any], **experiment: Any) -> dict[str, Any]:
    """Give what of the experiment's settings differs after a change."""
    before = settings(**experiment)
    made = with_change(before, Change(kind, given), KNOWN)
    assert made.settings is not None
    assert made.words == ""
    return {n: v for n, v in made.settings.experiment.items() if before.experiment.get(n) != v}


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("learning_rate", {"learning_rate": 0.01, "clipnorm": 0.0}, {"learning_rate": 0.01}),
        ("optimizer", {"optimizer": "Lion", "learning_rate": 0.1}, {"optimizer": "lion"} | RATE),
        ("epochs", {"epochs": 100}, {"epochs": 100, "early_stopping": 10}),
        ("batch_size", {"batch_size": 64}, {"batch_size": 64}),
        ("activation", {"layers": "hidden", "activation": "tanh"}, {"activation": "tanh"}),
        ("width", {"layer": "dense_4", "units": 32}, {"layers": [8, 32]}),
        ("scale_inputs", {"scaler": "standard"}, {"scaler": "standard"}),
        ("scale_inputs", {"scaler": "divide_255"}, {"scaler": "minmax"}),
        ("early_stopping", {"patience": 5}, {"early_stopping": 5}),
    ],
)
def test_a_change_that_the_form_has_a_control_for(
    kind: str, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert changed(kind, given, scaler="none") == expected


def test_more_epochs_without_a_validation_set_bring_no_early_stopping() -> None:
    assert changed("epochs", {"epochs": 100}, validation=0) == {"epochs": 100}
    stopped = changed("early_stopping", {"patience": 5}, validation=0)
    assert stopped == {"early_stopping": 5, "validation": 0.1}


def test_sorted_rows_are_drawn_at_random_instead_of_the_last_ones() -> None:
    made = with_change(settings(validation_split=0.2), Change("shuffle"), KNOWN).settings
    assert made is not None
    assert made.experiment == {"layers": [8, 8], "validation": 0.2}


def test_columns_and_gaps_are_settings_of_the_loading() -> None:
    made = with_change(settings(), Change("drop_features", {"features": (1,)}), KNOWN).settings
    assert made is not None
    assert made.loading == {"without": ("year",)}
    filled = with_change(made, Change("fill_missing"), KNOWN).settings
    assert filled is not None
    assert filled.loading == {"without": ("year",), "missing": "mean"}


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("dropout", {"rate": 0.5}, "the workbench has no control that changes dropout"),
        ("class_weight", {}, "the workbench has no control that"),
        ("output", {"units": 1}, "output layer and loss follow from the data here"),
        ("scale_targets", {}, "the targets are scaled here already"),
        ("learning_rate", {"learning_rate": 0.1, "clipnorm": 1.0}, "clipnorm"),
        ("learning_rate", {"learning_rate": "fast"}, "is 'fast', which is no number"),
        ("activation", {"layers": "dense_5", "activation": "linear"}, "output layer and loss follow"),
        ("width", {"layer": "dense_5", "units": 9}, "is not one of the hidden layers here"),
        ("shuffle", {}, "the rows are drawn at random here already"),
        ("drop_features", {"features": (7,)}, "choose which column to leave out"),
        ("batch_size", {"batch_size": 0}, "batch_size is 0"),
        ("together", {"changes": ("no change",)}, "changes to be made together are JSON"),
    ],
)
def test_a_change_without_a_control_says_why(kind: str, given: dict[str, Any], why: str) -> None:
    made = with_change(settings(), Change(kind, given), KNOWN)
    assert made.settings is None
    assert why in made.words


def test_of_changes_made_together_those_with_a_control_are_made_and_the_others_named() -> None:
    change = together([Change("batch_size", {"batch_size": 64}), Change("dropout", {"rate": 0.5})])
    made = with_change(settings(), change, KNOWN)
    assert made.settings is not None
    assert made.settings.experiment["batch_size"] == 64
    assert "no control that changes dropout" in made.words


def test_no_kind_of_change_goes_unanswered() -> None:
    for kind in change_kinds().values():
        made = with_change(settings(), Change(kind.name, dict(kind.settings)), KNOWN)
        assert made.settings is not None or made.words or kind.name == "together", kind.name
