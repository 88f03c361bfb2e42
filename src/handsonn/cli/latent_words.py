"""What `handsonn latent` says at its end: what is kept, how far each map can be trusted, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handsonn.cli.terminal import results as output
from handsonn.cli.terminal import say
from handsonn.experiments.exploration_trust import in_words
from handsonn.experiments.latent_keep import EXPLORER_FILE, MAPS_FILE, PICTURES, KeptResults
from handsonn.experiments.latent_results import JudgedMap, LatentResults
from handsonn.experiments.latent_script import SCRIPT_FILE

if TYPE_CHECKING:
    from rich.console import Console

_MEASURES = ("trustworthiness", "continuity", "kept_neighbours")
_ALIKE = 1.05
_MANY = 10
_MEGABYTE = 1e6


def print_results(kept: KeptResults, results: LatentResults) -> None:
    """Print what was made, and where it is."""
    console, space = output(), results.space
    epochs = max((len(values) for values in space.history.values()), default=0)
    trained = f", {epochs} epoch{'' if epochs == 1 else 's'} in {space.seconds:.1f} s" if epochs else ""
    numbers = f"{space.latent_dim} number{'' if space.latent_dim == 1 else 's'}"
    console.print(
        f"{kept.folder.name}: {len(space.codes):,} codes of {numbers}, {space.source}{trained}.",
        markup=False, soft_wrap=True,
    )  # fmt: skip
    for line in error_in_words(results):
        console.print(line, markup=False, soft_wrap=True)
    if results.maps:
        console.print()
        _print_maps(console, results)
    console.print()
    _print_files(console, kept)
    for note in kept.record.notes:
        say(note)


def error_in_words(results: LatentResults) -> list[str]:
    """Say how much is lost of samples that were never seen, and how much PCA loses."""
    space = results.space
    if space.decoder is None:
        return ["Nothing turns these codes back into samples, so there is no error to tell."]
    count = len(space.data.held_out_rows)
    if not count:
        return [f"Error of the training samples (mean squared): {space.train_error:.4g}."]
    error, pca = space.held_out_error, results.pca_error
    lines = [f"Error of the {count:,} held-out samples (mean squared): {error:.4g}."]
    if pca is None:
        return lines
    plural = "" if space.latent_dim == 1 else "s"
    ratio = pca / error if error > 0 else float("inf")
    verdict = (
        f"{ratio:,.0f} times as much"
        if ratio >= _MANY
        else f"{ratio:.2g} times as much"
        if ratio > _ALIKE
        else "less: the network is not worth its trouble here; more epochs or another --layers may help"
        if ratio < 1 / _ALIKE
        else "about the same: what these data keep of themselves is nearly flat"
    )
    return [*lines, f"PCA with {space.latent_dim} component{plural}: {pca:.4g}, {verdict}."]


def _print_maps(console: Console, results: LatentResults) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("map")
    for words in ("trustworthiness", "continuity", "neighbours kept"):
        table.add_column(words, justify="right")
    for judged in results.maps:
        facts = judged.judgement.facts
        told = [f"{facts[name]:.3f}" if name in facts else "" for name in _MEASURES]
        table.add_row(_title(judged), *told)
    console.print(table)
    for judged in results.maps:
        if judged.judgement.facts:
            words = f"{_title(judged)}: {_small(in_words(judged.judgement.facts))}"
            console.print(words, markup=False, soft_wrap=True)


def _title(judged: JudgedMap) -> str:
    return f"{judged.title}, {judged.map.dimensions}-D"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _print_files(console: Console, kept: KeptResults) -> None:
    folder = kept.folder
    explorer, pictures = folder / EXPLORER_FILE, sorted((folder / PICTURES).glob("*.png"))
    parts = [name for name in ("encoder.keras", "decoder.keras") if (folder / name).is_file()]
    lines = [f"Kept in {folder}"]
    lines += [f"  codes     codes.npz{', ' + MAPS_FILE if (folder / MAPS_FILE).is_file() else ''}"]
    lines += [f"  networks  {', '.join(parts)}"]
    if pictures:
        lines += [f"  pictures  {len(pictures)} in {PICTURES}/, each as PNG and SVG"]
    if (folder / SCRIPT_FILE).is_file():
        lines += [f"  script    {SCRIPT_FILE}, which repeats the training with Keras alone"]
    lines += ["  records   latent_space.json (codes and networks), record.json (what was made of them)"]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)
    if explorer.is_file():
        size = explorer.stat().st_size / _MEGABYTE
        console.print(
            f"\nNext, open this page in a browser ({size:.1f} MB; it needs no server and no network):\n"
            f"  {explorer}",
            markup=False, soft_wrap=True,
        )  # fmt: skip
