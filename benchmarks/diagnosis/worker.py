"""A worker: reads a case's name a line, does one work on it, answers with a line of JSON.

python -m benchmarks.diagnosis.worker outcome|data|run|prove|keras|umlaut|dl_contract
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict
from typing import Any

from benchmarks.diagnosis.cases import CLEAN, Case, case_named, program_named, sick_of, training_of
from benchmarks.diagnosis.training import Training


def outcome(case: Case) -> dict[str, Any]:
    """Train the case and judge it on its test samples; `applies` False where the fault cannot be there."""
    from benchmarks.diagnosis.scoring import constant_score
    from benchmarks.diagnosis.trying import outcome_of

    program = program_named(case.program)
    sick = None if case.fault == CLEAN else sick_of(case)
    if sick is None and case.fault != CLEAN:
        return {"applies": False}
    training = program.training(case.seed) if sick is None else sick.training
    told = asdict(outcome_of(training, program.task, case.seed))
    told.pop("history")
    told["updates"] = updates(training)
    told["constant"] = constant_score(program.task, training.arrays.test_y)
    if sick is not None:
        told |= {"about": sick.about, "harm": sick.harm}
    return {"applies": True, **told}


def updates(training: Training) -> int:
    """Count the updates that fit makes."""
    size = training.fitting.get("batch_size", 32)
    samples = len(training.arrays.y)
    if training.arrays.validation is None:
        samples = int(samples * (1 - training.fitting.get("validation_split", 0.0)))
    return math.ceil(samples / size) * int(training.fitting["epochs"])


def diagnosis(case: Case, diagnoser: str) -> dict[str, Any]:
    """Let a diagnoser look at the case; it sees the compiled model, the arrays and fit's arguments only."""
    from benchmarks.diagnosis.diagnosers import diagnoser_named

    training = training_of(case)
    assert training is not None
    answer = diagnoser_named(diagnoser)(training, case.seed)
    told = asdict(answer)
    if case.fault != CLEAN:
        sick = sick_of(case)
        assert sick is not None
        told["also"] = list(sick.also)
    return told


def main() -> None:
    work, answers = sys.argv[1], sys.stdout
    sys.stdout = sys.stderr  # what Keras prints is no answer
    for line in sys.stdin:
        case = case_named(line.strip())
        try:
            told = outcome(case) if work == "outcome" else diagnosis(case, work)
        except Exception as error:  # noqa: BLE001 - a case that breaks its diagnoser is a result
            told = {"failed": f"{type(error).__name__}: {error}"[:500]}
        answers.write(json.dumps({"case": case.name, **told}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
