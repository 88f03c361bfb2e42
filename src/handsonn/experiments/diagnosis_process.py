"""`python -m handsonn.experiments.diagnosis_process FOLDER`: a diagnosis with proof in a process of its own.

It is started, stopped and ended as training_process.py is: on standard input comes one line of JSON, the
settings (diagnosis_settings.py), later perhaps the line "stop"; the end of standard input ends it at once. On
standard output goes one line of JSON per event:

    {"event": "note", "sentence": ...}       what the learner should know
    {"event": "data", "name": ..., ...}      the data set is loaded
    {"event": "progress", "share": 0.3, "sentence": ..., "seconds_left": ...}
    {"event": "done", "ended": "diagnosed"}  the folder holds results/: record, page, and what a page offers
    {"event": "nothing", "sentence": ...}    it was stopped
    {"event": "error", "sentence": ..., "kind": ...}

A stop ends it at once: half a proof proves nothing.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

from filelock import FileLock

from handsonn.experiments.diagnosing.keep import fill_folder
from handsonn.experiments.diagnosis_settings import DiagnosisSettings, read_diagnosis_settings
from handsonn.experiments.first_look import whole_columns
from handsonn.experiments.own_output import own_text_output
from handsonn.experiments.results_folder import RESULTS_FOLDER
from handsonn.experiments.setting_changes import Known, with_change
from handsonn.experiments.told_failures import Tell, told_failures
from handsonn.experiments.training_process import LOCK_FILE, Teller, end_at_once, json_line, listen
from handsonn.experiments.training_settings import TrainingSettings
from handsonn.experiments.whole_folder import put_in_place
from handsonn.records import Diagnosis, Proof

ANSWER_FILE = "answer.json"
STOPPED = {"event": "nothing", "sentence": "stopped before anything was proven."}
_PREPARING = ("note", "data", "progress")


def main() -> int:
    """Diagnose what standard input asks for; 0 when done, 1 after an error that has been told."""
    teller = Teller(own_text_output(), preparing=_PREPARING, nothing=STOPPED)
    first = sys.stdin.readline()
    threading.Thread(target=listen, args=(sys.stdin, teller.stop, end_at_once), daemon=True).start()
    return work(first, Path(sys.argv[1]), teller.tell)


def work(first_line: str, folder: Path, tell: Tell) -> int:
    """Diagnose and put the answer into this folder; every failure is told as one sentence."""

    def diagnosing() -> None:
        settings = read_diagnosis_settings(json_line(first_line))
        with FileLock(folder / LOCK_FILE, timeout=0):
            _diagnose(settings, folder, tell)

    return told_failures(diagnosing, tell, "diagnosis")


def _diagnose(settings: DiagnosisSettings, folder: Path, tell: Tell) -> None:
    from handsonn.experiments.diagnosing import case_of_experiment, diagnose

    def progress(share: float, sentence: str, seconds_left: float | None) -> None:
        tell({"event": "progress", "share": share, "sentence": sentence, "seconds_left": seconds_left})

    dataset = settings.training.load(lambda words: tell({"event": "note", "sentence": words}))
    tell({"event": "data", "name": dataset.name, "samples": len(dataset), "note": dataset.note})
    case = case_of_experiment(settings.training.experiment_with(dataset), settings.training.seed)
    diagnosis = diagnose(case, symptom=settings.symptom, tell=progress).record
    progress(1.0, "the pictures are drawn", None)
    answer = answer_of(diagnosis, settings.training, whole_columns(dataset))

    def fill(new: Path) -> None:
        fill_folder(diagnosis, new)
        (new / ANSWER_FILE).write_text(json.dumps(answer, allow_nan=False), encoding="utf-8")

    put_in_place(folder / RESULTS_FOLDER, fill)
    tell({"event": "done", "ended": "diagnosed"})


def answer_of(diagnosis: Diagnosis, settings: TrainingSettings, columns: tuple[str, ...]) -> dict[str, Any]:
    """Say in short what was found, and which settings the changes that were kept come to."""
    from handsonn.plots.diagnosis_report import headline, summary

    known, changed, taken = Known(diagnosis.facts, columns), settings, []
    for step in diagnosis.steps:
        if step.taken < 0:
            continue
        proof = step.tried[step.taken]
        made = with_change(changed, proof.change, known)
        taken.append(
            {
                "verdict": proof.verdict,
                "sentence": proof.sentence,
                "gain": _gain(proof),
                "not_here": made.words,
            }
        )
        changed = made.settings or changed
    return {
        "title": diagnosis.title,
        "headline": headline(diagnosis),
        "summary": summary(diagnosis),
        "found": [finding.code for finding in diagnosis.findings],
        "passed": len(diagnosis.passed),
        "seconds": diagnosis.seconds,
        "taken": taken,
        "settings": None if changed == settings else changed.to_jsonable(),
        "likely": None if taken else _likely(diagnosis, settings, known),
    }


def _likely(diagnosis: Diagnosis, settings: TrainingSettings, known: Known) -> dict[str, Any] | None:
    """Give the settings with the first change of which it cannot be told whether it helps."""
    tried = [proof for step in diagnosis.steps for proof in step.tried if proof.verdict == "cannot tell"]
    made = with_change(settings, tried[0].change, known).settings if tried else None
    return None if made is None else made.to_jsonable()


def _gain(proof: Proof) -> str:
    """Write the interval of the gain; "" where no score was compared."""
    if not proof.score_name:
        return ""
    return f"{proof.score_name} {proof.low:+.3f} to {proof.high:+.3f} (95 % interval)"


if __name__ == "__main__":
    sys.exit(main())
