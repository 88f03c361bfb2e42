"""The diagnosers by name: handsonn at three depths, and three others on the same cases."""

from __future__ import annotations

import math
import time
from statistics import fmean
from typing import Any

from benchmarks.diagnosis.answer import Answer, Diagnoser, Found, Tried
from benchmarks.diagnosis.baselines.dl_contract import dl_contract
from benchmarks.diagnosis.baselines.keras_warnings import keras_warnings
from benchmarks.diagnosis.baselines.umlaut import umlaut
from benchmarks.diagnosis.training import Training


def by_data(training: Training, seed: int) -> Answer:
    """Judge configuration and data alone: nothing is trained."""
    from handsonn import probes
    from handsonn.diagnosis.judge import judge
    from handsonn.records import Facts

    model, arrays, arguments = training.model(seed), training.arrays, training.arguments()
    held = {name: arguments[name] for name in ("validation_data", "validation_split") if name in arguments}
    started = time.perf_counter()
    facts = Facts(
        model=probes.model_facts(model, arrays.x),
        data=probes.data_facts(arrays.x, arrays.y, **held),
        fit=probes.fit_facts(arrays.x, arguments),
    )
    findings = judge(facts).findings
    return Answer(_told(findings), time.perf_counter() - started)


def by_run(training: Training, seed: int) -> Answer:
    """Let handsonn train shortly and climb its ladder, without proofs."""
    return _diagnosed(training, seed, prove=False)


def by_proof(training: Training, seed: int) -> Answer:
    """Let handsonn prove what it found, change by change."""
    return _diagnosed(training, seed, prove=True)


def _diagnosed(training: Training, seed: int, *, prove: bool) -> Answer:
    import handsonn as hn

    model, arrays = training.model(seed), training.arrays
    started = time.perf_counter()
    result = hn.diagnose(model, arrays.x, arrays.y, prove=prove, **training.arguments())
    seconds = time.perf_counter() - started
    return Answer(_told(result.findings), seconds, _tried(result.record))


def _told(findings: Any) -> tuple[Found, ...]:
    return tuple(Found(one.code, one.severity, one.cause) for one in findings)


def _tried(diagnosis: Any) -> tuple[Tried, ...]:
    tried = []
    for step in diagnosis.steps:
        for place, proof in enumerate(step.tried):
            code = next((one.code for one in step.findings if proof.change in one.changes), "")
            tried.append(Tried(code, proof.verdict, _gain(proof), place == step.taken))
    return tuple(tried)


def _gain(proof: Any) -> float:
    """Give the mean rise of the held-out score; NaN where an arm has none."""
    rises = [after - before for before, after in zip(proof.before, proof.after, strict=True)]
    return fmean(rises) if rises else math.nan


DIAGNOSERS: dict[str, Diagnoser] = {
    "data": by_data,
    "run": by_run,
    "prove": by_proof,
    "keras": keras_warnings,
    "umlaut": umlaut,
    "dl_contract": dl_contract,
}


def diagnoser_named(name: str) -> Diagnoser:
    return DIAGNOSERS[name]
