"""What came of a check, as a learner reads it in a terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.cli.terminal import begun, results
from handsonn.course.checking.result import ANY_EXERCISE, NOT_WRITTEN
from handsonn.course.exercise import ANSWER_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handsonn.course.checking import CheckResult, Failure, Measurement
    from handsonn.course.exercise import Exercise

_MOST_PRINTED = 12
_INDENT = 2


def print_result(root: Path, exercise: Exercise, found: CheckResult) -> None:
    """Print what held, what is not right yet and what to do next; or what to take along after a pass."""
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    from handsonn.course.practice import answer_path

    console = results()
    console.print(Text.assemble((exercise.title, "bold"), f"  {shown(answer_path(root, exercise))}"))
    for words in found.held:
        console.print(Padding(Text.assemble(("✓ ", "green"), words), (0, 0, 0, _INDENT)))
    if found.failure is not None:
        _print_failure(exercise, found, found.failure)
    for measurement in found.measurements:
        console.print(Padding(Text(_figure(measurement), style="dim"), (0, 0, 0, 2 * _INDENT)))
    for sentence in found.told:
        console.print(Padding(Text(sentence), (0, 0, 0, 2 * _INDENT)))
    if found.printed:
        _print_printed(found.printed)
    if found.passed:
        console.print(Text("\nPassed.", style="green bold"))
        console.print(Markdown(found.afterwards))
    console.print()
    for line in _next_lines(root, exercise, found):
        console.print(line, markup=False, soft_wrap=True)


def words_for_watching(root: Path) -> Callable[[Exercise, CheckResult], None]:
    """Give the function that prints each result while files are watched."""

    def say(exercise: Exercise, found: CheckResult) -> None:
        console = results()
        if console.is_terminal:
            console.clear()
        print_result(root, exercise, found)

    return say


def shown(path: Path) -> str:
    """Write a path as it is reached from here."""
    return os.path.relpath(path)


def _print_failure(exercise: Exercise, found: CheckResult, failure: Failure) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = results()
    console.print(Padding(Text.assemble(("✗ ", "red"), failure.check or "your file"), (0, 0, 0, _INDENT)))
    sentence = failure.sentence if failure.sentence.startswith("`") else _begun(exercise, failure.sentence)
    console.print(Padding(Text(sentence), (1, 0, 0, 2 * _INDENT)))
    if failure.line and failure.code and failure.name != NOT_WRITTEN:
        quoted = Text.assemble((f"{failure.line:>4} ", "dim"), failure.code)
        console.print(Padding(quoted, (1, 0, 0, 2 * _INDENT)))
    console.print()
    later = found.of - len(found.held) - 1
    if later > 0:
        words = "One more check waits" if later == 1 else f"{later} more checks wait"
        console.print(Padding(Text(f"{words} for this one.", style="dim"), (0, 0, 0, 2 * _INDENT)))


def _begun(exercise: Exercise, sentence: str) -> str:
    """Begin a sentence with a capital letter, unless a name of the learner's own stands there."""
    first = sentence.split(maxsplit=1)[0].rstrip(".,:;") if sentence else ""
    own = (exercise.folder / ANSWER_FILE).read_text(encoding="utf-8")
    is_own = first in "xyzw" or "(" in first or f"def {first}(" in own
    return sentence if is_own else begun(sentence)


def _figure(measurement: Measurement) -> str:
    bounds = [f"{words} {bound:g}" for words, bound in measurement.bounds.items()]
    wanted = f" ({' and '.join(bounds)})" if bounds else ""
    return f"{measurement.what}: {measurement.value:.4g}{wanted}"


def _print_printed(lines: tuple[str, ...]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = results()
    left = len(lines) - _MOST_PRINTED
    console.print(Padding(Text("your code printed:", style="dim"), (1, 0, 0, 2 * _INDENT)))
    if left > 0:
        console.print(Padding(Text(f"... {left} lines before", style="dim"), (0, 0, 0, 2 * _INDENT)))
    for line in lines[-_MOST_PRINTED:]:
        console.print(Padding(Text(f"| {line}", style="dim"), (0, 0, 0, 2 * _INDENT)))


def _next_lines(root: Path, exercise: Exercise, found: CheckResult) -> Iterator[str]:
    from handsonn.course.practice import next_exercise

    if found.passed:
        following = next_exercise(root)
        if following is None:
            yield "That was the last exercise: all are passed."
        else:
            yield f"Next: {following.title} (`handsonn next` shows it)."
            yield f"One way to write this one: `handsonn hint {exercise.name} --solution`."
        return
    lab = found.failure.lab if found.failure else ""
    if lab:
        from handsonn.course.catalogue import find_lab

        seen = find_lab(lab)
        chapter = seen.chapter.removeprefix("ch")
        yield f"The lab “{seen.title}” of chapter {chapter} shows it: type `handsonn`."
    yield f"A hint: `handsonn hint {exercise.name}`. The task: {shown(root / exercise.place / 'README.md')}."
    if found.failure is not None and found.failure.name not in ANY_EXERCISE:
        yield f"The same check again: `handsonn check {exercise.name} --seed {found.seed}`."
