"""`handsonn diagnose`: run a learner's own script, say why its network does not learn, and prove it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handsonn.cli.examples import command
from handsonn.cli.options import json_option

SECTIONS = {
    "The script": ("time_limit", "fit", "training"),
    "The diagnosis": ("symptom", "prove", "seeds", "trial_time"),
    "Results": ("out", "force", "report", "checks"),
}  # fmt: skip


@command(
    "handsonn diagnose my_network.py",
    'handsonn diagnose my_network.py --symptom "loss is nan"',
    "handsonn diagnose my_network.py --no-training",
    "handsonn diagnose my_network.py --time-limit 60 -- data.csv --epochs 5",
    sections=SECTIONS,
)
@click.argument("script", metavar="SCRIPT.py")
@click.argument("arguments", nargs=-1)
@click.option(
    "--time-limit",
    type=click.FloatRange(1),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="End the script after so long; what it did until then is diagnosed.",
)
@click.option(
    "--fit",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Which call of fit to look at.  [default: the one at fault, else the last]",
)
@click.option(
    "--training/--no-training",
    default=True,
    show_default=True,
    help="Without: look at the network and the data when fit is called, and end the script there.",
)
@click.option("--symptom", metavar="WORDS", default="", help='What you see, such as "loss is nan".')
@click.option(
    "--prove/--no-prove",
    default=True,
    show_default=True,
    help="Try the changes: train with and without, from the same seeds.",
)
@click.option("--seeds", type=click.IntRange(2, 100), default=5, show_default=True, help="Of each proof.")
@click.option(
    "--trial-time",
    type=click.FloatRange(1),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="About how long trials and proofs may take.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write report and figures here.  [default: diagnoses/SCRIPT-0001 and so on]",
)
@click.option("--force", is_flag=True, help="Replace the diagnosis that is in --out already.")
@click.option("--report/--no-report", default=True, show_default=True, help="Write the report.")
@click.option("--checks", is_flag=True, help="List the checks that passed, too.")
@json_option
@click.pass_context
def diagnose(
    ctx: click.Context, /, *, script: str, arguments: tuple[str, ...], as_json: bool, **asked: Any
) -> None:
    """Say why the network in your own script does not learn.

    SCRIPT.py is run as `python SCRIPT.py` runs it, with its calls of fit watched; it needs no edits, and what
    stands after -- is given to it. It may be written for keras or tensorflow.keras. Each cause comes with
    what was seen, the change to make, and a proof: the network trained with and without the change from the
    same seeds.

    Ctrl-C ends the script and diagnoses what it did; a second Ctrl-C stops at once.
    """
    from handsonn.cli.diagnose_session import diagnose_script

    ctx.exit(diagnose_script(script, arguments, asked, as_json=as_json))
