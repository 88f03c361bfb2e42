"""One call for every map of a latent space."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from handsonn.errors import LatentError, UsageError
from handsonn.latent.maps import map_cache
from handsonn.latent.maps.checks import checked_codes, checked_dimensions, checked_parameters, checked_seed
from handsonn.latent.maps.method import NEIGHBOURS_SHARE, QUIET, MapMethod, Task, Watch, tell
from handsonn.latent.maps.registry import method_named
from handsonn.latent.neighbours import Neighbours, SharedNeighbours
from handsonn.records import Array, LatentMap


def make_map(
    codes: Any,
    method: str = "pca",
    *,
    dimensions: int = 2,
    seed: int = 0,
    watch: Watch = QUIET,
    cache: Path | None = None,
    neighbours: SharedNeighbours | None = None,
    **parameters: Any,
) -> LatentMap:
    """Map codes, shape (samples, latent_dim), into two or three dimensions.

    method: a name of `handsonn.latent.maps.registry.NAMES`. parameters: the method's own, such as k of LLE.
    watch: hears how far the map is and may stop it. cache: a folder where maps are kept and found again.
    neighbours: those of the same codes, where several maps of them are made.

    The positions are float32 and centred on zero; the same seed gives the same positions on one machine.

    Raises UnknownName for an unknown method or parameter, UsageError for a value that is out of its range,
    LatentError for codes that cannot be mapped so, Stopped where the watch stops the work.
    """
    chosen = method_named(method)
    asked = checked_dimensions(dimensions)
    settings = checked_parameters(chosen, parameters)
    numbers = checked_codes(codes)
    shared = _checked_neighbours(neighbours, numbers)
    telling = _Rising(watch)
    task = Task(
        codes=numbers,
        dimensions=3 if chosen.nested else asked,
        seed=checked_seed(seed),
        parameters=dict(settings),
        neighbours=_searching(shared, telling),
        watch=telling,
    )
    positions, facts, seconds = _work(chosen, task) if cache is None else _kept(cache, chosen, task)
    telling.progress(1.0, "The map is done")
    axes = np.ascontiguousarray(positions[:, :asked])
    return LatentMap(chosen.name, asked, task.seed, settings, axes, facts, seconds)


def _checked_neighbours(neighbours: SharedNeighbours | None, codes: Array) -> SharedNeighbours:
    if neighbours is None:
        return SharedNeighbours(codes)
    if neighbours.samples != len(codes):
        raise UsageError(
            f"the neighbours are those of {neighbours.samples} codes, but {len(codes)} codes were given; "
            "give the neighbours of the same codes, or none."
        )
    return neighbours


class _Rising:
    """Passes progress on to a watch, and never lets it fall."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._share = 0.0

    def progress(self, share: float, sentence: str) -> None:
        self._share = min(max(self._share, share), 1.0)
        self._watch.progress(self._share, sentence)

    def should_stop(self) -> bool:
        return self._watch.should_stop()


Made = tuple[Array, dict[str, float], float]


def _kept(folder: Path, method: MapMethod, task: Task) -> Made:
    map_cache.prepare(folder)
    path = map_cache.cache_path(folder, method, task)
    found = map_cache.read(path, len(task.codes), task.dimensions)
    if found is not None:
        return found
    made = _work(method, task)
    try:
        map_cache.write(path, *made)
    except OSError as error:
        # Minutes of work are worth more than the place where they would have been kept.
        reason = error.strerror or str(error)
        task.watch.progress(1.0, f"The map is done, but could not be kept in {folder}: {reason}")
    return made


def _work(method: MapMethod, task: Task) -> Made:
    started = time.process_time()
    layout = method.make(task)
    positions = np.asarray(layout.positions, np.float64)
    if not np.isfinite(positions).all():
        raise LatentError(
            f"{method.title} gave positions that are not finite numbers; try other parameters or another map."
        )
    centred = (positions - positions.mean(axis=0)).astype(np.float32)
    return centred, dict(layout.facts), time.process_time() - started


def _searching(shared: SharedNeighbours, watch: Watch) -> Callable[[int], Neighbours]:
    def told(share: float) -> None:
        tell(watch, share * NEIGHBOURS_SHARE, "Looking for the nearest codes of each code")

    return lambda k: shared(k, told)
