"""A small course: two labs and an exercise that need no Keras; as a program, `handsonn` with it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.lab import Chapter
from handsonn.journal.repository.place import MARK, MARK_FILE
from handsonn.web.settings import ShellSettings

LAB = '''"""{title}.

question: How far does it count?
minutes: 1
order: {order}
"""

import marimo

app = marimo.App()

with app.setup:
    import anywidget
    import marimo as mo

    class Picture(anywidget.AnyWidget):
        _esm = "export default {{ render({{ el }}) {{ el.textContent = 'a picture' }} }}"


@app.cell
def _():
    number = mo.ui.slider(1, 10, label="number")
    number
    return (number,)


@app.cell
def _():
    picture = Picture()
    picture.computed = bytearray(1_000_000)
    picture
    return (picture,)


@app.cell
def _(number):
    mo.md(f"The number is {{number.value}}.")
    return


if __name__ == "__main__":
    app.run()
'''
EXERCISE = {
    "README.md": """# Twice as much

Write a function that doubles each number of an array. Not *four* times <b>as</b> much.

## How it is checked

In [exercise.py](exercise.py), by `handsonn check double`.
""",
    "exercise.py": '''"""Twice as much."""


def double(x):
    """Give each number of x, doubled."""
    raise NotImplementedError("double it")
''',
    "solution.py": '''"""Twice as much: a solution."""


def double(x):
    return 2 * x
''',
    "check.py": '''"""The check of double.

order: 1
minutes: 5
seconds: 10
lab: count
backends: jax
"""

import numpy as np

from handsonn.course.checking import Wrong

AFTERWARDS = "An array is doubled **at once**, <i>without</i> a loop."


def shapes(answer, trial):
    """double keeps the shape"""
    answer.array("double", np.ones(3), shape=(3,), each="one number each")


def doubles(answer, trial):
    """double doubles"""
    x = trial.generator.normal(size=3)
    given = answer.array("double", x, shape=(3,), each="one number each")
    share = float(np.mean(np.isclose(given, 2 * x)))
    trial.measure("share of doubled numbers", share, "{value} of the numbers is doubled; use `2 * x`.",
                  name="not_doubled", at_least=1.0, lab="recount")


CHECKS = (shapes, doubles)
''',
    "hints.md": """# Hints

## Hint 1

What does `*` do with an array?

## Hint 2

Multiply by two.

## Hint 3

`return 2 * x`
""",
    "wrong_answers.py": '''"""Typical wrong answers to double."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (WrongAnswer("squares", "not_doubled", (("2 * x", "x * x"),), "use `2 * x`"),)
''',
}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>\n'


def write_course(folder: Path) -> tuple[Chapter, ...]:
    """Write chapter 10 with the labs "count" and "recount" and the exercise "double"; chapter 11 is empty."""
    for name, title in (("ch10_small", "A small chapter"), ("ch11_empty", "An empty chapter")):
        (folder / name / "labs").mkdir(parents=True)
        (folder / name / "README.md").write_text(f"# {title}\n\nIt is about counting.\n")
    labs = folder / "ch10_small" / "labs"
    for order, name in enumerate(("count", "recount"), start=1):
        (labs / f"{name}.py").write_text(LAB.format(title=name.capitalize(), order=order))
        (labs / f"{name}.svg").write_text(PICTURE)
    exercise = folder / "ch10_small" / "exercises" / "double"
    exercise.mkdir(parents=True)
    for name, text in EXERCISE.items():
        (exercise / name).write_text(text)
    return tuple(sorted(map(catalogue.read_chapter, folder.iterdir()), key=lambda each: each.number))


def write_repository(root: Path) -> Path:
    """Make a folder a learner's repository with the exercise "double" as it comes; give the answer's file."""
    (root / MARK_FILE).parent.mkdir(parents=True)
    (root / MARK_FILE).write_text(MARK)
    answer = root / "exercises" / "ch_10" / "double" / "exercise.py"
    answer.parent.mkdir(parents=True)
    answer.write_text(EXERCISE["exercise.py"])
    return answer


def main() -> None:
    """Run `handsonn` with the course in the first argument's folder; sessions end after a second."""
    import handsonn.web.static_files
    from handsonn.cli.main import handsonn
    from handsonn.web import serving

    serving.ShellSettings = partial(ShellSettings, session_seconds=1)  # type: ignore[assignment,misc]
    catalogue.CHAPTERS = Path(sys.argv.pop(1))
    handsonn(prog_name="handsonn")


if __name__ == "__main__":
    main()
