"""`handsonn save`: a kept network in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from handsonn.cli.examples import command
from handsonn.cli.options import allow_option, json_option, overwrite_option, run_argument, runs_option

FORMATS = ("json", "yaml", "weights", "keras", "onnx", "script")


@command(
    "handsonn save last --format yaml --format weights --to my_models",
    "handsonn save last --format onnx --name digit_reader",
    "handsonn save last --format script --to repeat_digits",
)
@run_argument
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    default=("keras",),
    show_default=True,
    help="May be repeated.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="here",
    help="The folder to write into; made if it is missing.",
)
@click.option("--name", metavar="NAME", help="Of the files, without a suffix.  [default: the run's name]")
@overwrite_option
@allow_option
@runs_option
@json_option
def save(
    run: str,
    *,
    formats: tuple[str, ...],
    folder: Path,
    name: str | None,
    overwrite: bool,
    allow: tuple[str, ...],
    runs_folder: Path,
    as_json: bool,
) -> None:
    """Save the network of RUN in other formats.

    json and yaml hold the architecture, weights the weights, keras and onnx the whole model.

    The script is plain Keras; with the data.npz beside it, it repeats the run without handsonn.
    """
    from handsonn.cli.terminal import print_json, results
    from handsonn.experiments import open_run
    from handsonn.journal import Journal

    kept = open_run(Journal(runs_folder), run, allow=allow)
    paths = kept.save(folder / (name or kept.record.name), formats, overwrite=overwrite)
    if as_json:
        print_json({"run": kept.record.name, "files": [str(path) for path in paths]})
        return
    for path in paths:
        results().print(str(path), markup=False, soft_wrap=True)
