"""Whether labels separate is told by nearest neighbours, with its uncertainty."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.latent.separation import separation, wilson

LABELS = np.arange(200) % 2
GENERATOR = np.random.default_rng(0)
NOISE = GENERATOR.normal(size=(200, 3))
TOLD_APART = NOISE + 20 * LABELS[:, None]


def test_separate_classes_are_told_apart_and_noise_is_not() -> None:
    found = separation(TOLD_APART, NOISE, LABELS)
    assert found.codes.value == 1.0
    assert found.features.low < 0.5 < found.features.high
    assert found.difference.low > 0.3
    assert (found.samples, found.k, found.largest_class) == (200, 5, 0.5)


def test_the_same_numbers_on_both_sides_differ_by_nothing() -> None:
    found = separation(NOISE, NOISE.reshape(200, 3, 1), LABELS)
    assert (found.difference.value, found.difference.low, found.difference.high) == (0.0, 0.0, 0.0)


def test_wilsons_interval_is_known_by_hand() -> None:
    share = wilson(np.array([True] * 8 + [False] * 2))
    z = NormalDist().inv_cdf(0.975)
    # Its ends p solve (0.8 - p)**2 = z**2 * p * (1 - p) / 10.
    for end in (share.low, share.high):
        assert (0.8 - end) ** 2 == pytest.approx(z**2 * end * (1 - end) / 10, rel=1e-3)
    assert wilson(np.ones(4, bool)).high == 1.0


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"labels": LABELS[:9]}, "there are 200 codes, 200 samples and 9 labels"),
    ({"labels": np.zeros(200, int)}, "of at least two classes"),
    ({"labels": NOISE[:, 0]}, "only where there are class numbers"),
    ({"codes": NOISE[:9], "features": NOISE[:9], "labels": LABELS[:9]}, "9 samples are too few"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_cannot_be_judged_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LatentError, match=sentence):
        separation(**{"codes": NOISE, "features": NOISE, "labels": LABELS, **wrong})
