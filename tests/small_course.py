"""A course of one chapter with two small labs that need no Keras; as a program, `handsonn` with it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from handsonn.course import catalogue
from handsonn.course.lab import Chapter
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
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>\n'


def write_course(folder: Path) -> tuple[Chapter, ...]:
    """Write chapter 10 with the labs "count" and "recount", and chapter 11 without labs."""
    for name, title in (("ch10_small", "A small chapter"), ("ch11_empty", "An empty chapter")):
        (folder / name / "labs").mkdir(parents=True)
        (folder / name / "README.md").write_text(f"# {title}\n\nIt is about counting.\n")
    labs = folder / "ch10_small" / "labs"
    for order, name in enumerate(("count", "recount"), start=1):
        (labs / f"{name}.py").write_text(LAB.format(title=name.capitalize(), order=order))
        (labs / f"{name}.svg").write_text(PICTURE)
    return tuple(sorted(map(catalogue.read_chapter, folder.iterdir()), key=lambda each: each.number))


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
