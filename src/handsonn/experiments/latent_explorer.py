"""The explorer file of a latent space: what goes into it, and how much of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.experiments.exploration_samples import SampleView
from handsonn.experiments.exploration_trust import in_words
from handsonn.experiments.latent_loading import data_notes
from handsonn.experiments.latent_results import JudgedMap, LatentResults
from handsonn.records import Array, LatentMap

if TYPE_CHECKING:
    from handsonn.experiments.latent_space import LatentSpace
    from handsonn.models.plain_layers import PlainLayer
    from handsonn.plots.explorer_file import ExplorerFile

MOST_BYTES = 64_000_000  # of the file; browsers open it in a few seconds
_DRAWN_NEIGHBOURS = 5
_TEXT_PER_BYTE = 4 / 3  # base64
_TRIED = 1_024  # images that tell how small the others become
_MOST_LABELS = 255


@dataclass(frozen=True, eq=False)
class _Chosen:
    """Which samples the file holds: their rows, rising, and a sentence where some are left out."""

    rows: Array
    note: str


def write_explorer(results: LatentResults, path: Path, *, script: str, sheet: str) -> str:
    """Write the explorer file; return a sentence where not all samples are in it, else "".

    script, sheet: the page's joined modules and the look of the cloud.
    """
    from handsonn.plots.explorer_file import explorer_page

    if not results.maps:
        return ""
    chosen = _choose(results)
    path.write_text(explorer_page(explorer_file(results, chosen.rows, chosen.note), script, sheet), "utf-8")
    return chosen.note


def explorer_file(results: LatentResults, rows: Array, note: str = "") -> ExplorerFile:
    """Gather what the file shows of these rows of the data set."""
    from handsonn.plots.explorer_file import ExplorerFile, image_sheets

    space = results.space
    networks = _networks(space)
    images = _images(space, rows)
    size = f"{space.latent_dim} number{'' if space.latent_dim == 1 else 's'}"
    return ExplorerFile(
        title=f"The latent space of {space.dataset.name}",
        sentence=f"{len(space.codes):,} samples, each as a code of {size}, made by {space.source}. "
        f"{_error_words(results)}",
        notes=(*data_notes(space), *((note,) if note else ())),
        facts=_facts(results, rows, networks, images),
        arrays=_arrays(results, rows, networks, images is not None),
        sheets=() if images is None else image_sheets(images),
    )


def _choose(results: LatentResults) -> _Chosen:
    """Take all samples, or as many drawn at random as the file has room for."""
    count = len(results.space.codes)
    room = MOST_BYTES - _network_bytes(results.space)
    fitting = int(room / (_TEXT_PER_BYTE * _bytes_per_sample(results)))
    if fitting >= count:
        return _Chosen(np.arange(count), "")
    rows = np.sort(np.random.default_rng(0).choice(count, max(fitting, 1), replace=False))
    words = (
        f"explorer.html holds {len(rows):,} of the {count:,} samples, drawn at random, so that it stays "
        f"below {MOST_BYTES / 1e6:.0f} MB; the maps were made of all of them."
    )
    return _Chosen(rows, words)


def _network_bytes(space: LatentSpace) -> int:
    models = [model for model in (space.encoder, space.decoder) if model is not None]
    return int(_TEXT_PER_BYTE * sum(4 * model.count_params() for model in models))


def _bytes_per_sample(results: LatentResults) -> float:
    from handsonn.plots.explorer_file import image_sheets

    space = results.space
    numbers = space.latent_dim + _DRAWN_NEIGHBOURS + 3
    numbers += sum(judged.map.dimensions + 1 for judged in results.maps)
    tried = _images(space, np.arange(len(space.codes))[:: max(1, len(space.codes) // _TRIED)])
    if tried is None:
        return 4.0 * (numbers + math.prod(space.data.samples.shape[1:]))
    return 4.0 * numbers + sum(len(png) for png in image_sheets(tried)) / len(tried)


def _images(space: LatentSpace, rows: Array) -> Array | None:
    view = SampleView(space)
    return np.asarray(view.real(rows)["pixels"]) if view.kind == "image" else None


def _networks(space: LatentSpace) -> dict[str, tuple[PlainLayer, ...]]:
    """Give the networks that a few lines of JavaScript can compute; the encoder only beside a decoder."""
    from handsonn.models.plain_layers import plain_layers

    found: dict[str, tuple[PlainLayer, ...]] = {}
    for name in ("decoder", "encoder"):
        model = getattr(space, name)
        layers = None if model is None else plain_layers(model)
        if layers is None:
            return found
        found[name] = layers
    return found


def _facts(
    results: LatentResults, rows: Array, networks: dict[str, tuple[PlainLayer, ...]], images: Array | None
) -> dict[str, Any]:
    space = results.space
    dataset, known = space.dataset, space.data.preparation
    classes = dataset.task == "classification"
    return {
        "samples": len(rows),
        "class_names": list(dataset.class_names) if classes else [],
        "target": dataset.target_name,
        "feature_names": list(dataset.feature_names),
        "maps": [_map_facts(judged, space) for judged in results.maps],
        "networks": {name: [layer.activation for layer in layers] for name, layers in networks.items()},
        "preparation": {
            "multiply": np.atleast_1d(known.multiply).astype(float).tolist(),
            "add": np.atleast_1d(known.add).astype(float).tolist(),
        },
        "image": None if images is None else _image_facts(dataset.x, images),
        "largest": _largest(space, rows),
        "spread": _spread(space),
        "start": _start(results, rows),
        "generated": _generated_facts(results),
    }


def _map_facts(judged: JudgedMap, space: LatentSpace) -> dict[str, Any]:
    from handsonn.latent.maps.registry import method_named

    facts = judged.judgement.facts
    return {
        "title": f"{judged.title}, {judged.map.dimensions}-D",
        "what": method_named(judged.map.method).what,
        "parameters": dict(judged.map.parameters),
        "measures": facts,
        "words": " ".join(
            words for words in (in_words(facts) if facts else "", _variance(judged.map)) if words
        ),
        "projection": _projection_facts(space, judged.map) if judged.map.method == "pca" else None,
    }


def _variance(made: LatentMap) -> str:
    """Say what share of the codes' variance each axis of a PCA map shows."""
    names = [f"explained_{axis}" for axis in range(1, made.dimensions + 1)]
    if made.method != "pca" or not set(names) <= set(made.facts):
        return ""
    shares = [f"{made.facts[name]:.0%}" for name in names]
    return f"The axes show {', '.join(shares[:-1])} and {shares[-1]} of the codes' variance."


