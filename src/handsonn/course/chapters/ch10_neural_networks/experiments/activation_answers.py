"""Which option of a prediction about activations the measured numbers support."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in_all

Array = np.ndarray[Any, Any]


def enclosing(settings: dict[str, Any], score: Array) -> int | None:
    """Find which option holds: the inner circle is enclosed where 95% are right. score: shape (seeds,)."""
    asked = (settings["data"], tuple(settings["layers"]), settings["activation"], settings["inputs"])
    if asked != ("circles", (2,), "relu", "plain"):
        return None
    enclosed = int((score >= 0.95).sum())
    return 0 if enclosed == len(score) else 1 if enclosed else 2


def depth_answer(settings: dict[str, Any], linear: Array, bent: Array, plain: Array) -> int | None:
    """Find which option holds: as good as with activation, as without hidden layers, or between.

    Better is what scores higher from every seed. linear, bent, plain: the scores of each kind of network, shape (seeds,).
    """
    if (settings["data"], int(settings["depth"]), settings["activation"]) != ("circles", 4, "relu"):
        return None
    if not lower_in_all(plain, linear):
        return 2
    return 1 if lower_in_all(linear, bent) else 0
