"""Many settings for one network, and the score of the one that a validation set chooses."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
DRAWS = 200


def _settings(count: int) -> tuple[tuple[float, int], ...]:
    """Draw learning rates evenly between powers of ten, and epochs; always the same ones."""
    random = np.random.default_rng(0)
    return tuple((float(10 ** random.uniform(-3, -1.5)), int(random.integers(8, 25))) for _ in range(count))


SETTINGS = _settings(50)
"""(learning rate, epochs) of each setting, in the order in which they are tried."""


def chosen_scores(right: Array, size: int, draws: int = DRAWS) -> Array:
    """Give the mean validation score and the mean test score of the setting that is best in validation.

    right: shape (settings, rows), whether each row is answered rightly. For each of `draws` draws, `size` rows are
    the validation set and the others the test set; of equal scores the first wins. Returns shape (2,).
    """
    scores = []
    for draw in range(draws):
        rows = np.random.default_rng(draw).permutation(right.shape[1])
        validation = right[:, rows[:size]].mean(axis=1)
        best = validation.argmax()
        scores.append((validation[best], right[best, rows[size:]].mean()))
    both: Array = np.mean(scores, axis=0)
    return both
