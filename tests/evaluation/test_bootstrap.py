from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.evaluation.bootstrap import (
    interval,
    resampled_accuracy,
    resampled_counts,
    resampled_means,
    unseen_bound,
)
from handsonn.evaluation.evaluate import evaluate


def test_about_95_of_100_intervals_hold_the_true_accuracy() -> None:
    generator = np.random.default_rng(0)
    truth, samples, held = 0.8, 200, 0
    for _ in range(400):
        correct = generator.binomial(samples, truth)
        low, high = interval(resampled_accuracy(correct, samples, generator), samples)
        held += low <= truth <= high
    assert 0.92 <= held / 400 <= 0.98


def test_about_95_of_100_intervals_hold_the_true_mean_absolute_error() -> None:
    generator = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        residuals = np.abs(generator.normal(size=(150, 1)))
        low, high = interval(resampled_means(residuals, generator)[:, 0], len(residuals))
        held += low <= np.sqrt(2 / np.pi) <= high
    assert 0.90 <= held / 200 <= 0.99


def test_counting_the_resampled_cells_is_resampling_the_samples() -> None:
    """Contrast: the multinomial shortcut and the plain loop over samples have the same spread."""
    generator = np.random.default_rng(2)
    counts = np.array([[30, 5], [10, 55]])
    _, _, draws = resampled_counts(counts, generator)
    cells = np.repeat(np.arange(4), counts.ravel())
    plain = np.array([np.bincount(generator.choice(cells, 100), minlength=4) for _ in range(1000)])
    assert draws.sum(axis=1).tolist() == [100] * 1000
    assert np.allclose(draws.mean(axis=0), plain.mean(axis=0), atol=1)
    assert np.allclose(draws.std(axis=0), plain.std(axis=0), rtol=0.12)


def test_resampled_means_have_the_standard_error_of_the_mean() -> None:
    generator = np.random.default_rng(3)
    column = generator.normal(size=5000)
    means = resampled_means(np.column_stack([column, column * 2]), generator)
    assert means.shape == (1000, 2)
    assert means[:, 0].std() == pytest.approx(column.std() / np.sqrt(5000), rel=0.1)
    assert np.allclose(means[:, 1], 2 * means[:, 0])


@given(st.integers(10, 300))
def test_all_right_on_few_samples_is_no_proof_of_perfection(samples: int) -> None:
    right = evaluate(np.eye(2)[[0] * samples], [0] * samples, task="classification").scores[0]
    wrong = evaluate(np.eye(2)[[0] * samples], [1] * samples, task="classification").scores[0]
    assert (right.value, right.high, right.low) == (1, 1, unseen_bound(samples))
    assert (wrong.value, wrong.low, wrong.high) == (0, 0, 1 - unseen_bound(samples))
    # If the true accuracy were the bound, so many right answers in a row had a chance of 2.5 %.
    assert right.low**samples == pytest.approx(0.025)


@given(st.data())
def test_more_samples_narrow_the_interval(data: Any) -> None:
    share = data.draw(st.integers(1, 9)) / 10
    seed = data.draw(st.integers(0, 99))
    widths = []
    for samples in (50, 5000):
        generator = np.random.default_rng(seed)
        low, high = interval(resampled_accuracy(round(share * samples), samples, generator), samples)
        widths.append(high - low)
    assert widths[1] < widths[0]
