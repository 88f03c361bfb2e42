"""From a wish to a latent space: its data loaded, its autoencoder trained, or a layer of a run taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handsonn.errors import Stopped
from handsonn.experiments.exploration_wish import SpaceWish
from handsonn.experiments.latent_space import LatentSpace, latent_space
from handsonn.records import Dataset, EpochFacts

Told = Callable[[float | None, str, float | None], None]
"""Hears the share that is done (None: unknown), a sentence, and the seconds that are left (None: unknown)."""


def load_data(wish: SpaceWish, runs: Path, note: Callable[[str], None]) -> Dataset:
    """Load the wished data set, or the one that a run was trained on. Raises DataError, JournalError."""
    if wish.data is not None:
        return wish.data.load(note)
    from handsonn.experiments.save_script import load_again

    return load_again(_open(wish, runs).record).dataset


def make_space(
    wish: SpaceWish, dataset: Dataset, runs: Path, told: Told, should_stop: Callable[[], bool]
) -> LatentSpace:
    """Train the autoencoder, or encode by the run's layer. Raises what latent_space raises."""
    if wish.run:
        told(None, f"Encoding {len(dataset):,} samples", None)
        return latent_space(dataset, model=_open(wish, runs), layer=wish.layer)
    told(None, "Compiling the network", None)
    space = latent_space(
        dataset,
        _latent_dim(wish, dataset),
        kind=wish.kind or None,
        epochs=wish.epochs,
        seed=wish.seed,
        sink=_Epochs(_epochs(wish, dataset), told),
        should_stop=should_stop,
    )
    if not space.history.get("loss"):
        raise Stopped("the training was stopped before its first epoch was over: nothing was learnt.")
    return space


def _latent_dim(wish: SpaceWish, dataset: Dataset) -> int:
    from handsonn.experiments.latent_settings import usual_latent_dim

    return usual_latent_dim(dataset) if wish.latent_dim is None else wish.latent_dim


def _epochs(wish: SpaceWish, dataset: Dataset) -> int:
    from handsonn.experiments.latent_settings import choose_settings

    return choose_settings(
        dataset, latent_dim=_latent_dim(wish, dataset), kind=wish.kind or None, layers=None,
        epochs=wish.epochs, batch_size=None, seed=wish.seed, options={},
    ).epochs  # fmt: skip


def _open(wish: SpaceWish, runs: Path) -> Any:
    from handsonn.experiments.kept_run import open_run
    from handsonn.journal import Journal

    return open_run(Journal(runs), wish.run)


class _Epochs:
    """A sink that says how far a training is."""

    def __init__(self, epochs: int, told: Told) -> None:
        self._epochs = epochs
        self._told = told
        self._first: float | None = None

    def __call__(self, facts: EpochFacts) -> None:
        now, done = time.monotonic(), facts.epoch + 1
        self._first = self._first or now
        each = (now - self._first) / facts.epoch if facts.epoch else facts.seconds
        error = facts.metrics.get("val_mse", facts.metrics["loss"])
        sentence = f"Training: epoch {done} of {self._epochs}, held-out error {error:.4g}"
        self._told(done / self._epochs, sentence, each * (self._epochs - done))
