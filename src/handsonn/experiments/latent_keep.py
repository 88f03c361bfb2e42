"""The results of `handsonn latent` in a folder of their own, which appears whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.errors import HandsonnError
from handsonn.experiments.latent_folder import refuse_existing_folder, save_latent_space
from handsonn.experiments.latent_loading import data_notes
from handsonn.experiments.latent_pictures import latent_pictures
from handsonn.experiments.latent_results import JudgedMap, LatentResults
from handsonn.records import dumps

RESULTS = Path("latent")
RECORD_FILE, MAPS_FILE, PICTURES, EXPLORER_FILE = "record.json", "maps.npz", "pictures", "explorer.html"
WritePage = Callable[[LatentResults, Path], str]


@dataclass(frozen=True)
class MapRecord:
    """A map as text. Its measures are a Judgement's facts: empty for samples too few to have neighbourhoods.

    file: its positions, a row for each sample. k: how many neighbours the measures look at.
    """

    method: str
    dimensions: int
    seed: int
    parameters: dict[str, float]
    facts: dict[str, float]
    measures: dict[str, float]
    k: int
    seconds: float
    file: str


@dataclass(frozen=True)
class LatentResultsRecord:
    """What `handsonn latent` made of a latent space, as text; the space itself is in latent_space.json.

    refused: title and reason of each map that could not be made. generated_distances, real_distance: from
    each generated sample to its nearest training sample, and what is typical of a real one.
    """

    name: str
    command: str
    pca_error: float | None
    maps: tuple[MapRecord, ...]
    refused: tuple[tuple[str, str], ...]
    stopped: bool
    walk: tuple[int, int] | None
    generated_distances: tuple[float, ...]
    real_distance: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Keeping:
    """How results are kept: where (None: latent/NAME-0001 and so on), and by which command as it was typed.

    force: whether an earlier latent space in that place may be replaced. pictures: whether they are drawn.
    """

    out: Path | None
    force: bool = False
    pictures: bool = True
    command: str = ""


@dataclass(frozen=True, eq=False)
class KeptResults:
    """Where the results are, and their record."""

    folder: Path
    record: LatentResultsRecord


def refuse_out(out: Path | None, *, force: bool) -> None:
    """Raise UsageError where the results could not be written, before anything is trained."""
    from handsonn.experiments.train_and_keep import refuse_unwritable

    if out is not None:
        refuse_existing_folder(out.expanduser(), overwrite=force)
    refuse_unwritable(RESULTS if out is None else out.expanduser().parent)


def keep_latent_results(results: LatentResults, how: Keeping, write_page: WritePage) -> KeptResults:
    """Write everything into a folder, and give that folder with its record.

    write_page: writes the explorer file and returns a note on it, or "".
    Raises UsageError for a folder that is there already, HandsonnError when the disk refuses.
    """
    if how.out is not None:
        place = how.out.expanduser()
        return KeptResults(place, _write(results, how, place, place.name, write_page))
    from handsonn.journal.claim import claimed
    from handsonn.journal.names import run_stem

    try:
        with claimed(RESULTS, run_stem(results.space.dataset.name)) as claim:
            record = _write(results, how, claim.partial, claim.name, write_page)
            claim.publish()
    except OSError as error:
        raise HandsonnError(
            f"the results could not be written into {RESULTS} ({error.strerror or error}); make room or "
            "choose another folder with --out."
        ) from None
    return KeptResults(RESULTS / claim.name, record)


def _write(
    results: LatentResults, how: Keeping, place: Path, name: str, write_page: WritePage
) -> LatentResultsRecord:
    records: list[LatentResultsRecord] = []

    def beside(folder: Path) -> None:
        _write_maps(results, folder)
        if how.pictures:
            _write_pictures(results, folder / PICTURES)
        note = write_page(results, folder / EXPLORER_FILE)
        told = (*data_notes(results.space), *((note,) if note else ()))
        records.append(_record(results, name, how.command, told))
        (folder / RECORD_FILE).write_text(dumps(records[0]), encoding="utf-8")

    save_latent_space(results.space, place, overwrite=how.force, beside=beside)
    return records[0]


def _write_maps(results: LatentResults, folder: Path) -> None:
    """Write all maps as one .npz, and each as a table for other programs."""
    if not results.maps:
        return
    arrays: dict[str, Any] = {judged.name: judged.map.positions for judged in results.maps}
    for judged in results.maps:
        if judged.judgement.stretch is not None:
            arrays[f"{judged.name}_stretch"] = judged.judgement.stretch.astype(np.float32)
        _write_table(results, judged, folder / f"{judged.name}.csv")
    np.savez_compressed(folder / MAPS_FILE, **arrays)


def _write_table(results: LatentResults, judged: JudgedMap, path: Path) -> None:
    from handsonn.experiments.sample_view import label_text

    dataset, stretch = results.space.dataset, judged.judgement.stretch
    single = dataset.y is not None and dataset.y.ndim == 1
    heads = [f"axis_{axis + 1}" for axis in range(judged.map.dimensions)]
    heads += (["stretch"] if stretch is not None else []) + (["label"] if single else [])
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["row", *heads])
        for row, place in enumerate(judged.map.positions):
            told = [f"{stretch[row]:.6g}"] if stretch is not None else []
            told += [label_text(dataset, row)] if single else []
            table.writerow([row, *(f"{value:.7g}" for value in place), *told])


def _write_pictures(results: LatentResults, folder: Path) -> None:
    from handsonn.plots import save_figure

    folder.mkdir()
    for stem, draw in latent_pictures(results):
        save_figure(draw(), folder / stem)


def _record(results: LatentResults, name: str, command: str, notes: tuple[str, ...]) -> LatentResultsRecord:
    walk, near = results.walk, results.nearest
    return LatentResultsRecord(
        name=name,
        command=command,
        pca_error=results.pca_error,
        maps=tuple(_map_record(judged) for judged in results.maps),
        refused=results.refused,
        stopped=results.stopped,
        walk=None if walk is None else (walk.start, walk.end),
        generated_distances=() if near is None else tuple(float(far) for far in near.distances[:, 0]),
        real_distance=None if near is None else near.typical,
        notes=notes,
    )


def _map_record(judged: JudgedMap) -> MapRecord:
    made = judged.map
    return MapRecord(
        method=made.method,
        dimensions=made.dimensions,
        seed=made.seed,
        parameters=dict(made.parameters),
        facts=dict(made.facts),
        measures=dict(judged.judgement.facts),
        k=judged.judgement.k,
        seconds=made.seconds,
        file=f"{judged.name}.csv",
    )
