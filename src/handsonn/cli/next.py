"""`handsonn next`: what to practise now."""

from __future__ import annotations

from pathlib import Path

from handsonn.cli.examples import command
from handsonn.cli.options import json_option


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
        print_json({"exercise": following})
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
