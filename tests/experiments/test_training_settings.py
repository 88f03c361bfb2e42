"""Settings as JSON: read back as written, and refused before anything is loaded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handsonn.errors import UnknownName, UsageError
from handsonn.experiments.training_settings import read_settings


def test_what_is_written_is_read_again() -> None:
    document = {
        "data": {"name_or_path": "houses.csv", "target": "price", "without": ["id"]},
        "experiment": {"layers": [8, 4], "learning_rate": 0.1},
        "seed": 3,
    }
    settings = read_settings(document)
    assert settings.to_jsonable() == document | {"data": document["data"] | {"without": ("id",)}}
    assert read_settings(json.loads(json.dumps(settings.to_jsonable()))) == settings


def test_the_experiment_remembers_how_its_data_were_loaded() -> None:
    settings = read_settings({"data": {"name_or_path": "diamonds", "target": "carat"}})
    experiment = settings.experiment_with(settings.load(lambda _: None))
    assert experiment.loaded_with == {"name_or_path": "diamonds", "target": "carat"}
    assert experiment.dataset.target_name == "carat"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "error", "words"),
    [
        ([], UsageError, "the settings is list; expected names"),
        ({"data": {"name_or_path": ""}}, UsageError, "name_or_path is missing"),
        ({"data": {"name_or_path": "x" * 5000}}, UsageError, "name_or_path is missing"),
        ({"data": {"name_or_path": "iris", "taget": "a"}}, UnknownName, "did you mean 'target'"),
        ({"data": {"name_or_path": "iris"}, "experiment": {"model": "x"}}, UnknownName, "called 'model'"),
        ({"data": {"name_or_path": "iris"}, "experiment": {"test": True}}, UsageError, "test is True"),
        (
            {"data": {"name_or_path": "iris"}, "experiment": {"validation": "a"}},
            UsageError,
            "validation is 'a'",
        ),
        ({"data": {"name_or_path": "iris", "without": [1]}}, UsageError, "without is not a list of column"),
        ({"data": {"name_or_path": "iris", "task": 1}}, UsageError, "task is 1; expected a text"),
    ],
)
def test_what_no_training_can_use_is_refused(document: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        read_settings(document)
