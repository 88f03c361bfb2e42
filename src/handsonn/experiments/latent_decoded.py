"""Codes that were decoded, and the real samples that are nearest to generated ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handsonn.records import Array

_ANCHORS = 1_000


@dataclass(frozen=True, eq=False)
class Decoded:
    """Codes and what the decoder makes of them, in order.

    codes: shape (count, latent_dim). samples: (count, ...), prepared as the network sees them.
    round_trips: (count,), how far encoding the decoded sample leads away from its code, as a share of the
    codes' spread: near 0 where the decoder knows what it draws.
    """

    codes: Array
    samples: Array
    round_trips: Array


@dataclass(frozen=True, eq=False)
class NearestReal:
    """The training samples nearest to some generated ones, so that copying shows.

    rows: numbers of the training samples in the data set, shape (count, k), the nearest first. distances:
    root of the mean squared difference per feature. typical: the median of this distance from a real
    held-out sample to its nearest training sample; a generated sample that is much nearer is a copy.
    """

    rows: Array
    distances: Array
    typical: float


def find_nearest_real(
    samples: Array, train: Array, train_rows: Array, held_out: Array, k: int = 1
) -> NearestReal:
    """Search the training samples; all arrays prepared alike, shape (samples, ...)."""
    from handsonn.latent.neighbours import nearest

    flat = train.reshape(len(train), -1)
    per_feature = np.sqrt(flat.shape[1])
    found = nearest(flat, min(k, len(flat)), np.asarray(samples).reshape(len(samples), -1))
    some = held_out
    if len(held_out) > _ANCHORS:
        some = held_out[np.random.default_rng(0).choice(len(held_out), _ANCHORS, replace=False)]
    typical = nearest(flat, 1, some.reshape(len(some), -1)).distances if len(some) else np.zeros(1)
    return NearestReal(
        rows=train_rows[found.indices],
        distances=found.distances / per_feature,
        typical=float(np.median(typical) / per_feature),
    )
