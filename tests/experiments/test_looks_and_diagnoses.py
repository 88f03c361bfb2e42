"""The processes behind the workbench's diagnoses: a look before a training, and a diagnosis with proof."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from diagnosis_samples import diagnosis, finding, proof
from filelock import FileLock

from handsonn.errors import UnknownName, UsageError
from handsonn.experiments import diagnosing
from handsonn.experiments import diagnosis_process as module
from handsonn.experiments.diagnosis_process import STOPPED, answer_of, work
from handsonn.experiments.diagnosis_settings import DiagnosisSettings, read_diagnosis_settings
from handsonn.experiments.first_look import FirstLook
from handsonn.experiments.looking_process import answer_lines
from handsonn.experiments.own_output import ORPHANED
from handsonn.experiments.training_process import LOCK_FILE, Teller
from handsonn.experiments.training_settings import TrainingSettings, read_settings
from handsonn.records import Change, Step


def document(source: str = "iris", **experiment: Any) -> dict[str, Any]:
    return {"data": {"name_or_path": source}, "experiment": {"layers": [8], "epochs": 5} | experiment}


def table_of(path: Path, **experiment: Any) -> dict[str, Any]:
    asked = document(str(path), **experiment)
    return asked | {"data": asked["data"] | {"target": "price"}}


def codes(first_look: FirstLook, settings: TrainingSettings) -> list[str]:
    return [finding.code for finding, _ in first_look.look(settings).findings]


def test_a_look_finds_what_is_wrong_and_nothing_where_nothing_is() -> None:
    first_look = FirstLook()
    sick = first_look.look(read_settings(document(activation="linear", batch_size=150)))
    assert {finding.code for finding, _ in sick.findings} == {"HN014", "HN023"}
    shown = {each["code"]: each for each in sick.to_jsonable()["findings"]}
    assert shown["HN023"]["change"]["settings"]["experiment"]["batch_size"] == 32
    healthy = first_look.look(read_settings(document()))
    assert healthy.findings == ()
    assert len(healthy.passed) == len(sick.passed) + 2


def test_a_file_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    table, first_look = tmp_path / "h.csv", FirstLook()
    table.write_text("area,price\n" + "".join(f"{n % 7},{n % 5}\n" for n in range(80)))
    settings = read_settings(table_of(table, scaler="none"))
    assert codes(first_look, settings) == []
    table.write_text("area,price\n" + "".join(f"{90_000 * (n % 7)},{n % 5}\n" for n in range(80)))
    assert "HN007" in codes(first_look, settings)


def test_a_regression_of_large_targets_is_healthy_since_the_network_rescales(tmp_path: Path) -> None:
    table = tmp_path / "prices.csv"
    table.write_text("area,price\n" + "".join(f"{n},{200_000 + 5000 * (n % 40)}\n" for n in range(120)))
    assert codes(FirstLook(), read_settings(table_of(table))) == []


def test_the_looking_process_answers_in_order_and_tells_failures() -> None:
    asked = [document(), document("nothing"), {"data": 1}]
    lines = [json.dumps({"number": n, "settings": each}) for n, each in enumerate(asked)]
    output = io.StringIO()
    answer_lines(lines, output)
    told = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [each["number"] for each in told] == [0, 1, 2]
    assert told[0]["findings"] == []
    assert "no data set or file called 'nothing'" in told[1]["sentence"]
    assert "data is int" in told[2]["sentence"]


def test_settings_of_a_diagnosis_are_read_and_written() -> None:
    settings = read_diagnosis_settings(document() | {"symptom": "loss is nan"})
    assert settings.symptom == "loss is nan"
    assert read_diagnosis_settings(settings.to_jsonable()) == settings
    assert read_diagnosis_settings(document()) == DiagnosisSettings(read_settings(document()))
    with pytest.raises(UnknownName, match="no symptom called 'it hurts'"):
        read_diagnosis_settings(document() | {"symptom": "it hurts"})
    with pytest.raises(UsageError, match="the settings are list"):
        read_diagnosis_settings([])


def test_a_diagnosis_is_put_aside_with_the_settings_that_its_changes_come_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faster = proof(change=Change("learning_rate", {"learning_rate": 0.01}))
    dropped = proof(change=Change("dropout", {"rate": 0.5}))
    nothing = proof(change=Change("metric", {}), score_name="", verdict="no gain seen")
    steps = tuple(Step((finding(),), (each,), 0) for each in (faster, dropped, nothing))

    def diagnose(case: Any, *, symptom: str, tell: Any) -> Any:
        assert (case.title, symptom) == ("experiment on iris", "loss is nan")
        tell(0.5, "HN004: 1 of 5 pairs of networks trained", 9.0)
        return SimpleNamespace(record=diagnosis(steps=(*steps, Step(()))))

    monkeypatch.setattr(diagnosing, "diagnose", diagnose)
    events: list[dict[str, Any]] = []
    asked = document(learning_rate=1e-7) | {"symptom": "loss is nan"}
    assert work(json.dumps(asked), tmp_path, events.append) == 0
    assert [event["event"] for event in events] == ["data", "progress", "progress", "done"]
    assert events[1]["seconds_left"] == 9.0
    results = tmp_path / "results"
    assert {path.name for path in results.iterdir()} == {"answer.json", "diagnosis.json", "report.html"}
    found = json.loads((results / "answer.json").read_text())
    assert found["headline"] in unescape((results / "report.html").read_text())
    assert [each["gain"] for each in found["taken"]] == ["accuracy +0.300 to +0.340 (95 % interval)"] * 2 + [
        ""
    ]
    assert "no control that changes dropout" in found["taken"][1]["not_here"]
    assert found["settings"]["experiment"] == {"layers": [8], "epochs": 5, "learning_rate": 0.01}


def test_a_change_of_which_nothing_can_be_told_is_offered_as_what_it_is() -> None:
    settings = read_settings(document(batch_size=500))
    unsure = proof(change=Change("batch_size", {"batch_size": 32}), verdict="cannot tell")
    answer = answer_of(diagnosis(steps=(Step((finding(),), (unsure,)),)), settings, ())
    assert (answer["taken"], answer["settings"]) == ([], None)
    assert answer["likely"]["experiment"]["batch_size"] == 32
    useless = answer_of(
        diagnosis(steps=(Step((finding(),), (proof(verdict="no gain seen"),)),)), settings, ()
    )
    assert useless["likely"] is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("no json", "the settings are not JSON"),
        (json.dumps(document("nothing")), "no data set or file called 'nothing'"),
    ],
)
def test_what_cannot_be_diagnosed_is_a_sentence(tmp_path: Path, line: str, sentence: str) -> None:
    events: list[dict[str, Any]] = []
    assert work(line, tmp_path, events.append) == 1
    assert sentence in events[-1]["sentence"]


def test_what_nobody_foresaw_and_a_second_process_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[dict[str, Any]] = []
    for error in (RuntimeError("?"), OSError(28, "No space left on device"), MemoryError()):
        monkeypatch.setattr(module, "_diagnose", _raising(error))
        assert work(json.dumps(document()), tmp_path, events.append) == 1
    with FileLock(tmp_path / LOCK_FILE):
        assert work(json.dumps(document()), tmp_path, events.append) == 1
    told = [event["sentence"] for event in events]
    assert "did not foresee what happened (RuntimeError), so the diagnosis ended" in told[0]
    assert "the disk refused (No space left on device), so the diagnosis ended" in told[1]
    assert "the memory of this machine is full" in told[2]
    assert "this diagnosis is already being done by another window" in told[3]


def test_a_stop_ends_a_diagnosis_at_once_however_far_it_is() -> None:
    for earlier, ends in (("data", True), ("progress", True), ("done", False)):
        events, left = io.StringIO(), list[int]()
        teller = Teller(events, left.append, preparing=module._PREPARING, nothing=STOPPED)
        teller.tell({"event": earlier})
        teller.stop()
        assert left == [0] * ends
        assert events.getvalue().count("before anything was proven") == ends


def _raising(error: BaseException) -> Any:
    def diagnose(*_: Any) -> None:
        raise error

    return diagnose


@pytest.mark.parametrize("module_name", ["looking_process", "diagnosis_process"])
def test_a_process_ends_when_whoever_started_it_is_gone(tmp_path: Path, module_name: str) -> None:
    command = [sys.executable, "-P", "-m", f"handsonn.experiments.{module_name}", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        if module_name == "diagnosis_process":
            process.stdin.write(json.dumps(document("digits")) + "\n")
        process.stdin.close()
        assert process.wait(60) == ORPHANED
