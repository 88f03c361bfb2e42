"""The bench of the diagnosis: its programs build, and each injector changes what it says and nothing else."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.diagnosis.answer import Found
from benchmarks.diagnosis.baselines.keras_warnings import read
from benchmarks.diagnosis.cases import VERIFIED, Case, case_named, verified_cases
from benchmarks.diagnosis.fault import Fault, Sick
from benchmarks.diagnosis.faults import faults
from benchmarks.diagnosis.figures import figures_of, place_of
from benchmarks.diagnosis.harm import harm_of
from benchmarks.diagnosis.pool import results_in
from benchmarks.diagnosis.programs import programs
from benchmarks.diagnosis.scoring import class_numbers, constant_score, score_of
from benchmarks.diagnosis.training import Program, Training

CHEAP = ("iris", "circles", "diabetes", "rain", "topics", "co2", "digit_cnn")
"""Programs to inject faults into: of each kind, and quick to build."""


@contextmanager
def without_first_weights() -> Iterator[None]:
    """Build networks without drawing weights, which takes most of the time."""
    import keras

    keras.utils.clear_session()  # the names of layers count from 1 again
    with keras.StatelessScope(initialize_variables=False):
        yield
    keras.utils.clear_session()


IN_SEVERAL_WAYS = ("HN007", "HN029", "HN039")
"""Faults that are another thing for another seed."""


def network_signature(training: Training) -> str:
    with without_first_weights():
        model = training.network()
        layers = [(type(layer).__name__, layer.get_config()) for layer in model.layers]
    return f"{type(model).__name__} {layers}"


def compile_signature(training: Training) -> str:
    import keras

    given = training.compiling()
    optimizer = keras.optimizers.get(given["optimizer"])
    loss = given["loss"] if isinstance(given["loss"], str) else given["loss"].get_config()
    metrics = [one if isinstance(one, str) else one.get_config() for one in given.get("metrics", ())]
    return f"{type(optimizer).__name__} {optimizer.get_config()} {loss} {metrics}"


def numbers_of(training: Training) -> list[Any]:
    arrays = training.arrays
    parts = [arrays.x, arrays.y, arrays.test_x, arrays.test_y, *(arrays.validation or ())]
    return [one for part in parts for one in (part if isinstance(part, list) else [part])]


def same_numbers(one: Training, other: Training) -> bool:
    left, right = numbers_of(one), numbers_of(other)
    return len(left) == len(right) and all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(left, right, strict=True)
    )


def changed_parts(healthy: Training, sick: Training) -> set[str]:
    changed = set()
    if sick.network is not healthy.network and network_signature(sick) != network_signature(healthy):
        changed.add("network")
    if sick.compiling is not healthy.compiling and compile_signature(sick) != compile_signature(healthy):
        changed.add("compiling")
    if not same_numbers(healthy, sick):
        changed.add("arrays")
    if sick.fitting != healthy.fitting:
        changed.add("fitting")
    return changed


def first_injection(fault: Fault, seed: int) -> tuple[Training, Sick] | None:
    """Inject into the first cheap program that can have the fault; give its healthy twin too."""
    named = {program.name: program for program in programs()}
    for name in CHEAP:
        sick = fault.inject(named[name], seed)
        if sick is not None:
            return named[name].training(seed), sick
    return None


def test_there_are_programs_of_every_kind_and_a_third_of_each_is_kept_aside() -> None:
    all_of_them = programs()
    aside = [program for program in all_of_them if program.kept_aside]
    assert len(all_of_them) >= 15
    assert len(aside) >= len(all_of_them) / 3
    for group in (all_of_them, aside):
        assert {program.kind for program in group} == {"Sequential", "Functional", "subclass"}
        assert {program.subject for program in group} == {"table", "image", "sequence"}
        assert len({program.task for program in group}) == 5


def symbols(x: Any) -> Any:
    """Stand in for samples: shapes without numbers, so that nothing is computed."""
    import keras

    if isinstance(x, list):
        return [symbols(part) for part in x]
    return keras.KerasTensor((None, *x.shape[1:]), dtype=str(x.dtype))


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_a_program_builds_and_its_arrays_fit_it(program: Program) -> None:
    training = program.training(0)
    arrays = training.arrays
    with without_first_weights():
        model = training.network()
        outputs = model(symbols(arrays.x))
    model.compile(**training.compiling())
    widths = {"two classes": (1,), "classes": (len(np.unique(class_numbers(arrays.y))),), "numbers": (1,)}
    assert outputs.shape[1:] == widths.get(program.task, arrays.y.shape[1:])
    assert len(arrays.y) <= 3000
    assert type(model).__name__ == program.kind or program.kind == "subclass"


def test_there_is_a_fault_for_each_row_of_the_table() -> None:
    assert [fault.code for fault in faults()] == [f"HN{row:03}" for row in range(1, 41)]


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.code)
def test_an_injector_changes_what_it_says_and_nothing_else(fault: Fault) -> None:
    seeds = (0, 1, 2) if fault.code in IN_SEVERAL_WAYS else (0,)
    found = [pair for pair in (first_injection(fault, seed) for seed in seeds) if pair is not None]
    assert found
    for healthy, sick in found:
        assert changed_parts(healthy, sick.training) == set(sick.changed)
        assert sick.about


def test_the_same_seed_injects_the_same_fault() -> None:
    program = next(one for one in programs() if one.name == "iris")
    for code in ("HN013", "HN030"):
        fault = next(one for one in faults() if one.code == code)
        once, again = fault.inject(program, 0), fault.inject(program, 0)
        assert once is not None
        assert again is not None
        assert changed_parts(once.training, again.training) == set()


def test_a_class_of_the_learners_own_stays_one_and_each_of_its_networks_has_the_fault() -> None:
    program = next(one for one in programs() if one.name == "digit_cnn")
    sick = next(one for one in faults() if one.code == "HN025").inject(program, 0)
    assert sick is not None
    with without_first_weights():
        model = sick.training.network()
        another = type(model)()
    kinds = [type(layer).__name__ for layer in model._flatten_layers()]
    assert "Dropout" in kinds
    assert [type(layer).__name__ for layer in another._flatten_layers()] == kinds
    assert type(model).__name__ == "DigitNet"


def test_scores_read_raw_outputs_as_the_task_asks() -> None:
    assert score_of("classes", [0, 1, 2, 2], np.eye(3)[[0, 1, 2, 0]]) == pytest.approx((1 + 1 + 0.5) / 3)
    assert score_of("two classes", [0, 1], [[-2.0], [0.3]], logits=True) == 1.0
    assert score_of("two classes", [-1, 1], [[0.2], [0.9]]) == 1.0
    assert score_of("numbers", [1.0, 2.0, 3.0], [[2.0], [2.0], [2.0]]) == 0.0
    assert score_of("several labels", [[0, 1], [1, 1]], [[0.1, 0.9], [0.9, 0.2]]) == pytest.approx(0.75)
    assert math.isnan(score_of("numbers", [1.0, 2.0], [[math.nan], [1.0]]))
    assert math.isnan(score_of("classes", [0, 1], np.zeros((2, 5, 3))))
    assert constant_score("classes", [0, 1, 2]) == pytest.approx(1 / 3)


def test_harm_is_a_clear_drop_an_exception_or_what_the_fault_says() -> None:
    twin = {"score": 0.9, "loss": 0.3, "reported": 0.9, "updates": 100, "raised": "", "harm": "score"}
    assert harm_of({**twin, "score": 0.8}, twin, 0.01).how == "score"
    assert not harm_of({**twin, "score": 0.87}, twin, 0.01).seen
    assert not harm_of({**twin, "score": 0.8}, twin, 0.06).seen
    assert harm_of({**twin, "raised": "ValueError: no"}, twin, 0.01).how == "raised"
    assert harm_of({**twin, "score": math.nan}, twin, 0.01).how == "not a number"
    assert harm_of({**twin, "harm": "slow", "updates": 3200}, twin, 0.01).how == "slow"
    assert harm_of({**twin, "harm": "misleads", "reported": 1.0}, twin, 0.01).how == "misleads"
    assert harm_of({**twin, "harm": "none"}, twin, 0.01).seen


def test_figures_count_causes_alarms_and_silence() -> None:
    results: list[dict[str, Any]] = [
        {"case": "HN001/iris/0", "found": [{"code": "HN001", "severity": "error"}], "seconds": 0.1},
        {"case": "HN035/iris/0", "also": ["HN004"], "seconds": 0.3, "found": [
            {"code": "HN007", "severity": "warning"}, {"code": "HN004", "severity": "warning"}]},
        {"case": "HN003/iris/0", "found": [], "seconds": 0.2},
        {"case": "clean/iris/0", "found": [{"code": "HN007", "severity": "note"}], "seconds": 0.2},
        {"case": "clean/iris/1", "found": [{"code": "HN007", "severity": "warning"}], "seconds": 0.2},
    ]  # fmt: skip
    assert [place_of(one) for one in results[:3]] == [1, 2, 0]
    told = figures_of(results)
    assert (told.sick, told.healthy, told.failed) == (3, 2, 0)
    assert told.top_1 == pytest.approx(1 / 3)
    assert told.top_3 == pytest.approx(2 / 3)
    assert told.abstained == pytest.approx(1 / 3)
    assert told.false_alarms == 0.5
    assert told.seconds == 0.2


def test_a_result_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    file.write_text('{"case": "HN001/iris/0"}\n{"case": "HN0', encoding="utf-8")
    assert results_in(file) == [{"case": "HN001/iris/0"}]
    assert case_named("HN001/iris/0") == Case("iris", "HN001", 0)


def test_the_verified_cases_name_programs_and_faults_that_exist() -> None:
    assert VERIFIED.exists()
    names = {program.name for program in programs()}
    codes = {fault.code for fault in faults()} | {"clean"}
    assert all(case.program in names and case.fault in codes for case in verified_cases())


def test_keras_own_words_are_translated_to_rows_of_the_table() -> None:
    assert read(["You are using a softmax over axis -1 of a tensor of shape (16, 1)."]) == [
        Found("HN001", "warning", "You are using a softmax over axis -1 of a tensor of shape (16, 1).")
    ]
    assert read(["something else"])[0].code == ""
