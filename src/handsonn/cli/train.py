"""`handsonn train`: data to a trained, judged and saved network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handsonn.cli.contradictions import refuse_contradictions
from handsonn.cli.examples import command
from handsonn.cli.options import LayerSizes, data_argument, json_option, reading_options, runs_option

SECTIONS = {
    "Data": (
        "target", "missing", "without", "task", "download", "scaler",
        "validation", "validation_split", "validation_data", "test", "split_seed",
    ),
    "Network": ("layers", "activation", "target_scaler", "model"),
    "Training": (
        "epochs", "batch_size", "optimizer", "learning_rate", "early_stopping", "seed", "seeds", "fresh",
    ),
}  # fmt: skip
Fraction = click.FloatRange(0, 1, max_open=True)


@command(
    "handsonn train digits",
    "handsonn train fashion_mnist_small --layers 300,100 --epochs 10 --early-stopping 3",
    "handsonn train houses.csv --target price --scaler standard --seeds 3",
    "handsonn train digits --model my_model.py:make_model",
    sections=SECTIONS,
)
@data_argument
@click.option("--target", metavar="COLUMN", help="The column to predict (tables).")
@reading_options
@click.option(
    "--layers",
    type=LayerSizes(),
    default="300,100",
    show_default=True,
    help="Units of each hidden layer; 'none' for no hidden layer.",
)
@click.option("--activation", default="relu", show_default=True, help="Of the hidden layers.")
@click.option(
    "--model", metavar="FILE.py:FUNCTION", help="Your own network: a function that returns a compiled model."
)
@click.option(
    "--scaler", default="minmax", show_default=True, help="none, minmax, standard or normalization."
)
@click.option(
    "--target-scaler",
    type=click.Choice(["standard", "none"]),
    default="standard",
    show_default=True,
    help="Of a regression: let the network learn large targets as fast as small ones.",
)
@click.option(
    "--validation", type=Fraction, default=0.1, show_default=True, help="Share of the samples; 0: none."
)
@click.option("--validation-split", type=Fraction, help="Keras' way instead: the last rows, unshuffled.")
@click.option("--validation-data", metavar="DATA", help="A file or data set of its own instead.")
@click.option(
    "--test", type=Fraction, help="Share of the samples.  [default: the data's own test set, or 0.2]"
)
@click.option(
    "--split-seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Draws the validation and test samples.",
)
@click.option(
    "--optimizer", default="adam", show_default=True, help="As Keras names it: adam, sgd, rmsprop, ..."
)
@click.option("--learning-rate", type=float, help="[default: the optimizer's own]")
@click.option(
    "--batch-size", type=click.IntRange(1), default=32, show_default=True, help="Samples per update."
)
@click.option(
    "--epochs", type=click.IntRange(1), default=20, show_default=True, help="Passes over the samples."
)
@click.option(
    "--early-stopping",
    type=click.IntRange(1),
    metavar="PATIENCE",
    help="Stop after so many epochs without a lower validation loss, and keep the best epoch's weights.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Draws the first weights and the order of samples.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Train so many runs, with --seed and the seeds after it.",
)
@click.option("--fresh", is_flag=True, help="Begin anew, even if an interrupted training could go on.")
@click.option(
    "--report/--no-report", default=True, show_default=True, help="Draw the pictures and the HTML report."
)
@runs_option
@json_option
@click.pass_context
def train(
    ctx: click.Context, /, *, runs_folder: Path, as_json: bool, report: bool, fresh: bool, **settings: Any
) -> None:
    """Train a network on DATA, judge it, and keep the run.

    DATA is a data set's name (`handsonn data list`), a CSV, TSV, Parquet or .npz file, or a folder with one
    sub-folder of images per class.

    Ctrl-C stops and keeps what was learnt; the same command then goes on where it stopped.
    """
    refuse_contradictions(ctx)
    from handsonn.cli.train_session import train_seeds

    typed = ctx.find_root().obj or ()
    code = train_seeds(settings, runs_folder, typed, as_json=as_json, report=report, fresh=fresh)
    ctx.exit(code)
