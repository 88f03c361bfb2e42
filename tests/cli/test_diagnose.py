"""`handsonn diagnose`: what is printed and kept of a diagnosis, and every way in which it cannot be made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from diagnosis_samples import diagnosis, finding, proof

from handsonn.cli import diagnose_session
from handsonn.cli.main import handsonn
from handsonn.experiments.watching import Watched
from handsonn.records import Step

SCRIPT = "import keras\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(SCRIPT)


def run(
    monkeypatch: pytest.MonkeyPatch, *words: str, watched: Watched | None = None
) -> tuple[Any, list[Any]]:
    """Run the command with a script's process that is played: gives the result, and the requests it got."""
    asked: list[Any] = []

    def play(request: Any, **_: Any) -> Watched:
        asked.append(request)
        return watched or Watched(diagnosis(), (finding(),), "ended", ())

    monkeypatch.setattr(diagnose_session, "watch_script", play)
    return CliRunner().invoke(handsonn, ["diagnose", "mine.py", *words]), asked


def test_cause_evidence_change_proof_and_code_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    result, _ = run(monkeypatch)
    lines = [line.strip() for line in result.stdout.splitlines()]
    text = " ".join(" ".join(lines).split())
    assert result.exit_code == 0
    assert lines[0] == "mine.py, line 12"
    for words in (
        "line 12 The last layer applies softmax to a single unit",
        "2 possible causes were found; one change made a difference that was proven.",
        "has to be mended · HN001 softmax-on-one-unit",
        "Seen: The layer 'dense_1' has 1 unit and the activation softmax.",
        "Change: Use the activation sigmoid",
        "Proven. With the change, accuracy is 0.30 to 0.34 higher",
        '- keras.layers.Dense(1, activation="softmax"),',
        '+ keras.layers.Dense(1, activation="sigmoid"),',
        "After the first change: Nothing found any more",
        "2 checks passed; --checks lists them.",
        "Not looked at: Whether rows repeat",
    ):
        assert words in text, words
    assert "--- as it was" not in text


def test_report_and_record_are_kept_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    result, _ = run(monkeypatch)
    assert "With pictures: diagnoses/mine-0001/report.html" in " ".join(result.output.split())
    assert Path("diagnoses/mine-0001/diagnosis.json").is_file()
    result, _ = run(monkeypatch, "--no-report", "--checks")
    assert not Path("diagnoses/mine-0002").exists()
    assert "The labels fit the loss." in result.output


def test_the_request_is_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [
        "--symptom",
        "nan loss",
        "--seeds",
        "3",
        "--fit",
        "2",
        "--time-limit",
        "60",
        "--",
        "--epochs",
        "5",
    ]
    _, (request,) = run(monkeypatch, *words)
    assert (request.script, request.arguments) == ("mine.py", ("--epochs", "5"))
    assert (request.symptom, request.seeds, request.fit_call, request.seconds) == ("loss is nan", 3, 2, 60.0)
    assert (request.training, request.prove) == (True, True)
    _, (request,) = run(monkeypatch, "--no-training")
    assert (request.training, request.prove) == (False, False)


def test_json_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    result, _ = run(monkeypatch, "--json")
    document = json.loads(result.stdout)
    assert document["folder"] == "diagnoses/mine-0001"
    assert document["diagnosis"]["steps"][0]["findings"][0]["code"] == "HN001"


def test_a_killed_script_is_told_by_what_was_seen_before_its_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result, _ = run(monkeypatch, watched=Watched(None, (finding(),), "killed", ()))
    text = " ".join(result.output.split())
    assert "The last layer applies softmax to a single unit" in text
    assert "had to be killed after 600 s" in text


def test_a_killed_script_of_which_nothing_is_known_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    result, _ = run(monkeypatch, watched=Watched(None, (), "killed", ("loading",)))
    assert result.exit_code == 1
    assert "had to be killed before anything was found" in result.output
    assert "'loading'" in result.output


def test_a_healthy_script_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    healthy = Watched(diagnosis(steps=(Step(()),)), (), "ended", ())
    result, _ = run(monkeypatch, watched=healthy)
    assert "Nothing found that would keep this network from learning." in " ".join(result.output.split())


def test_a_change_that_no_finding_names_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    other = proof(sentence="Another change.", verdict="cannot tell", code="")
    watched = Watched(diagnosis(steps=(Step((finding(changes=()),), (other,)),)), (), "ended", ())
    output = " ".join(run(monkeypatch, watched=watched)[0].output.split())
    assert "Another change tried: Cannot tell. Another change." in output


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["diagnose", "missing.py"], 2, "there is no file missing.py"),
        (["diagnose", "."], 2, "is a folder; name the Python file"),
        (["diagnose", "mine.py", "--seeds", "1"], 2, "--seeds"),
        (["diagnose", "mine.py", "--symptom", "it smells"], 2, "there is no symptom"),
        (["diagnose", "mine.py", "--out", "mine.py"], 2, "mine.py is a file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: list[str], code: int, sentence: str) -> None:
    result = CliRunner().invoke(handsonn, words)
    assert result.exit_code == code
    assert sentence in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert not Path("diagnoses").exists()
