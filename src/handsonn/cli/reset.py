"""`handsonn reset`: begin an exercise anew."""

from __future__ import annotations

from pathlib import Path

import click

from handsonn.cli.examples import command
from handsonn.cli.options import ExerciseName, json_option


@command("handsonn reset one_neuron", "handsonn reset one_neuron --json")
@click.argument("name", type=ExerciseName())
@json_option
def reset(name: str, *, as_json: bool) -> None:
    """Put an exercise back as it came; what you wrote is kept."""
    from handsonn.cli.check_words import shown
    from handsonn.cli.terminal import print_json, results
    from handsonn.course.catalogue import find_exercise
    from handsonn.course.practice import reset_exercise
    from handsonn.journal.repository import repository_of

    root = repository_of(Path.cwd())
    done = reset_exercise(root, find_exercise(name))
    if as_json:
        print_json({"answer": str(done.answer), "kept": str(done.kept) if done.kept else None})
        return
    kept = f"; yours is kept in {shown(done.kept)}" if done.kept else ""
    results().print(f"{shown(done.answer)} is as it came{kept}.", markup=False, soft_wrap=True)
