"""`python -m handsonn.web.explorer.process RUNS`: one explorer's latent space, in a process of its own.

On standard input comes one line of JSON per request: {"wish": ...} says what the page wants to see, {"stop":
true} ends the step in hand, {"question": 7, "ask": "walk", ...} is answered by a frame (framing.py) on
standard output. The end of standard input means that the page or the server is gone: the process then ends
at once. What other libraries print goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from handsonn.errors import HandsonnError
from handsonn.experiments.own_output import ORPHANED, own_output
from handsonn.web.explorer.framing import ANSWER, REFUSAL, STATE, Frame, pack

Send = Callable[[Frame], None]


def main() -> int:
    """Answer until standard input ends."""
    output = own_output()
    writing = threading.Lock()

    def send(frame: Frame) -> None:
        try:
            with writing:
                output.write(pack(frame))
                output.flush()
        except BrokenPipeError:
            os._exit(ORPHANED)

    answer_lines(sys.stdin.buffer, Path(sys.argv[1]), send)
    os._exit(0)


def answer_lines(lines: BinaryIO, runs: Path, send: Send) -> None:
    """Answer each line, while a thread does the long work."""
    from handsonn.experiments.exploration_work import Explorer

    explorer = Explorer(runs, lambda state: send(_of_json(STATE, 0, state)))
    threading.Thread(target=explorer.run, name="explorer", daemon=True).start()
    for line in lines:
        request = json.loads(line)
        if request.get("ask") == "generate":
            # The first one fits a density, for seconds; clicks must not wait for that.
            threading.Thread(target=_answer, args=(request, explorer, send), daemon=True).start()
        else:
            _answer(request, explorer, send)


def _answer(request: dict[str, Any], explorer: Any, send: Send) -> None:
    try:
        _take(request, explorer, send)
    except HandsonnError as error:
        _refuse(request, str(error), send)
    except Exception as error:  # noqa: BLE001 - the page gets a sentence, the log the rest
        traceback.print_exc()
        _refuse(request, f"handsonn did not foresee what happened ({type(error).__name__}).", send)


def _take(request: dict[str, Any], explorer: Any, send: Send) -> None:
    from handsonn.course.pictures import encode
    from handsonn.experiments.exploration_questions import answer
    from handsonn.experiments.exploration_wish import read_wish
    from handsonn.web.explorer.cloud_message import cloud_of

    if "wish" in request:
        cache = request.get("map_cache")
        explorer.ask_for(read_wish(request["wish"], Path(cache) if cache else None))
    elif "stop" in request:
        explorer.stop()
    elif request.get("ask") == "cloud" and explorer.shown is not None:
        shown = explorer.shown
        with shown.exploration.models:
            facts = {"space": shown.exploration.number, "map": shown.number, "cloud": cloud_of(shown)}
        send(Frame(ANSWER, request["question"], encode(facts)))
    elif request.get("ask") == "generate":
        with explorer.fitting() as told:
            facts = answer(request, explorer.shown, told)
        send(Frame(ANSWER, request["question"], encode(facts)))
    else:
        send(Frame(ANSWER, request["question"], encode(answer(request, explorer.shown))))


def _refuse(request: dict[str, Any], sentence: str, send: Send) -> None:
    send(_of_json(REFUSAL, request.get("question", 0), {"sentence": sentence}))


def _of_json(kind: int, question: int, value: Any) -> Frame:
    return Frame(kind, question, json.dumps(value).encode())


if __name__ == "__main__":
    sys.exit(main())
