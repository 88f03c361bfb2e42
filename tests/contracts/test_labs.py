"""Every lab keeps what a lab promises: a script, a question first, the spread, Keras code of its own."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import fields
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from marimo._ast.parse import parse_notebook

from handsonn.course.catalogue import CHAPTERS, labs
from handsonn.course.lab import Lab
from handsonn.course.live import LiveLab, Outcome, Part, Picked, Slider
from handsonn.course.pictures import Axis, Picture, encode

EVERY_LAB = [pytest.param(lab, id=lab.name) for lab in labs()]
FEWEST_SEEDS = 5
LONGEST_QUESTION = 200
FUNCTION = re.compile(r"^@app\.(?:function|class_definition).*\n(?:@.*\n)*(?:def|class) (\w+)", re.MULTILINE)


@cache
def as_script(lab: Lab) -> tuple[LiveLab, str]:
    """Run the notebook's cells, as a script does; give its live part and what it printed.

    Its functions are those of the module, so that what they have trained serves the lab's other tests, too.
    """
    place = ".".join(lab.path.relative_to(CHAPTERS).with_suffix("").parts)
    module = import_module(f"handsonn.course.chapters.{place}")
    functions = FUNCTION.findall(lab.path.read_text(encoding="utf-8"))
    with redirect_stdout(io.StringIO()) as printed:
        _, definitions = module.app.run(defs={name: getattr(module, name) for name in functions})
    return definitions["live"], printed.getvalue()


def live(lab: Lab) -> LiveLab:
    return as_script(lab)[0]


def parts(lab: Lab) -> list[Part]:
    return list(live(lab).parts.values())


@cache
def outcomes(lab: Lab) -> dict[str, Outcome]:
    """Compute each part once, at the settings that answer its prediction."""
    return {part.name: live(lab).compute(part.name, dict(part.prediction.settings)) for part in parts(lab)}


def axes(picture: Picture) -> list[Axis]:
    values = [getattr(picture, field.name) for field in fields(picture)]
    return [value for value in values if isinstance(value, Axis)]


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_it_is_a_notebook_that_opens_for_editing(lab: Lab) -> None:
    notebook = parse_notebook(lab.path.read_text(encoding="utf-8"))
    assert notebook is not None
    assert notebook.valid
    assert notebook.violations == []


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_run_as_a_script_it_tells_what_there_is_to_notice(lab: Lab) -> None:
    _, printed = as_script(lab)
    for part in parts(lab):
        assert part.title in printed
    assert printed.count("\n- ") >= len(parts(lab))


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_it_asks_a_question_and_each_part_a_prediction(lab: Lab) -> None:
    assert lab.question.endswith("?")
    assert 3 <= lab.minutes <= 30
    assert len({part.title for part in parts(lab)}) == len(parts(lab))
    for part in parts(lab):
        assert part.ask, part.name
        assert len(part.prediction.question) <= LONGEST_QUESTION, part.name
        assert part.prediction.question.rstrip().endswith("?"), part.name
        assert len(set(part.prediction.options)) == len(part.prediction.options) >= 2, part.name
        assert part.prediction.because, part.name


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_the_prediction_is_decided_by_what_was_measured(lab: Lab) -> None:
    for part in parts(lab):
        answer = outcomes(lab)[part.name].answer
        assert answer is not None, part.name
        assert 0 <= answer < len(part.prediction.options), part.name
        known = {control.name for control in part.controls}
        assert set(part.prediction.settings) <= known, part.name


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_each_part_has_something_to_move_with_a_name(lab: Lab) -> None:
    for part in parts(lab):
        assert [control for control in part.controls if not isinstance(control, Picked)], part.name
        for control in part.controls:
            assert control.label, control.name
            if isinstance(control, Slider):
                assert control.value in control.stops, control.name
                assert len(control.words) in {0, len(control.stops)}, control.name


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_each_part_shows_pictures_with_names_on_their_axes(lab: Lab) -> None:
    for part in parts(lab):
        outcome = outcomes(lab)[part.name]
        assert outcome.pictures, part.name
        for name, picture in outcome.pictures.items():
            assert picture.title, f"{part.name}: {name}"
            assert all(axis.name for axis in axes(picture)), f"{part.name}: {name}"
        assert len(encode(outcome)) < 4_000_000, part.name


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_what_to_notice_has_numbers_and_is_written_in_sentences(lab: Lab) -> None:
    for part in parts(lab):
        notice = outcomes(lab)[part.name].notice
        assert notice, part.name
        assert re.search(r"\d", " ".join(notice)), part.name
        for sentence in notice:
            assert sentence[-1] in ".?:", sentence
            assert "nan" not in re.split(r"\W+", sentence), sentence


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_what_was_trained_was_trained_with_at_least_five_seeds(lab: Lab) -> None:
    several = [outcome.seeds for outcome in outcomes(lab).values() if outcome.seeds]
    assert several, "no part of this lab trains"
    assert min(map(len, several)) >= FEWEST_SEEDS


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_the_same_in_keras_gives_the_numbers_of_the_page(
    lab: Lab, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # code that saves files saves them here
    for part in parts(lab):
        outcome = outcomes(lab)[part.name]
        assert "keras" in outcome.keras, part.name
        assert outcome.keras_gives, part.name
        namespace = run_with_two_seeds(outcome.keras)
        for name, expected in outcome.keras_gives.items():
            given = np.atleast_1d(np.asarray(namespace[name], dtype=float)).ravel()
            wanted = np.asarray(expected, dtype=float).ravel()[: len(given)]
            message = f"{lab.name}, {part.name}: {name}"
            np.testing.assert_allclose(given, wanted, rtol=1e-4, atol=1e-6, err_msg=message)


def run_with_two_seeds(code: str) -> dict[str, Any]:
    """Execute the page's code; two of its seeds are enough to see that it gives the same numbers."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code.replace("seeds = range(5)", "seeds = range(2)"), "keras_code.py", "exec"), namespace)  # noqa: S102 - our own code
    return namespace


@pytest.mark.parametrize("lab", EVERY_LAB)
def test_the_code_copied_from_the_page_is_short_enough_to_read(lab: Lab) -> None:
    for part in parts(lab):
        code = outcomes(lab)[part.name].keras
        assert len(code.splitlines()) <= 80, part.name
        assert max(map(len, code.splitlines())) <= 110, part.name
