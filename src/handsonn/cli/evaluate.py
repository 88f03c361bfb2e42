"""`handsonn evaluate`: how good a kept network is on other labelled data."""

from __future__ import annotations

from pathlib import Path

import click

from handsonn.cli.examples import command
from handsonn.cli.options import allow_option, data_argument, json_option, run_argument, runs_option


@command(
    "handsonn evaluate last digits",
    "handsonn evaluate houses-0001 houses_of_2025.csv",
)
@run_argument
@data_argument
@click.option(
    "--target", metavar="COLUMN", help="The label column, if it is called otherwise than in training."
)
@allow_option
@runs_option
@json_option
def evaluate(
    run: str, data: str, target: str | None, allow: tuple[str, ...], runs_folder: Path, *, as_json: bool
) -> None:
    """Judge the network of RUN on labelled DATA.

    Scores come with intervals, and with what a trivial baseline reaches.

    RUN is a run's name, its number, or "last". The score on the run's own test samples is in `handsonn show`.
    """
    from handsonn.cli.report import print_class_scores, print_report
    from handsonn.cli.terminal import print_json, results, say
    from handsonn.experiments import open_run
    from handsonn.journal import Journal
    from handsonn.records import ClassificationReport

    kept = open_run(Journal(runs_folder), run, allow=allow)
    found = kept.evaluate(data, target=target, notify=say)
    if as_json:
        print_json({"run": kept.record.name, "report": found.report, "notes": found.notes})
        return
    console = results()
    print_report(console, found.report, "labelled samples")
    if isinstance(found.report, ClassificationReport):
        console.print()
        print_class_scores(console, found.report)
    for note in found.notes:
        say(note)
