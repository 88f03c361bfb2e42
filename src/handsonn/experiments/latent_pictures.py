"""The pictures of a latent space: maps, learning curve, errors, reconstructions, walk, generated samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.experiments.exploration_samples import SampleView
from handsonn.experiments.exploration_trust import in_words
from handsonn.experiments.latent_results import SHOWN_SAMPLES, JudgedMap, LatentResults
from handsonn.records import Array

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from handsonn.experiments.latent_space import LatentSpace
    from handsonn.plots.latent_map import Colouring

Drawn = tuple[str, Callable[[], "Figure"]]
_MOST_NUMBERS = 400  # of a sample that are drawn as a curve


def latent_pictures(results: LatentResults) -> Iterator[Drawn]:
    """Name each picture's file, without its suffix, and give the function that draws it."""
    space = results.space
    for judged in results.maps:
        yield from _of_map(results, judged)
    if space.history:
        yield "learning_curve", lambda: _learning_curve(space)
    if space.decoder is None:
        return
    yield "errors", lambda: _errors(results)
    yield "reconstructions", lambda: _reconstructions(results)
    if results.walk is not None:
        yield "walk", lambda: _walk(results)
    if results.generated is not None:
        yield "generated", lambda: _generated(results)


def _of_map(results: LatentResults, judged: JudgedMap) -> Iterator[Drawn]:
    from handsonn.plots.latent_map import Colouring, latent_map

    space, size = results.space, judged.map.dimensions
    title = f"{judged.title} of {space.dataset.name} in {size}-D"
    sentence = in_words(judged.judgement.facts) if judged.judgement.facts else ""
    positions, by_label = judged.map.positions, label_colouring(space)
    if by_label is not None:
        words = f"{title}, coloured by {by_label.name}"
        yield f"{judged.name}_label", lambda: latent_map(positions, by_label, title=words, sentence=sentence)
    if judged.judgement.stretch is not None:
        stretch = Colouring("stretch (1: true neighbours are shown)", judged.judgement.stretch)
        told = f"{title}, coloured by stretch"
        yield f"{judged.name}_stretch", lambda: latent_map(positions, stretch, title=told, sentence=sentence)
    elif by_label is None:
        yield judged.name, lambda: latent_map(positions, None, title=title, sentence=sentence)


def label_colouring(space: LatentSpace) -> Colouring | None:
    """Give the labels as what colours a map; None where there is not one for each sample."""
    from handsonn.plots.latent_map import Colouring

    dataset = space.dataset
    if dataset.y is None or dataset.y.ndim != 1:
        return None
    names = dataset.class_names if dataset.task == "classification" else ()
    return Colouring(dataset.target_name or ("class" if names else "target"), dataset.y, names)


def _learning_curve(space: LatentSpace) -> Figure:
    from handsonn.plots import learning_curves

    shown = {"mse": "reconstruction_error", "val_mse": "val_reconstruction_error"}
    history = {words: space.history[name] for name, words in shown.items() if name in space.history}
    return learning_curves(history or space.history)


def _errors(results: LatentResults) -> Figure:
    from handsonn.plots.latent_errors import latent_errors

    space = results.space
    rows = space.data.held_out_rows
    return latent_errors(
        space.errors[rows] if len(rows) else space.errors, results.pca_error, numbers=space.latent_dim
    )


def _reconstructions(results: LatentResults) -> Figure:
    from handsonn.plots.latent_samples import SampleRow, latent_samples

    space = results.space
    held_out = space.data.held_out_rows
    among = held_out if len(held_out) else np.arange(len(space.codes))
    chosen = np.sort(np.random.default_rng(0).choice(among, min(SHOWN_SAMPLES, len(among)), replace=False))
    errors = tuple(f"{error:.3g}" for error in space.errors[chosen])
    rows = [
        SampleRow("samples", real(space, chosen)),
        SampleRow("reconstructed", decoded(space, space.reconstruct(chosen)), errors),
    ]
    return latent_samples(
        rows,
        title=f"{len(chosen)} samples, and what {space.latent_dim} numbers keep of each",
        sentence="Under each: its mean squared error. None of these samples trained the network."
        if len(held_out)
        else "Under each: its mean squared error.",
    )


def _walk(results: LatentResults) -> Figure:
    from handsonn.plots.latent_samples import SampleRow, latent_samples

    walk: Any = results.walk
    space = results.space
    mixed = np.linspace(0, 1, len(walk.steps.codes)).reshape(-1, *[1] * (space.data.samples.ndim - 1))
    ends = space.data.samples[[walk.start, walk.end]]
    mixture = (1 - mixed) * ends[0] + mixed * ends[1]
    rows = [
        SampleRow("decoded steps", decoded(space, walk.steps.samples), _shares(walk.steps)),
        SampleRow("samples mixed", decoded(space, mixture)),
    ]
    return latent_samples(
        rows,
        title=f"From sample {walk.start} to sample {walk.end}",
        sentence="Under each step: how far encoding it leads away from its code, as a share of the codes' "
        "spread. The lower row mixes the two samples value by value.",
    )


def _generated(results: LatentResults) -> Figure:
    from handsonn.plots.latent_samples import SampleRow, latent_samples

    made: Any = results.generated
    near: Any = results.nearest
    space = results.space
    count = min(SHOWN_SAMPLES, len(made.codes))
    rows = [
        SampleRow("generated", decoded(space, made.samples[:count]), _shares(made)[:count]),
        SampleRow(
            "nearest real",
            real(space, near.rows[:count, 0]),
            tuple(f"{far:.2g}" for far in near.distances[:count, 0]),
        ),
    ]
    return latent_samples(
        rows,
        title=f"Samples that never were, and the training sample nearest to each ({space.dataset.name})",
        sentence="Under the upper row: the round trip as a share of the codes' spread. Under the lower: the "
        f"distance per value; a real sample is typically {near.typical:.2g} from its nearest, a copy "
        "would be much nearer.",
    )


def _shares(steps: Any) -> tuple[str, ...]:
    return tuple(f"{share:.0%}" for share in steps.round_trips)


def real(space: LatentSpace, rows: Array) -> Array:
    """Give these samples as a picture draws them: uint8 images, or prepared numbers, (count, numbers)."""
    view = SampleView(space)
    if view.kind == "image":
        return np.asarray(view.real(rows)["pixels"])
    return _numbers(space.data.samples[rows])


def decoded(space: LatentSpace, samples: Array) -> Array:
    """Give prepared samples, as a decoder makes them, as a picture draws them."""
    view = SampleView(space)
    if view.kind == "image":
        return np.asarray(view.decoded(samples)["pixels"])
    return _numbers(samples)


def _numbers(samples: Array) -> Array:
    return np.asarray(samples, np.float64).reshape(len(samples), -1)[:, :_MOST_NUMBERS]
