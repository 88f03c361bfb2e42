"""What `handsonn diagnose` does once its options are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from handsonn.cli.diagnose_words import print_diagnosis
from handsonn.cli.interruption import on_ctrl_c
from handsonn.cli.latent_progress import map_progress
from handsonn.cli.terminal import print_json, say
from handsonn.diagnosis.symptoms import symptom_of
from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.keep import keep_diagnosis, refuse_out
from handsonn.experiments.watching import Watched, WatchRequest, watch_script
from handsonn.records import Diagnosis

Hear = Callable[[dict[str, Any]], None]


def diagnose_script(script: str, arguments: tuple[str, ...], asked: dict[str, Any], *, as_json: bool) -> int:
    """Run the script, print what was found, write the report, and return the exit code."""
    if asked["report"]:
        refuse_out(asked["out"], force=asked["force"])
    request = WatchRequest(
        script, arguments, seconds=asked["time_limit"], training=asked["training"],
        prove=asked["prove"] and asked["training"], seeds=asked["seeds"], fit_call=asked["fit"] or 0,
        trial_seconds=asked["trial_time"],
        symptom=symptom_of(asked["symptom"]) if asked["symptom"] else "",
    )  # fmt: skip
    with _shown_progress(request) as (hear, stopping):
        watched = watch_script(request, hear=hear, stopping=stopping)
    diagnosis = _diagnosis(watched, request)
    folder = (
        keep_diagnosis(diagnosis, asked["out"], stem=_stem(script), force=asked["force"])
        if asked["report"]
        else None
    )
    if as_json:
        print_json({"folder": str(folder) if folder else None, "diagnosis": diagnosis})
    else:
        print_diagnosis(diagnosis, folder, with_checks=asked["checks"])
    return 0


def _diagnosis(watched: Watched, request: WatchRequest) -> Diagnosis:
    if watched.diagnosis is not None:
        return watched.diagnosis
    if not watched.early:
        last = f" The last that it printed: {watched.printed[-1]!r}." if watched.printed else ""
        raise DiagnosisError(
            f"the script did not end within its {request.seconds:g} s and had to be killed before anything "
            f"was found; give it a longer --time-limit, or less data.{last}"
        )
    from handsonn.records import Facts, Step

    note = f"The script had to be killed after {request.seconds:g} s, so its training was not looked at."
    return Diagnosis(request.script, (Step(watched.early),), (), (note,), Facts(), request.symptom)


def _stem(script: str) -> str:
    from pathlib import Path

    return Path(script).stem or "script"


@contextmanager
def _shown_progress(request: WatchRequest) -> Iterator[tuple[Hear, Callable[[Callable[[], None]], None]]]:
    """Give what hears the process' events and shows them, and what takes the function that stops it."""
    stops: list[Callable[[], None]] = []

    def press() -> None:
        for stop in stops:
            stop()

    words = "Ending the script; what it did is diagnosed. Ctrl-C again stops at once."
    with on_ctrl_c(press, words), map_progress(lambda: False) as watch:

        def hear(event: dict[str, Any]) -> None:
            told = _in_words(event)
            if told is not None:
                watch.progress(*told)
            if event["event"] == "began" and event["call"] == 1 and event["findings"]:
                say(f"before the first step: {event['findings'][0]['cause']}")

        watch.progress(0.0, f"{_stem(request.script)}: starting")
        yield hear, stops.append


def _in_words(event: dict[str, Any]) -> tuple[float, str] | None:
    """Give share and sentence of an event; None for what is not progress."""
    kind = event["event"]
    if kind == "began":
        return 0.0, f"your script: fit, {event['epochs']} epochs"
    if kind == "epoch":
        return event["done"] / max(event["of"], 1), f"your script: epoch {event['done']} of {event['of']}"
    if kind == "ended":
        return 0.0, "diagnosis: looking at network and data"
    if kind == "progress":
        return event["share"] or 0.0, f"diagnosis: {event['sentence']}"
    return None
