"""What the page shows of autoencoders with codes of several sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import number_words
from handsonn.course.chapters.ch17_latent_codes.experiments import code_sizes
from handsonn.course.live import Outcome

Array = np.ndarray[Any, Any]
SHOWN = 8


def size_outcome(  # noqa: PLR0917 - what was measured, and what was asked
    errors: Mapping[int, Array],
    size: int,
    sizes: tuple[int, ...],
    split: Any,
    floor: float | None,
    rebuilt: Array,
    plan: tuple[int, int],
    **code: Any,
) -> Outcome:
    """Put together what was measured so far.

    errors: by size, shape (seeds,). split: the data. floor: of the noise, where it is known. rebuilt: the
    held-out samples, by the first seed's network. plan: how many seeds are trained, for how many epochs; while
    fewer are there the words wait. code: what the Outcome has as `keras`.
    """
    seeds, epochs = plan
    train, new = split.train.x, split.validation.x
    pca, here = code_sizes.pca_errors(train, new, sizes), errors[size]
    pca_here = float(pca[sizes.index(size)])
    before, after = code_sizes.folds(errors, size, sizes)
    if floor is None:
        by_pca = code_sizes.pca_rebuilt(train, new[:SHOWN], size)
        beside: Any = code_sizes.rebuilt_images(new[:SHOWN], rebuilt[:SHOWN], by_pca, 0)
    else:
        beside = code_sizes.share_bars(here, pca_here, floor, size)
    told = (
        code_sizes.pca_words(size, here, pca_here, number_words(here)),
        code_sizes.fold_words(errors, size, sizes),
        code_sizes.floor_words(here, floor, epochs) if floor is not None else "",
    )
    if len(here) < seeds:
        told = (f"Trained from {len(here)} of {seeds} seeds so far.", "", "")
    return Outcome(
        pictures={"errors": code_sizes.error_curves(errors, sizes, pca, size, floor), "beside": beside},
        notice=tuple(filter(None, told)),
        keras_gives={"held_out_error": tuple(here)},
        facts={
            "error": float(np.median(here)),
            "pca": pca_here,
            "before": before,
            "after": after,
        },
        seeds=tuple(range(len(here))),
        answer=code_sizes.knee_answer(before, after) if floor is not None and size == 9 else None,
        **code,
    )
