"""What a learner's script raised, told by their own line of code."""

from __future__ import annotations

import linecache
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Literal

from handsonn.records import RaisedFacts

During = Literal["import", "build", "compile", "fit", "predict", "script"]
_PREDICTING = {"predict", "evaluate", "predict_on_batch", "test_on_batch"}
_LONGEST = 4000


def raised_facts(error: BaseException, script: Path) -> RaisedFacts:
    """Say what was raised, the script's line that led to it, and in which of Keras' steps it happened."""
    if isinstance(error, SyntaxError) and _is_file(error.filename, script):
        code = (error.text or "").strip()
        return RaisedFacts(type(error).__name__, error.msg or "", "script", error.lineno or 0, code)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_file(frame.filename, script)]
    line = own[-1].lineno or 0 if own else 0
    code = linecache.getline(str(script), line).strip() if line else ""
    message = " ".join(str(error).split())[:_LONGEST]
    return RaisedFacts(type(error).__name__, message, _during(error, frames), line, code)


def raised_in_fit(error: Exception, script: Path, line: int) -> RaisedFacts:
    """Say what a call of fit raised; line: where the script called it.

    Keras takes its own frames out of a traceback, so that `fit` need not be found in it.
    """
    found = raised_facts(error, script)
    if found.line:  # the script's own code inside fit, such as a loss function
        return replace(found, during="fit")
    code = linecache.getline(str(script), line).strip() if line else ""
    return replace(found, during="fit", line=line, code=code)


def _during(error: BaseException, frames: traceback.StackSummary) -> During:
    if isinstance(error, ImportError):
        return "import"
    in_keras = [frame.name for frame in frames if _of_keras(frame.filename)]
    if not in_keras:
        return "script"
    if "fit" in in_keras or "train_on_batch" in in_keras:
        return "fit"
    if _PREDICTING.intersection(in_keras):
        return "predict"
    return "compile" if "compile" in in_keras else "build"


def _of_keras(file: str) -> bool:
    return "keras" in Path(file).parts


def _is_file(file: str | None, script: Path) -> bool:
    return bool(file) and Path(str(file)).resolve() == script
