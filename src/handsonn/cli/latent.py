"""`handsonn latent`: data to codes, maps, walks and a page to explore them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handsonn.cli.examples import command
from handsonn.cli.options import LayerSizes, data_argument, json_option, reading_options, runs_option

SECTIONS = {
    "Data": ("target", "missing", "without", "task", "download", "test"),
    "Autoencoder": (
        "latent_dim", "kind", "layers", "epochs", "batch_size", "learning_rate", "seed",
        "encoder", "decoder", "run", "layer",
    ),
    "Maps": ("maps", "dimensions", "k", "reg", "perplexity"),
    "Results": ("out", "force", "pictures"),
}  # fmt: skip
MAPS = ("pca", "tsne", "lle", "pacmap", "umap")
KINDS = ("dense", "convolutional", "variational", "denoising")


@command(
    "handsonn latent digits --latent-dim 8",
    "handsonn latent digits --latent-dim 8 --map lle --dimensions 3 --k 15",
    "handsonn latent houses.csv --target price --latent-dim 2",
    sections=SECTIONS,
)
@data_argument
@click.option(
    "--target",
    metavar="COLUMN",
    help="The column that colours the maps (tables); it is not encoded. Without it every column is.",
)
@reading_options
@click.option(
    "--test",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Share of the samples that is held out.  [default: the data's own test set, or 0.2]",
)
@click.option(
    "--latent-dim",
    type=click.IntRange(1, 64),
    help="How many numbers each sample becomes.  [default: 8, or 2 where a sample has 8 or fewer]",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="Of autoencoder.  [default: convolutional for large images, else dense]",
)
@click.option("--layers", type=LayerSizes(), help="Units, or filters, of the encoder's hidden layers.")
@click.option("--epochs", type=click.IntRange(0), help="Passes over the samples.  [default: by their number]")
@click.option("--batch-size", type=click.IntRange(1), help="Samples per update.  [default: by their number]")
@click.option("--learning-rate", type=float, help="At the start; it falls to 0.  [default: by the data]")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Draws first weights, the order of samples, and what a map draws.",
)
@click.option(
    "--encoder",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own encoder (.keras); trained with --decoder, unless --epochs 0.",
)
@click.option("--decoder", type=click.Path(path_type=Path), metavar="FILE", help="Your own decoder (.keras).")
@click.option("--run", metavar="NAME", help="Take a layer of this run's network as the code; see --layer.")
@click.option("--layer", metavar="NAME", help="The layer of --run whose output is the code.")
@click.option(
    "--map",
    "maps",
    type=click.Choice(MAPS),
    multiple=True,
    help="A map to make; may be given again.  [default: pca]",
)
@click.option(
    "--dimensions",
    type=click.Choice(["2", "3"]),
    multiple=True,
    help="Of the maps; may be given twice, for both.  [default: 2]",
)
@click.option("--k", type=int, help="Neighbours of each sample, for lle, pacmap and umap.")
@click.option("--reg", type=float, help="Regularisation of lle.")
@click.option("--perplexity", type=float, help="Of tsne: as how many neighbours those of a sample count.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write the results here.  [default: latent/DATA-0001 and so on]",
)
@click.option("--force", is_flag=True, help="Replace the latent space that is in --out already.")
@click.option(
    "--pictures/--no-pictures", default=True, show_default=True, help="Draw the pictures (PNG and SVG)."
)
@runs_option
@json_option
@click.pass_context
def latent(ctx: click.Context, /, *, runs_folder: Path, as_json: bool, **asked: Any) -> None:
    """Compress DATA into a few numbers per sample, and map them.

    An autoencoder learns to pass each sample through --latent-dim numbers, its code. The codes are mapped,
    walked through and sampled; codes, maps, pictures, networks and explorer.html, a page that works from disk
    without a server, go into one folder.

    DATA is a data set's name (`handsonn data list`), a CSV, TSV, Parquet or .npz file, or a folder with one
    sub-folder of images per class. Ctrl-C stops and keeps what is whole.
    """
    from handsonn.cli.latent_session import make_latent_space

    typed = ctx.find_root().obj or ()
    ctx.exit(make_latent_space(asked, runs_folder, typed, as_json=as_json))
