"""`handsonn hint`: one hint more each time."""

from __future__ import annotations

from pathlib import Path

import click

from handsonn.cli.examples import command
from handsonn.cli.options import ExerciseName, json_option


@command("handsonn hint", "handsonn hint one_neuron", "handsonn hint one_neuron --json")
@click.argument("name", required=False, type=ExerciseName())
@click.option(
    "--solution", is_flag=True, help="Show one way to write it, once it is passed or all hints were given."
)
@json_option
def hint(name: str | None, *, solution: bool, as_json: bool) -> None:
    """Give one more hint for an exercise.

    Without NAME: the one in whose folder you are, else the one you wrote in last.
    """
    from handsonn.cli.terminal import print_json, results
    from handsonn.course.catalogue import find_exercise
    from handsonn.course.practice import current_exercise, give_hint, solution_of
    from handsonn.journal.repository import repository_of

    root = repository_of(Path.cwd())
    exercise = find_exercise(name) if name else current_exercise(root, Path.cwd())
    if solution:
        code = solution_of(root, exercise)
        if as_json:
            print_json({"exercise": exercise.name, "solution": code})
        else:
            click.echo(code.rstrip())
        return
    given = give_hint(root, exercise)
    if as_json:
        print_json(given)
        return
    from rich.markdown import Markdown

    console = results()
    console.print(f"{exercise.title}: hint {given.number} of {given.of}", style="bold", markup=False)
    console.print(Markdown(given.text))
    if given.number == given.of:
        console.print(
            f"\nThat was the last hint. One way to write it: `handsonn hint {exercise.name} --solution`.",
            markup=False, style="dim",
        )  # fmt: skip
