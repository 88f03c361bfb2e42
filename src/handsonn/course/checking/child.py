"""`python -m handsonn.course.checking.child`: check answers, one after the other.

On standard input comes a line of JSON per answer (request.py); the end of standard input ends the process. On
standard output goes one line of JSON per event:

    {"event": "ready"}                                        after a request that only prepares
    {"event": "looking", "held": 2, "at": "the output ..."}
    {"event": "result", "record": ...}                        once for each answer

What the answer's code prints outside its own functions, or through other means than print, goes to standard
error; its own standard input is empty.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from handsonn.course.catalogue import read_exercise
from handsonn.course.checking.request import CheckRequest
from handsonn.course.checking.run_check import Checks, read_checks, run_check
from handsonn.course.exercise import CHECK_FILE, SOLUTION_FILE, Exercise
from handsonn.experiments.own_output import ORPHANED, own_input, own_text_output, teller
from handsonn.experiments.watching.run_script import quiet_pictures
from handsonn.experiments.watching.tensorflow_stand_in import stand_in_for_tensorflow
from handsonn.records.codec import from_jsonable, to_jsonable

LIBRARIES = ("keras", "sklearn")


def main() -> int:
    """Check what standard input asks for until it ends."""
    commands, tell = own_input(), teller(own_text_output())
    quiet_pictures()
    stand_in_for_tensorflow()
    for line in _lines(commands):
        request: CheckRequest = from_jsonable(CheckRequest, json.loads(line))
        exercise = replace(read_exercise(Path(request.exercise), request.chapter), seconds=request.seconds)
        checks = _prepare(exercise)
        if not request.go:
            tell({"event": "ready"})
            continue

        def looking(held: int, at: str) -> None:
            tell({"event": "looking", "held": held, "at": at})

        found = run_check(exercise, checks, Path(request.file), request.seed, looking)
        tell({"event": "result", "record": to_jsonable(found)})
    return 0


def _prepare(exercise: Exercise) -> Checks:
    """Import what takes time before the answer's own time begins."""
    for library in LIBRARIES:
        if _uses(exercise, library):
            __import__(library)
    keras = sys.modules.get("keras")
    if keras is not None:
        keras.config.disable_traceback_filtering()  # so that the learner's own line is found
    return read_checks(exercise.folder / CHECK_FILE)


def _uses(exercise: Exercise, library: str) -> bool:
    files = (exercise.folder / name for name in (CHECK_FILE, SOLUTION_FILE))
    return any(library in file.read_text(encoding="utf-8") for file in files)


def _lines(commands: IO[str]) -> Iterator[str]:
    """Give the requests. Where the starter goes away during a check, this process ends at once."""
    lines: SimpleQueue[str] = SimpleQueue()
    is_idle = threading.Event()

    def listen() -> None:
        for line in commands:
            lines.put(line)
        if not is_idle.is_set():
            os._exit(ORPHANED)
        lines.put("")

    threading.Thread(target=listen, daemon=True).start()
    while True:
        is_idle.set()
        line = lines.get()
        if not line:
            return
        is_idle.clear()
        yield line


if __name__ == "__main__":
    sys.exit(main())
