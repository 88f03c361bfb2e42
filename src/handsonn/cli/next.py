"""`handsonn next`: what to practise now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handsonn.cli.examples import command
from handsonn.cli.options import json_option

if TYPE_CHECKING:
    from handsonn.course.exercise import Exercise


@command("handsonn next", "handsonn next --json")
@json_option
def next_(*, as_json: bool) -> None:
    """Show the next exercise: its task, and where to write."""
    from rich.markdown import Markdown

    from handsonn.cli.check_words import shown
    from handsonn.cli.terminal import print_json, results
    from handsonn.course.catalogue import exercises
    from handsonn.course.practice import answer_path, next_exercise
    from handsonn.journal.repository import repository_of

    root = repository_of(Path.cwd())
    following = next_exercise(root)
    if as_json:
        print_json({"exercise": _facts(root, following) if following else None})
        return
    console = results()
    if following is None:
        console.print(f"All {len(exercises())} exercises are passed.", markup=False)
        return
    answer = answer_path(root, following)
    place = exercises().index(following) + 1
    console.print(f"Exercise {place} of {len(exercises())}, about {following.minutes} minutes", style="dim")
    console.print(Markdown((following.folder / "README.md").read_text(encoding="utf-8")))
    console.print(f"\nWrite in {shown(answer)}, then type `handsonn check`.", markup=False, soft_wrap=True)


def _facts(root: Path, exercise: Exercise) -> dict[str, str | int]:
    from handsonn.course.practice import find_answer

    return {
        "name": exercise.name, "chapter": exercise.chapter, "title": exercise.title,
        "question": exercise.question, "minutes": exercise.minutes, "lab": exercise.lab,
        "answer": str(find_answer(root, exercise) or ""),
    }  # fmt: skip
