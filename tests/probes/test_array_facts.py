"""Arrays of every kind, as NumPy itself describes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from handsonn.probes import array_facts

SHAPES = st.one_of(
    arrays.array_shapes(min_dims=1, max_dims=3, max_side=70),
    st.tuples(st.integers(1, 3), st.just(1), st.integers(60, 80)),
)
NUMBERS = SHAPES.flatmap(
    lambda shape: st.one_of(
        arrays.arrays(np.float64, shape, elements=st.floats(-1e6, 1e6, width=32)),
        arrays.arrays(np.float32, shape, elements=st.one_of(st.floats(-8, 8, width=32), st.just(np.nan))),
        arrays.arrays(np.int16, shape), arrays.arrays(np.bool_, shape),
    )
)  # fmt: skip


@settings(max_examples=60)
@given(NUMBERS)
def test_moments_are_those_of_numpy_over_the_finite_numbers(x: Any) -> None:
    facts = array_facts(x)
    features = x.reshape(-1, x.shape[-1] if x.ndim > 1 else 1).astype(np.float64)
    masked = np.ma.masked_invalid(features)
    assert (facts.shape, facts.dtype) == (x.shape, str(x.dtype))
    assert facts.nan == np.isnan(features).sum()
    for found, expected in (
        (facts.feature_minimum, masked.min(axis=0)), (facts.feature_maximum, masked.max(axis=0)),
        (facts.feature_mean, masked.mean(axis=0)), (facts.feature_deviation, masked.std(axis=0)),
        (facts.mean, masked.mean()), (facts.deviation, masked.std()),
    ):  # fmt: skip
        np.testing.assert_allclose(found, np.ma.filled(expected, 0.0), rtol=1e-6, atol=1e-6)
    assert facts.whole == bool(masked.count() and (masked == np.trunc(masked)).all())


@pytest.mark.parametrize("shape", [(70_000,), (700, 5, 3), (300, 28, 28), (40, 10_000), (9_000, 1)])
def test_blocks_of_any_size_join_without_loss(shape: tuple[int, ...]) -> None:
    x = np.random.default_rng(0).normal(1e6, 1.0, size=shape)
    facts = array_facts(x)
    over = tuple(range(max(1, len(shape) - 1)))
    np.testing.assert_allclose(facts.feature_mean, np.atleast_1d(x.mean(axis=over)), rtol=1e-12)
    np.testing.assert_allclose(facts.feature_deviation, np.atleast_1d(x.std(axis=over)), rtol=1e-7)


def test_gaps_and_infinities_are_counted_and_left_out() -> None:
    facts = array_facts(np.array([[1.0, np.nan], [3.0, np.nan], [np.inf, np.nan], [-np.inf, 7.0]]))
    assert (facts.nan, facts.infinite) == (3, 2)
    assert (facts.minimum, facts.maximum) == (1.0, 7.0)
    assert facts.feature_mean.tolist() == [2.0, 7.0]
    nothing = array_facts(np.full((3, 2), np.nan))
    assert (nothing.nan, nothing.minimum, nothing.mean, nothing.whole) == (6, 0.0, 0.0, False)
    assert nothing.feature_minimum.tolist() == [0.0, 0.0]


def test_numbers_whose_squares_overflow_have_a_deviation() -> None:
    facts = array_facts(np.array([1e200, 3e200]))
    assert facts.deviation == pytest.approx(1e200)
    assert facts.mean == pytest.approx(2e200)


def test_short_floats_are_computed_in_long_ones() -> None:
    facts = array_facts(np.full((3000, 1), 60_000, np.float16))
    assert (facts.mean, facts.deviation, facts.dtype) == (60_000.0, 0.0, "float16")


@pytest.mark.parametrize(
    ("x", "shape"),
    [(np.float64(4.0), ()), (np.zeros((0, 8)), (0, 8)), (np.zeros((3, 0)), (3, 0)), ([], (0,)), (5, ())],
)
def test_nothing_and_a_single_number_are_no_accident(x: Any, shape: tuple[int, ...]) -> None:
    assert array_facts(x).shape == shape


def test_labels_are_counted() -> None:
    facts = array_facts(np.array([2, 0, 1, 1, 2, 2]), "y")
    assert (facts.values, facts.counts, facts.distinct) == ((0.0, 1.0, 2.0), (1, 2, 3), 3)
    assert (facts.class_counts, facts.whole, facts.two_valued) == ((1, 2, 3), True, False)
    from_one = array_facts(np.array([[1], [2]]), "y")
    assert (from_one.values, from_one.class_counts) == ((1.0, 2.0), ())
    flags = array_facts(np.array([True, False, True]))
    assert (flags.two_valued, flags.counts, flags.dtype) == (True, (1, 2), "bool")
    many = array_facts(np.arange(2000.0))
    assert (many.values, many.distinct) == ((), 2000)


def test_one_hot_rows_are_told_from_several_labels() -> None:
    one_hot = array_facts(np.eye(3)[[0, 2, 2]])
    assert (one_hot.one_hot, one_hot.two_valued, one_hot.class_counts) == (True, True, (1, 0, 2))
    several = array_facts(np.array([[1, 1, 0], [0, 0, 1]]))
    assert (several.one_hot, several.two_valued) == (False, True)


def test_text_is_no_number() -> None:
    for form in (
        np.array(["cat", "dog", "cat"]),
        np.array(["cat", "dog", "cat"], object),
        ["cat", "dog", "cat"],
    ):
        facts = array_facts(form, "y")
        assert (facts.text, facts.distinct, facts.values) == (True, 2, ())
    mixed = array_facts(np.array([[1.0, "a"], [2.0, "b"]], object))
    assert (mixed.text, mixed.dtype) == (True, "object")


def test_objects_that_are_numbers_are_read_as_numbers() -> None:
    facts = array_facts(np.array([[1, 2.5], [None, 4]], object))
    assert (facts.nan, facts.maximum, facts.dtype, facts.text) == (1, 4.0, "object", False)


def test_rows_of_different_lengths_are_objects() -> None:
    facts = array_facts([[1, 2], [3]])
    assert (facts.shape, facts.dtype, facts.given_as) == ((2,), "object", "list")


def test_a_sparse_matrix_is_read_like_the_dense_one() -> None:
    dense = np.eye(50)[:, :20] * 3
    sparse, full = array_facts(scipy.sparse.csr_matrix(dense)), array_facts(dense)
    assert sparse.given_as == "sparse matrix"
    np.testing.assert_allclose(sparse.feature_deviation, full.feature_deviation)
    assert sparse.maximum == 3.0


def test_a_data_frame_is_named_as_one() -> None:
    class DataFrame:
        def to_numpy(self) -> Any:
            return np.array([[1.0, 2.0]])

    assert array_facts(DataFrame()).given_as == "DataFrame"


def test_a_generator_is_not_looked_at() -> None:
    numbers = iter([(np.zeros((2, 3)), np.zeros(2))])
    assert array_facts(numbers).given_as == "generator"
    assert len(list(numbers)) == 1
