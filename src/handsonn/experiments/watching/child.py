"""`python -m handsonn.experiments.watching.child`: run a learner's script, watch fit, diagnose what it did.

On standard input comes one line of JSON, the request (request.py); later the line "stop" may come: the script
is ended, or the diagnosis after the step in hand. The end of standard input means that whoever started the
process is gone: it then ends at once. On standard output goes one line of JSON per event:

    {"event": "began", "call": 1, "line": 12, "epochs": 20, "findings": [...]}   fit was called; what
                                    configuration and data alone say, told before the first step
    {"event": "epoch", "call": 1, "done": 3, "of": 20, "metrics": {...}}
    {"event": "ended", "how": "ended" | "raised" | "out of time" | "stopped"}    the script
    {"event": "progress", "share": 0.3, "sentence": ..., "seconds_left": ...}     the diagnosis
    {"event": "diagnosis", "record": ...}
    {"event": "error", "sentence": ..., "kind": ...}

What the script prints goes to standard error. The script's own standard input is empty.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from handsonn.errors import HandsonnError
from handsonn.experiments.own_output import ORPHANED, own_input, own_text_output, teller
from handsonn.experiments.watching.diagnose_calls import diagnose_calls, findings_before_training
from handsonn.experiments.watching.fit_calls import FitCalls, WatchedCall
from handsonn.experiments.watching.on_import import on_import
from handsonn.experiments.watching.request import WatchRequest
from handsonn.experiments.watching.run_script import EndOfScript, Limit, quiet_pictures, run_script
from handsonn.experiments.watching.tensorflow_stand_in import stand_in_for_tensorflow
from handsonn.records.codec import from_jsonable, to_jsonable

_SECONDS_BETWEEN_EPOCHS = 0.2
Tell = Callable[[dict[str, Any]], None]


def main() -> int:
    """Do what standard input asks for; 0 when a diagnosis was told, 1 after an error that was told."""
    commands, tell = own_input(), teller(own_text_output())
    request: WatchRequest = from_jsonable(WatchRequest, json.loads(commands.readline()))
    limit, stop = Limit(request.seconds), threading.Event()
    threading.Thread(target=_listen, args=(commands, stop, limit), daemon=True).start()
    try:
        _work(request, tell, limit, stop)
    except HandsonnError as error:
        tell({"event": "error", "kind": type(error).__name__, "sentence": str(error)})
        return 1
    except Exception as error:  # noqa: BLE001 - the learner gets a sentence, the log the rest
        traceback.print_exc()
        sentence = f"handsonn did not foresee what happened while it diagnosed ({type(error).__name__})."
        tell({"event": "error", "kind": type(error).__name__, "sentence": sentence})
        return 1
    return 0


def _work(request: WatchRequest, tell: Tell, limit: Limit, stop: threading.Event) -> None:
    script = Path(request.script)
    calls = FitCalls(script)
    calls.began = _began(request, tell)
    calls.epoch = _epochs(tell)
    quiet_pictures()
    _choose_backend()
    stand_in_for_tensorflow()
    on_import("keras", calls.watch)
    ended = run_script(script, request.arguments, limit)
    calls.unwatch()
    tell({"event": "ended", "how": ended.how})

    def told(share: float | None, sentence: str, seconds_left: float | None) -> None:
        tell({"event": "progress", "share": share, "sentence": sentence, "seconds_left": seconds_left})

    result = diagnose_calls(calls, ended, request, tell=told, should_stop=stop.is_set)
    tell({"event": "diagnosis", "record": to_jsonable(result)})


def _began(request: WatchRequest, tell: Tell) -> Callable[[WatchedCall], None]:
    """Tell what configuration and data alone say, once for each call of fit, before its first step."""

    def began(call: WatchedCall) -> None:
        findings = findings_before_training(call) if call.number == 1 else ()
        tell({
            "event": "began", "call": call.number, "line": call.line,
            "epochs": call.arguments.get("epochs", 1), "findings": to_jsonable(findings),
        })  # fmt: skip
        wanted = request.fit_call or 1
        if not request.training and call.number >= wanted:
            raise EndOfScript

    return began


def _epochs(tell: Tell) -> Callable[[WatchedCall, int, int, dict[str, float]], None]:
    last = [0.0]

    def epoch(call: WatchedCall, done: int, of: int, metrics: dict[str, float]) -> None:
        now = time.monotonic()
        if now - last[0] >= _SECONDS_BETWEEN_EPOCHS or done == of:
            last[0] = now
            plain = to_jsonable({name: float(value) for name, value in metrics.items()})
            tell({"event": "epoch", "call": call.number, "done": done, "of": of, "metrics": plain})

    return epoch


def _choose_backend() -> None:
    """Leave the backend as the script would find it; where that is not installed, take JAX.

    `import handsonn` has chosen JAX for itself. The script's own is that of the environment that handsonn was
    started in, else that of ~/.keras/keras.json (which Keras writes by itself), else TensorFlow.
    """
    given = os.environ.pop("HANDSONN_SCRIPT_BACKEND", "")
    own = given or _written_backend() or "tensorflow"
    os.environ["KERAS_BACKEND"] = own if given or find_spec(own) is not None else "jax"


def _written_backend() -> str:
    file = Path(os.environ.get("KERAS_HOME", str(Path("~/.keras").expanduser()))) / "keras.json"
    try:
        return str(json.loads(file.read_text(encoding="utf-8")).get("backend", ""))
    except (OSError, ValueError, AttributeError):
        return ""  # Keras takes its default then, too


def _listen(lines: IO[str], stop: threading.Event, limit: Limit) -> None:
    for line in lines:
        if line.strip() == "stop":
            stop.set()
            limit.end_now()
    os._exit(ORPHANED)


if __name__ == "__main__":
    sys.exit(main())
