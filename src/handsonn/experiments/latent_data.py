"""The samples of a latent space: which rows train it, which are held out, all prepared alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from handsonn.errors import DataError
from handsonn.records import Array, Dataset, Preparation


@dataclass(frozen=True, eq=False)
class LatentData:
    """samples: all of the data set, prepared, float32, shape (samples, ...).

    train_rows, held_out_rows: row numbers; the encoder never sees the held-out ones in training.
    """

    dataset: Dataset
    preparation: Preparation
    samples: Array
    train_rows: Array
    held_out_rows: Array

    @property
    def train(self) -> Array:
        """Give the prepared training samples."""
        return self._rows(self.train_rows)

    @property
    def held_out(self) -> Array:
        """Give the prepared samples that are kept apart."""
        return self._rows(self.held_out_rows)

    def _rows(self, rows: Array) -> Array:
        taken: Array = self.samples[rows]
        return taken


def prepare_latent_data(
    dataset: Dataset, scaler: str, *, test: float | None = None, seed: int = 0
) -> LatentData:
    """Split off the held-out samples, learn the scale from the others, and prepare all.

    test: the fraction to hold out; None takes the data set's own test rows, or else a fifth.
    Labels play no part. Raises DataError for samples that are too few, not finite, or all the same.
    """
    from handsonn.data import prepare, split

    # Without labels a class of one sample, or of all of them, does not matter.
    unlabelled = replace(dataset, y=None, task="unlabelled", class_names=(), target_name="")
    parts = split(unlabelled, validation=0, test=test, scaler=scaler, seed=seed)
    if parts.train_rows is None or parts.test_rows is None:
        raise DataError(f"{dataset.name}: some samples must be held out; give test= a fraction such as 0.2.")
    samples = prepare(parts.preparation, dataset.x)
    return checked(LatentData(dataset, parts.preparation, samples, parts.train_rows, parts.test_rows))


def checked(data: LatentData) -> LatentData:
    """Return them. Raises DataError where every training sample is the same."""
    train = data.train
    if not np.any(train.max(axis=0) > train.min(axis=0)):
        raise DataError(
            f"{data.dataset.name}: all {len(train):,} training samples are the same, so there is nothing to "
            "encode; check the file."
        )
    return data


def check_enough(data: LatentData, latent_dim: int) -> None:
    """Raise DataError where there are not more training samples than numbers in a code."""
    if len(data.train_rows) <= latent_dim:
        raise DataError(
            f"{data.dataset.name} has {len(data.train_rows)} training samples; a code of {latent_dim} "
            f"numbers needs more than {latent_dim}, so give more samples or a smaller latent_dim."
        )


def in_own_units(preparation: Preparation, samples: Array) -> Array:
    """Turn prepared samples back into the data's own units, such as grey levels: float64, the same shape."""
    raw: Any = (np.asarray(samples, np.float64) - preparation.add) / preparation.multiply
    return np.asarray(raw)
