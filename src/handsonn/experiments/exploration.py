"""What an explorer's page asks of a latent space and a map of it: each answer takes milliseconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.experiments.exploration_places import GRID, PLANE, Places
from handsonn.experiments.exploration_samples import SampleView
from handsonn.experiments.latent_decoded import Decoded, find_nearest_real
from handsonn.experiments.latent_space import LatentSpace
from handsonn.records import Array, LatentMap

if TYPE_CHECKING:
    from handsonn.latent.density import Told
    from handsonn.latent.neighbours import Finder

STEPS = 9
MOST_GENERATED = 24
_ANCHORS = 200  # held-out samples by which a usual round trip and a usual distance are known


@dataclass(frozen=True, eq=False)
class Exploration:
    """One latent space, ready to be asked. number: which of its session's spaces it is.

    models: held by whoever predicts. Keras hands a model's state over to each call and takes it back, so two
    threads must not predict with one model at a time.
    """

    space: LatentSpace
    number: int
    notes: tuple[str, ...] = ()
    models: Any = field(default_factory=threading.RLock)
    _fitting: Any = field(default_factory=threading.Lock)

    @cached_property
    def view(self) -> SampleView:
        """Show its samples."""
        return SampleView(self.space)

    @cached_property
    def places(self) -> Places:
        """Tell codes from places of a map, and places from codes."""
        return Places(self.space)

    @property
    def decodes(self) -> bool:
        """Whether codes can be turned back into samples."""
        return self.space.decoder is not None

    def prepare(self) -> None:
        """Compile what the first clicks would wait for."""
        if not self.decodes:
            return
        with self.models:
            for count in (1, STEPS):
                self.space.decoded(self.space.codes[:count])
            _ = self.usual_round_trip, self.usual_error

    def prepare_density(self, told: Told) -> None:
        """Fit what codes are drawn from, once: seconds for many samples. told: may raise to end it."""
        with self._fitting:
            if self.decodes and not self.space.is_variational:
                self.space.fit_density(told)

    @cached_property
    def usual_error(self) -> float:
        """The median reconstruction error of samples that the encoder has never seen."""
        rows = self.space.data.held_out_rows
        errors = self.space.errors
        return float(np.median(errors[rows] if len(rows) else errors))

    @cached_property
    def pca_error(self) -> float | None:
        """The held-out error of PCA with as many components: what any autoencoder should beat.

        None without a decoder, or without held-out samples.
        """
        if not self.decodes or not len(self.space.data.held_out_rows):
            return None
        from handsonn.experiments.latent_errors import pca_errors

        return float(pca_errors(self.space.data, [self.space.latent_dim])[0])

    @cached_property
    def usual_round_trip(self) -> float:
        """The median round trip of the codes of held-out samples."""
        return float(np.median(self.space.round_trip(self.space.codes[self._held_out])))

    @cached_property
    def _held_out(self) -> Array:
        rows = self.space.data.held_out_rows
        rows = rows if len(rows) else np.arange(len(self.space.codes))
        few = min(_ANCHORS, len(rows))
        return np.sort(np.random.default_rng(0).choice(rows, few, replace=False))

    def sample(self, row: int) -> dict[str, Any]:
        """Show one sample beside its reconstruction."""
        self.space.code_of(row)
        facts = {
            "row": row,
            "label": self.view.labels([row])[0],
            "held_out": row in self._held_out_set,
            "real": self.view.real([row]),
            "decoded": None,
            "error": None,
            "usual_error": None,
        }
        if not self.decodes:
            return facts
        decoded = self.space.reconstruct([row])
        error = float(self.space.errors[row])
        return facts | {
            "decoded": self.view.decoded(decoded), "error": error, "usual_error": self.usual_error,
        }  # fmt: skip

    @cached_property
    def _held_out_set(self) -> frozenset[int]:
        return frozenset(self.space.data.held_out_rows.tolist())

    def walk(
        self, start: int | str, end: int | str, shown: LatentMap, *, spherical: bool = False
    ) -> dict[str, Any]:
        """Walk between two samples, or the centres of two classes; tell where the path goes on the map."""
        from handsonn.latent.paths import breaks

        decoded = self.space.interpolate(start, end, STEPS, spherical=spherical)
        path = self._path(decoded.codes, (start, end), shown)
        broken = np.concatenate([[False], breaks(path)])
        return {**self._frames(decoded), "path": path, "breaks": broken, "jumps": int(broken.sum())}

    def _path(self, codes: Array, ends: tuple[int | str, int | str], shown: LatentMap) -> Array:
        """Place codes on the map, ends that are samples on their own dots."""
        path = self.places.of(codes, shown)
        for at, end in zip((0, -1), ends, strict=True):
            if isinstance(end, int):
                path[at] = shown.positions[end]
        return path

    def blend(self, point: list[float], shown: LatentMap, find: Finder) -> dict[str, Any]:
        """Decode a place of the map: its own code where it has one, else a blend of the ten nearest dots'.

        find: searches the map's positions.
        """
        if shown.dimensions != PLANE:
            raise LatentError("a place in space is not known from a click; choose a map in 2-D.")
        found = self.places.code_at(point, shown, find)
        decoded = self.space.decoded(found.code[None])
        return {
            **self._frames(decoded),
            "exact": found.exact,
            "near": self.view.real(found.indices),
            "rows": found.indices,
            "weights": found.weights,
            "labels": self.view.labels(found.indices),
            "distance": found.distance,
            "usual_distance": self.places.usual_distance(shown, find),
        }

    def plane(self, shown: LatentMap) -> dict[str, Any]:
        """Decode a grid of places of a map on which each has one code: rows from above, from the left."""
        codes = self.places.grid(shown)
        return {"frames": self.view.decoded(self.space.decode(codes)), "columns": GRID}

    def traverse(self, dimension: int, row: int | None) -> dict[str, Any]:
        """Move one number of a code from its 1st to its 99th percentile, the others held."""
        decoded = self.space.traverse(dimension, STEPS, row)
        return {**self._frames(decoded), "values": decoded.codes[:, dimension]}

    def generate(self, count: int, seed: int, shown: LatentMap) -> dict[str, Any]:
        """Decode new codes, each beside the real training sample that is nearest to it."""
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_GENERATED:
            raise LatentError(f"count is {count!r}; generate from 1 to {MOST_GENERATED} samples at a time.")
        decoded = self.space.generate(count, seed)
        data = self.space.data
        found = find_nearest_real(decoded.samples, data.train, data.train_rows, data.held_out[:0])
        rows = found.rows[:, 0]
        return {
            **self._frames(decoded),
            "near": self.view.real(rows),
            "rows": rows,
            "labels": self.view.labels(rows),
            "distances": found.distances[:, 0],
            "usual_distance": self.usual_distance,
            "places": self.places.of(decoded.codes, shown),
            "prior": self.space.is_variational,
        }

    @cached_property
    def usual_distance(self) -> float:
        """How far a held-out sample is from its nearest training sample: the median."""
        data = self.space.data
        rows = self._held_out
        found = find_nearest_real(data.samples[rows[:1]], data.train, data.train_rows, data.samples[rows])
        return found.typical

    def _frames(self, decoded: Decoded) -> dict[str, Any]:
        return {
            "frames": self.view.decoded(decoded.samples),
            "round_trips": decoded.round_trips,
            "usual_round_trip": self.usual_round_trip,
        }
