"""From whatever ended a check to the sentence that the learner reads."""

from __future__ import annotations

import ast
import traceback
from pathlib import Path

from handsonn.course.checking import result
from handsonn.course.checking.result import Failure
from handsonn.course.checking.wrong import Wrong
from handsonn.diagnosis import judge
from handsonn.diagnosis.raised import first_line
from handsonn.experiments.watching.raised import raised_facts
from handsonn.experiments.watching.run_script import EndOfScript
from handsonn.records import Facts, RaisedFacts

_SHAPES = ("could not be broadcast", "matmul: Input operand", "not aligned", "could not broadcast")
_OF_SHAPES = "The shapes do not fit each other: print the `.shape` of both just before that line."
_OF_TRUTH = (
    "Python's `if`, `and`, `or`, `max` and `min` want one yes or no, and here there is one for each number "
    "of an array: let NumPy take all at once, as in `z >= 0`, `np.where(z >= 0, 1, 0)` or `np.maximum(z, 0)`."
)


def told_failure(error: BaseException, file: Path, *, check: str, lab: str, seconds: float) -> Failure:
    """Tell what ended a check: a Wrong, or what the learner's code raised, with the line that led to it.

    file: the learner's. check: what was being checked. lab: the exercise's. seconds: the time it had.
    """
    if isinstance(error, Wrong):
        return Failure(error.name, error.sentence, check, error.lab or lab)
    raised = raised_facts(error, file)
    name, sentence = _named(error, raised, file.name, seconds)
    return Failure(name, sentence, check, lab if name == result.RAISED else "", raised.line, raised.code)


def _named(error: BaseException, raised: RaisedFacts, file: str, seconds: float) -> tuple[str, str]:
    where = f"line {raised.line} (`{raised.code}`)" if raised.line else file
    if isinstance(error, EndOfScript):
        return result.OUT_OF_TIME, _out_of_time(raised, file, seconds)
    if isinstance(error, NotImplementedError) and raised.line:
        said = f": {raised.message.rstrip('.')}" if raised.message else ""
        return result.NOT_WRITTEN, f"not written yet, line {raised.line}{said}."
    if isinstance(error, SyntaxError):
        return result.NO_PYTHON, (
            f"{where} is no Python ({raised.message}); correct it there, or look at the line above for a "
            "bracket or a colon that is missing."
        )
    if isinstance(error, SystemExit | KeyboardInterrupt):
        return result.ENDED, (
            f"{where} ends Python ({type(error).__name__}); take it out: a check calls your functions, so "
            "the file must run to its end."
        )
    if isinstance(error, MemoryError):
        return result.OUT_OF_MEMORY, f"{where} asked for more memory than there is; use smaller arrays."
    if isinstance(error, EOFError) and "input" in raised.code:
        return (
            result.RAISED,
            f"{where} asks for something to be typed; a check cannot: write the value there.",
        )
    if raised.line:
        return result.RAISED, _raised(error, raised, where)
    return result.UNFORESEEN, _unforeseen(error)


def _raised(error: BaseException, raised: RaisedFacts, where: str) -> str:
    said = first_line(raised).rstrip(".")
    sentence = f"{where} raised {raised.kind}{f': {said}' if said else ''}."
    if isinstance(error, RecursionError):
        return f"{sentence} A function calls itself without end there."
    if "The truth value of an array" in raised.message:  # its own advice, any or all, seldom fits
        return f"{where} raised {raised.kind}. {_OF_TRUTH}"
    if raised.during == "script":  # not in Keras: Python's or NumPy's own words
        return f"{sentence} {_what_to_do(error, raised)}".rstrip()
    findings = judge(Facts(raised=raised)).findings
    return f"{sentence} {findings[0].remedy}" if findings else sentence


def _what_to_do(error: BaseException, raised: RaisedFacts) -> str:
    if any(words in raised.message for words in _SHAPES):
        return _OF_SHAPES
    if isinstance(error, AttributeError) and f"self.{error.name}" in raised.code:
        return f"Nothing is kept under that name yet: write `self.{error.name} = ...` in __init__."
    return ""


def _out_of_time(raised: RaisedFacts, file: str, seconds: float) -> str:
    where = f"in line {raised.line} (`{raised.code}`)" if raised.line else f"outside {file}"
    return (
        f"still running after {seconds:g} s, {where}; look for a loop that never ends, or train on fewer "
        "samples or epochs."
    )


def _unforeseen(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({Path(last[0].filename).name}, line {last[0].lineno})" if last else ""
    said = " ".join(str(error).split())[:200].rstrip(".")
    what = f"{type(error).__name__}{f': {said}' if said else ''}{place}"
    return (
        f"the check could not go on: {what}; what your code gave is of a kind that it did not foresee. "
        "Compare it with what the exercise asks for."
    )


def ends_of(source: str) -> tuple[int, ...]:
    """Give the lines that call os._exit, which ends a process without a word."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ()
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tuple(node.lineno for node in calls if ast.unparse(node.func).endswith("_exit"))