def _projection_facts(space: LatentSpace, made: LatentMap) -> dict[str, Any]:
    """Tell how codes become places; the file may not hold all the samples that this is known from."""
    from handsonn.latent.projection import projection

    found = projection(space.codes, made.positions)
    return {"centre": found.centre.tolist(), "axes": found.axes.T.tolist(), "keeps_all": found.keeps_all}


def _image_facts(x: Array, images: Array) -> dict[str, Any]:
    from handsonn.plots.explorer_file import images_per_sheet

    low, high = grey_range(x)
    channels = images.shape[3] if images.ndim == 4 else 1  # noqa: PLR2004 - (count, height, width, 3)
    height, width = images.shape[1:3]
    return {
        "height": height, "width": width, "channels": channels, "low": low, "high": high,
        "per_sheet": images_per_sheet(images),
    }  # fmt: skip


def grey_range(x: Array) -> tuple[float, float]:
    """Tell which pixel values are drawn as black and as white, as sample_view.image_bytes stretches them."""
    low, high = float(x.min(initial=0)), float(x.max(initial=1))
    return (0.0, 255.0) if x.dtype == np.uint8 and high > 127 else (low, high)  # noqa: PLR2004


def _largest(space: LatentSpace, rows: Array) -> float:
    """Give the size of number that fills a bar: all but one in a hundred are smaller."""
    some = space.data.samples[rows[:: max(1, len(rows) // 2_000)]]
    return float(np.quantile(np.abs(some), 0.99)) or 1.0


def _spread(space: LatentSpace) -> float:
    from_centre = space.codes - space.codes.mean(axis=0, dtype=np.float64)
    return float(np.sqrt(np.mean(np.sum(np.square(from_centre), axis=1)))) or 1.0


def _start(results: LatentResults, rows: Array) -> list[int]:
    """Begin with the results' walk, where both of its ends are in the file."""
    if results.walk is None:
        return []
    ends = [results.walk.start, results.walk.end]
    return [int(np.searchsorted(rows, end)) for end in ends] if np.isin(ends, rows).all() else []


def _generated_facts(results: LatentResults) -> dict[str, Any] | None:
    if results.generated is None or results.nearest is None:
        return None
    source = (
        "a standard normal distribution"
        if results.space.is_variational
        else "a density fitted on the training samples' codes"
    )
    return {
        "distances": results.nearest.distances[:, 0].astype(float).tolist(),
        "typical": results.nearest.typical,
        "source": source,
    }


def _arrays(
    results: LatentResults, rows: Array, networks: dict[str, tuple[PlainLayer, ...]], are_images: bool
) -> dict[str, Array]:
    space = results.space
    codes = space.codes[rows]
    arrays: dict[str, Array] = {"codes": codes}
    if len(rows) < len(space.codes):
        arrays["rows"] = rows.astype(np.int32)
    if (labels := _labels(space)) is not None:
        arrays["labels"] = labels[rows]
    if space.decoder is not None:
        arrays["errors"] = space.errors[rows].astype(np.float32)
    if len(rows) > _DRAWN_NEIGHBOURS:
        arrays["neighbours"] = _neighbours(space, rows)
    if not are_images:
        arrays["samples"] = space.data.samples[rows].reshape(len(rows), -1).astype(np.float32)
    for at, judged in enumerate(results.maps):
        arrays[f"map-{at}"] = judged.map.positions[rows]
        if judged.judgement.stretch is not None:
            arrays[f"stretch-{at}"] = judged.judgement.stretch[rows].astype(np.float32)
    return arrays | _network_arrays(networks) | _generated_arrays(results)


def _network_arrays(networks: dict[str, tuple[PlainLayer, ...]]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for name, layers in networks.items():
        for at, layer in enumerate(layers):
            if layer.kernel is not None and layer.bias is not None:
                arrays |= {f"{name}-{at}-kernel": layer.kernel, f"{name}-{at}-bias": layer.bias}
    return arrays


def _generated_arrays(results: LatentResults) -> dict[str, Array]:
    if results.generated is None or results.nearest is None:
        return {}
    near = results.space.data.samples[results.nearest.rows[:, 0]]
    return {
        "generated": results.generated.codes.astype(np.float32),
        "nearest": near.reshape(len(near), -1).astype(np.float32),
    }


def _labels(space: LatentSpace) -> Array | None:
    y = space.dataset.y
    if y is None or y.ndim != 1:
        return None
    if space.dataset.task != "classification":
        return y.astype(np.float32)
    return y.astype(np.uint8 if len(space.dataset.class_names) <= _MOST_LABELS else np.int32)


def _neighbours(space: LatentSpace, rows: Array) -> Array:
    """Find the nearest codes of each among those that the file holds."""
    from handsonn.latent.neighbours import nearest

    if len(rows) == len(space.codes):
        return np.asarray(space.neighbours(_DRAWN_NEIGHBOURS).indices)
    return nearest(space.codes[rows], _DRAWN_NEIGHBOURS).indices


def _error_words(results: LatentResults) -> str:
    space, pca = results.space, results.pca_error
    if space.decoder is None or not len(space.data.held_out_rows):
        return ""
    beside = "" if pca is None else f"; PCA with as many components: {pca:.4g}"
    return f"Mean squared error of samples that were never seen: {space.held_out_error:.4g}{beside}."
