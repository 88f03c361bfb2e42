"""`python -m handsonn.experiments.looking_process`: looks at settings before a training.

It lives as long as the page is in use, since importing Keras takes seconds and a look a fraction of one.
On standard input comes one line of JSON per question, {"number": 7, "settings": ...}; on standard output
goes one line per answer, in the same order: {"number": 7, "findings": [...], "passed": [...]}, or
{"number": 7, "sentence": ...} where the settings cannot be looked at. The end of standard input ends it at
once. What other libraries print goes to standard error.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Iterable
from typing import IO, Any

from handsonn.experiments.first_look import FirstLook
from handsonn.experiments.own_output import ORPHANED, own_text_output
from handsonn.experiments.told_failures import told_failures
from handsonn.experiments.training_process import end_at_once
from handsonn.experiments.training_settings import read_settings


def main() -> int:
    """Answer until standard input ends."""
    output = own_text_output()
    questions: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, questions), daemon=True).start()
    answer_lines(iter(questions.get, None), output)
    return ORPHANED


def answer_lines(lines: Iterable[str], output: IO[str]) -> None:
    """Answer each line."""
    first_look = FirstLook()
    for line in lines:
        question = json.loads(line)
        told: dict[str, Any] = {}

        def look(settings: Any = question["settings"], told: dict[str, Any] = told) -> None:
            told |= first_look.look(read_settings(settings)).to_jsonable()

        told_failures(look, told.update, "look at these settings")
        output.write(json.dumps({**told, "number": question["number"]}, allow_nan=False) + "\n")
        output.flush()


def _read(lines: IO[str], questions: queue.SimpleQueue[str]) -> None:
    for line in lines:
        questions.put(line)
    end_at_once()


if __name__ == "__main__":
    sys.exit(main())
