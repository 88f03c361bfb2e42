"""`handsonn predict`: what a kept network says of new data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handsonn.cli.examples import command
from handsonn.cli.options import (
    allow_option,
    data_argument,
    json_option,
    overwrite_option,
    run_argument,
    runs_option,
)

if TYPE_CHECKING:
    from rich.console import Console

    from handsonn.experiments.predictions import Predictions

_SHOWN = 10


@command(
    "handsonn predict last digits",
    "handsonn predict houses-0001 new_houses.csv --output predictions.csv",
)
@run_argument
@data_argument
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.csv",
    help="Write every prediction here.",
)
@click.option(
    "--target", metavar="COLUMN", help="The label column, if it is called otherwise than in training."
)
@overwrite_option
@allow_option
@runs_option
@json_option
def predict(
    run: str,
    data: str,
    *,
    output: Path | None,
    target: str | None,
    overwrite: bool,
    allow: tuple[str, ...],
    runs_folder: Path,
    as_json: bool,
) -> None:
    """Predict new DATA with the network of RUN.

    Classes come with how sure the network is of them; a regression gives values.

    RUN is a run's name, its number, or "last". DATA needs the columns, or the kind of images, that the
    network was trained on; labels may be missing. Rows are counted from 0;
    images are named by their files.
    """
    from handsonn.cli.report import print_report
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.experiments import open_run
    from handsonn.experiments.existing_files import refuse_existing
    from handsonn.journal import Journal

    if output is not None:
        refuse_existing([output], overwrite=overwrite)
    kept = open_run(Journal(runs_folder), run, allow=allow)
    found = kept.predict(data, target=target, notify=say)
    if output is not None:
        found.write_csv(output, overwrite=overwrite)
    if as_json:
        print_json(
            {
                "run": kept.record.name,
                "names": found.names,
                "predictions": found.values(),
                "confidences": found.confidences(),
                "report": found.report,
                "notes": found.notes,
                "output": None if output is None else str(output),
            }
        )
        return
    console = results()
    _print_first(console, found)
    console.print()
    print_report(console, found.report, "labelled samples")
    for note in found.notes:
        say(note)
    console.print(_where(len(found.outputs), output), markup=False, soft_wrap=True)


def _where(count: int, output: Path | None) -> str:
    if count == 1:
        return (
            f"The prediction is in {output}." if output else "--output predictions.csv writes it to a file."
        )
    if output:
        return f"All {count:,} predictions are in {output}."
    return f"--output predictions.csv writes all {count:,} predictions to a file."


def _print_first(console: Console, found: Predictions) -> None:
    from rich.table import Table
    from rich.text import Text

    confidences = found.confidences()
    name = found.preparation.target_name
    table = Table(box=None, pad_edge=False)
    identity, called = found.called()
    table.add_column(identity, justify="right" if identity == "row" else "left")
    table.add_column(Text(f"predicted {name}".strip()), max_width=40, overflow="ellipsis")
    if confidences is not None:
        table.add_column("confidence", justify="right")
    for number, value in enumerate(found.values()[:_SHOWN]):
        shown = value if isinstance(value, str) else f"{value:,.5g}"
        extra = [] if confidences is None else [f"{confidences[number]:.1%}"]
        table.add_row(Text(called[number]), Text(shown), *extra)
    console.print(table)
    if len(found.outputs) > _SHOWN:
        console.print(f"... and {len(found.outputs) - _SHOWN:,} more.")
