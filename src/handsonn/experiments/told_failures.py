"""Work in a process of its own whose failures are told to whoever started it, each as one sentence."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from filelock import Timeout

from handsonn.errors import HandsonnError

Tell = Callable[[dict[str, Any]], None]


def told_failures(work: Callable[[], None], tell: Tell, noun: str) -> int:
    """Do the work; 0 when it was done, 1 after an error that was told. noun: "training" or "diagnosis"."""
    try:
        work()
    except HandsonnError as error:
        tell({"event": "error", "kind": type(error).__name__, "sentence": str(error)})
        return 1
    except Timeout:
        sentence = f"this {noun} is already being done by another window of handsonn; watch it there."
        tell({"event": "error", "kind": "Timeout", "sentence": sentence})
        return 1
    except MemoryError:
        sentence = "the memory of this machine is full; use fewer samples or a smaller network."
        tell({"event": "error", "kind": "MemoryError", "sentence": sentence})
        return 1
    except Exception as error:  # noqa: BLE001 - whatever it is, the page gets a sentence and the log the rest
        traceback.print_exc()
        tell({"event": "error", "kind": type(error).__name__, "sentence": _unforeseen(error, noun)})
        return 1
    return 0


def _unforeseen(error: Exception, noun: str) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"the disk refused ({error.strerror}), so the {noun} ended; make room and try again."
    return f"handsonn did not foresee what happened ({type(error).__name__}), so the {noun} ended."
