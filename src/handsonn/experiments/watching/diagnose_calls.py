"""From a script's calls of fit to a diagnosis of the one that matters."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from handsonn.diagnosis import judge
from handsonn.errors import DiagnosisError, UsageError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.diagnose import diagnose
from handsonn.experiments.diagnosing.gather import gather
from handsonn.experiments.watching.fit_calls import FitCalls, WatchedCall
from handsonn.experiments.watching.request import WatchRequest
from handsonn.experiments.watching.run_script import Ended
from handsonn.probes import model_facts
from handsonn.records import Diagnosis, Facts, Finding, FitFacts, Step

Told = Callable[[float | None, str, float | None], None]
_MOST_LOOKED_AT = 10
_NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
_NEVER_CALLED = FitFacts(0, 32, 0, 0, called=False)


def findings_before_training(call: WatchedCall) -> tuple[Finding, ...]:
    """Judge configuration and data of a call of fit."""
    facts = gather(case_of_call(call), data=call.data)
    call.data = facts.data
    return judge(facts).findings


def case_of_call(call: WatchedCall) -> Case:
    """Make what can be trained again of a call of fit."""
    return Case(
        model=call.model, x=call.x, y=call.y, arguments=call.arguments, history=call.history,
        raised=call.raised, data=call.data, title=f"fit in line {call.line}" if call.line else "fit",
    )  # fmt: skip


def diagnose_calls(
    calls: FitCalls, ended: Ended, request: WatchRequest, *, tell: Told, should_stop: Callable[[], bool]
) -> Diagnosis:
    """Diagnose the call that was asked for or that is at fault; without any, what the script raised.

    Raises UsageError for the number of a call that was not made, DiagnosisError for a script that never
    called fit and is no case for a rule, or that is no Python.
    """
    started = time.monotonic()
    if not calls.calls:
        _refuse_what_is_no_python(ended, request)
        return _without_fit(calls, ended, request, started)
    call = _chosen(calls.calls, request.fit_call)
    case = replace(case_of_call(call), title=_title(request, call, len(calls.calls)))
    found = diagnose(
        case, prove=request.prove, train=request.training, symptom=request.symptom,
        seeds=request.seeds, seconds=request.trial_seconds, tell=tell, should_stop=should_stop,
    )  # fmt: skip
    return _with_later_trouble(found.record, ended, call)


def _chosen(calls: list[WatchedCall], wanted: int) -> WatchedCall:
    if wanted > len(calls):
        times = "once" if len(calls) == 1 else f"{len(calls)} times"
        raise UsageError(f"there is no call {wanted} of fit; the script called it {times}.")
    if wanted:
        return calls[wanted - 1]
    for call in calls:
        if call.raised is not None:
            return call
    for call in calls[:_MOST_LOOKED_AT] if len(calls) > 1 else []:
        if any(finding.severity == "error" for finding in findings_before_training(call)):
            return call
    return calls[-1]


def _title(request: WatchRequest, call: WatchedCall, made: int) -> str:
    name = Path(request.script).name
    place = f", line {call.line}" if call.line else ""
    which = f", call {call.number} of {made} of fit" if made > 1 else ""
    return f"{name}{place}{which}"


def _without_fit(calls: FitCalls, ended: Ended, request: WatchRequest, started: float) -> Diagnosis:
    model: Any = model_facts(calls.compiled[-1]) if calls.compiled else None
    facts = Facts(model=model, fit=_NEVER_CALLED if ended.raised is None else None, raised=ended.raised)
    judgement = judge(facts, symptom=request.symptom)
    name = Path(request.script).name
    if not judgement.findings:
        raise DiagnosisError(_nothing_to_look_at(name, ended, request))
    told = {
        "ended": "The script ended without a call of fit, so no training was looked at.",
        "raised": "The script ended with an error before fit was called, so no training was looked at.",
        "out of time": f"The script's {request.seconds:g} s were over before fit was called.",
        "stopped": "The script was stopped before fit was called.",
    }
    return Diagnosis(
        name, (Step(judgement.findings),), judgement.passed, (told[ended.how],), facts,
        request.symptom, time.monotonic() - started,
    )  # fmt: skip


def _refuse_what_is_no_python(ended: Ended, request: WatchRequest) -> None:
    raised = ended.raised
    if raised is not None and raised.kind in _NO_PYTHON and raised.during == "script":
        raise DiagnosisError(
            f"{Path(request.script).name} cannot be run: line {raised.line}, {raised.code!r}, is no Python "
            f"({raised.message}); correct that line, or name the script that calls fit."
        )


def _nothing_to_look_at(name: str, ended: Ended, request: WatchRequest) -> str:
    if ended.how == "out of time":
        return (
            f"the {request.seconds:g} s of {name} were over before it called fit; give a longer --time-limit."
        )
    if ended.how == "stopped":
        return f"{name} was stopped before it called fit, so there is nothing to diagnose; let it run longer."
    return (
        f"{name} ended without a call of fit, so there is nothing to diagnose; name the script that trains "
        "the network with model.fit."
    )


def _with_later_trouble(found: Diagnosis, ended: Ended, call: WatchedCall) -> Diagnosis:
    """Say what happened after fit, which is not what was diagnosed."""
    if ended.how == "out of time":
        note = "The script's time was over, so what it did until then was looked at."
    elif ended.raised is not None and call.raised is None:
        line = f" in line {ended.raised.line}" if ended.raised.line else ""
        note = f"Later the script itself ended with {ended.raised.kind}{line}: {ended.raised.message[:300]}"
    else:
        return found
    return replace(found, not_checked=(*found.not_checked, note))
