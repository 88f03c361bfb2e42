"""`handsonn check`: look at what an exercise's code does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import ExerciseName, json_option

if TYPE_CHECKING:
    from handsonn.course.checking import CheckResult
    from handsonn.course.exercise import Exercise


@command(
    "handsonn check",
    "handsonn check one_neuron",
    "handsonn check one_neuron --json",
)
@click.argument("name", required=False, type=ExerciseName())
@click.option(
    "--watch",
    is_flag=True,
    help="Check again whenever the file is saved, and go on to the next. Ctrl-C ends.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    help="Draw the check's data from this seed.  [default: another one each time]",
)
@json_option
@click.pass_context
def check(context: click.Context, name: str | None, seed: int | None, *, watch: bool, as_json: bool) -> int:
    """Check an exercise by what its code does.

    Without NAME: the one in whose folder you are, else the one you wrote in last. Your code runs in a process
    of its own, with a limit of time and memory, and nothing of yours is changed. Exit code 0: it passes.
    """
    from handsonn.cli.check_words import print_result, words_for_watching
    from handsonn.cli.terminal import print_json
    from handsonn.course.catalogue import find_exercise
    from handsonn.course.practice import current_exercise
    from handsonn.journal.repository import repository_of

    if watch and as_json:
        raise click.UsageError("--watch and --json exclude each other; leave one of them out.", context)
    root = repository_of(Path.cwd())
    exercise = find_exercise(name) if name else current_exercise(root, Path.cwd())
    if watch:
        from handsonn.cli.check_watch import watch_exercises

        watch_exercises(root, exercise, goes_on=name is None, say=words_for_watching(root))
        return 0
    found = _checked(root, exercise, seed)
    if as_json:
        print_json(found)
    else:
        print_result(root, exercise, found)
    return 0 if found.passed else 1


def _checked(root: Path, exercise: Exercise, seed: int | None) -> CheckResult:
    from handsonn.cli.check_progress import looking_at
    from handsonn.course.checking.check_process import CheckProcess
    from handsonn.course.practice import answer_path, check_answer

    answer_path(root, exercise)  # before a process is started for nothing
    with CheckProcess() as process, looking_at(exercise) as hear:
        return check_answer(root, exercise, process, seed=seed, hear=hear)
