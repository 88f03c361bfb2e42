import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from handsonn.data.duplicates import count_repeated

SHAPES = st.tuples(st.integers(1, 8), st.just(2))
FEW = arrays.arrays(np.float32, SHAPES, elements=st.sampled_from([0, -0.0, 1, 2]))


@given(train=FEW, other=FEW)
def test_a_sample_is_counted_if_its_values_stand_in_training(train: object, other: object) -> None:
    rows = {tuple(row) for row in train.tolist()}  # type: ignore[attr-defined]
    expected = sum(tuple(row) in rows for row in other.tolist())  # type: ignore[attr-defined]
    assert count_repeated(train, [other]) == expected  # type: ignore[arg-type]


def test_images_and_several_parts_are_counted() -> None:
    train = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    assert count_repeated(train, [train[:1], train + 1, train]) == 3
    assert count_repeated(train, []) == 0


def test_long_samples_are_compared_by_all_of_their_values() -> None:
    train = np.random.default_rng(0).normal(size=(50, 100)).astype(np.float32)
    other = train.copy()
    other[::2, 99] += 1
    assert count_repeated(train, [other]) == 25
