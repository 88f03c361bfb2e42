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


def chosen_draws(right: Array, size: int, draws: int = DRAWS) -> Array:
    """Give for each draw the validation and the test score of the chosen setting, and the mean test score of all.

    right: shape (settings, rows), whether each row is answered rightly. For each of `draws` draws, `size` rows are
    the validation set and the others the test set; of equal scores the first wins. The last number is what a
    setting picked blindly has in the mean. Returns shape (draws, 3).
    """
    scores = []
    for draw in range(draws):
        validation, test = scores_of_draw(right, size, draw)
        best = validation.argmax()
        scores.append((validation[best], test[best], test.mean()))
    return np.array(scores)


def scores_of_draw(right: Array, size: int, draw: int) -> tuple[Array, Array]:
    """Give the validation and the test scores of all settings in one draw. right: shape (settings, rows)."""
    rows = np.random.default_rng(draw).permutation(right.shape[1])
    return right[:, rows[:size]].mean(axis=1), right[:, rows[size:]].mean(axis=1)


def typical_draw(draws: Array) -> int:
    """Name the draw whose gap between validation and test score is nearest to the mean gap; draws: shape (draws, 3)."""
    gaps = draws[:, 0] - draws[:, 1]
    return int(np.abs(gaps - gaps.mean()).argmin())
