"""Write the reference pages that the code itself knows best: commands, data sets, rules, and exercises.

Run it after changing a command's help, a data set's card, a rule's docstring, or an exercise; a test compares
the pages with what it writes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from handsonn.cli.main import handsonn
from handsonn.course.catalogue import chapters, exercises, find_lab
from handsonn.course.exercise import TASK_FILE, Exercise
from handsonn.course.lab import Chapter
from handsonn.data import DatasetCard, catalogue
from handsonn.diagnosis import Rule, rules
from handsonn.diagnosis.symptoms import SYMPTOMS, Symptom

DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 100


def commands_page() -> str:
    """Give the help of every command, as a terminal of 100 columns shows it."""
    parts = [
        "# Commands",
        "",
        "Each command's `--help`. Written by `scripts/write_reference.py`; do not edit by hand.",
        "",
    ]
    for context in _contexts(_context(handsonn, None, "handsonn")):
        parts += [f"## {context.command_path}", "", "```text", context.get_help().rstrip(), "```", ""]
    return "\n".join(parts)


def data_sets_page() -> str:
    """Give a table of every registered data set, and a paragraph on each."""
    parts = [
        "# Data sets",
        "",
        "`handsonn.load(NAME)` or `handsonn train NAME`. Sets that download do so only when asked:",
        "`handsonn data fetch NAME`. Written by `scripts/write_reference.py`; do not edit by hand.",
        "",
        "| name | samples | task | kind | download | licence |",
        "|---|---|---|---|---|---|",
    ]
    cards = catalogue()
    parts += [_row(card) for card in cards]
    for card in cards:
        parts += [
            "",
            f"## {card.name}",
            "",
            f"{card.title}. {card.description}",
            "",
            f"Source: {card.source}",
        ]
    return "\n".join([*parts, ""])


def _row(card: DatasetCard) -> str:
    download = f"{card.download_bytes / 1e6:.1f} MB" if card.download_bytes else "none"
    name = f"[{card.name}](#{card.name})"
    return f"| {name} | {card.samples:,} | {card.task} | {card.kind} | {download} | {card.licence} |"


def rules_page() -> str:
    """Give what each rule of the diagnosis looks for, why, and what to do, with an index by symptom."""
    parts = [
        "# What the diagnosis looks for",
        "",
        "`handsonn diagnose` asks each of these rules. A rule is silent when it is in doubt. Written by",
        "`scripts/write_reference.py` from the rules themselves; do not edit by hand.",
        "",
        "## By what you see",
        "",
        *map(_symptom_row, SYMPTOMS),
        "",
        "## All rules",
        "",
        "| code | looks for | severity | needs |",
        "|---|---|---|---|",
        *map(_rule_row, rules()),
    ]
    for rule in rules():
        parts += ["", *_rule_section(rule)]
    parts += ["", *map(_anchor, rules())]
    return "\n".join([*parts, ""])


_NEEDS = {"configuration": "the network", "data": "the data", "run": "a training"}


def _symptom_row(symptom: Symptom) -> str:
    codes = [f"[{rule.code}]" for rule in rules() if symptom.name in rule.symptoms]
    return f"- **{symptom.name}**: {symptom.sentence} {', '.join(codes) or 'No rule yet.'}"


def _rule_row(rule: Rule) -> str:
    return f"| [{rule.code}] | {rule.title} | {rule.severity} | {_NEEDS[rule.kind]} |"


def _rule_section(rule: Rule) -> Iterator[str]:
    title, *paragraphs = inspect.cleandoc(inspect.getdoc(inspect.getmodule(rule.check)) or "").split("\n\n")
    yield f"## {rule.code} {rule.title}"
    yield ""
    told = "" if title == f"{rule.title}." else f"{title} "
    title = find_lab(rule.lab).title if rule.lab else ""
    lab = f" Lab: {title}{'' if title.endswith('?') else '.'}" if title else ""
    yield f"{told}Name: `{rule.name}`. Severity: {rule.severity}. Needs {_NEEDS[rule.kind]}.{lab}"
    for paragraph in paragraphs:
        yield ""
        named = re.sub(r"^(\w[\w ]*): ", r"**\1.** ", paragraph)
        yield re.sub(r"(?<=\.\*\* )(?![xy] )[a-z](?=[a-z]*[\s,])", lambda found: found[0].upper(), named)
    yield ""
    yield f"Seen as: {', '.join(rule.symptoms)}."


def _anchor(rule: Rule) -> str:
    """Give a link's target: GitHub's name of the heading."""
    heading = re.sub(r"[^\w -]", "", f"{rule.code} {rule.title}".lower()).replace(" ", "-")
    return f"[{rule.code}]: #{heading}"


def exercises_page() -> str:
    """Give a table of each chapter's exercises: what each asks, how long it takes, and its lab."""
    minutes = sum(exercise.minutes for exercise in exercises())
    parts = [
        "# The exercises",
        "",
        f"{len(exercises())} exercises, about {minutes / 60:.0f} hours; [how they work](exercises.md).",
        "Written by `scripts/write_reference.py` from the exercises themselves; do not edit by hand.",
    ]
    for chapter in chapters():
        if chapter.exercises:
            parts += ["", *_exercise_table(chapter)]
    return "\n".join([*parts, ""])


def _exercise_table(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.number} {chapter.title}"
    yield ""
    yield "| | exercise | what it asks | minutes | lab | your code may run |"
    yield "|---|---|---|---|---|---|"
    for exercise in chapter.exercises:
        yield _exercise_row(exercise)


def _exercise_row(exercise: Exercise) -> str:
    task = (exercise.folder / TASK_FILE).relative_to(DOCS.parent)
    lab = find_lab(exercise.lab).title if exercise.lab else ""
    only = f", {exercise.backends[0]} only" if len(exercise.backends) == 1 else ""
    title = exercise.title if exercise.title.endswith("?") else f"{exercise.title}."
    asks = f"**{title}** {exercise.question}".replace("|", r"\|")
    return (
        f"| {exercise.order} | [{exercise.name}](../{task.as_posix()}) | {asks} "
        f"| {exercise.minutes} | {lab} | {exercise.seconds} s{only} |"
    )


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    """Make the context that running the command makes, in a terminal of the page's width."""
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    return click.Context(command, parent=parent, info_name=name, **settings)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            inner = context.command.get_command(context, name)
            if inner is not None:
                yield from _contexts(_context(inner, context, name))


PAGES = {
    "commands.md": commands_page,
    "data-sets.md": data_sets_page,
    "exercise-list.md": exercises_page,
    "rules.md": rules_page,
}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"written: docs/{name}")


if __name__ == "__main__":
    main()
