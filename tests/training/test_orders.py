"""The rows come in the order in which Keras' own array adapter draws them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

from handsonn.training.orders import draw_order, draw_orders

SHUFFLES = st.sampled_from([False, True, "batch"])
SIZES = {"samples": st.integers(1, 60), "batch_size": st.integers(1, 70), "shuffle": SHUFFLES}


def by_keras(samples: Any, batch_size: Any, shuffle: Any) -> Any:
    adapter = ArrayDataAdapter(np.arange(samples), batch_size=batch_size, shuffle=shuffle)
    return np.concatenate([np.ravel(batch) for batch in adapter.get_numpy_iterator()])


@given(**SIZES, seed=st.integers(0, 2**32 - 1))
def test_an_epoch_visits_the_rows_as_keras_does_and_draws_as_often(
    samples: Any, batch_size: Any, shuffle: Any, seed: Any
) -> None:
    np.random.seed(seed)
    ours, our_next = draw_order(samples, batch_size, shuffle), np.random.random()
    np.random.seed(seed)
    theirs, their_next = by_keras(samples, batch_size, shuffle), np.random.random()
    np.testing.assert_array_equal(ours, theirs)
    assert our_next == their_next


@given(**SIZES)
def test_every_row_comes_once_an_epoch_in_every_epoch(samples: Any, batch_size: Any, shuffle: Any) -> None:
    orders = draw_orders(3, samples, batch_size, shuffle)
    assert orders.dtype == np.int32
    np.testing.assert_array_equal(np.sort(orders, axis=1), np.tile(np.arange(samples), (3, 1)))


def test_several_epochs_are_drawn_one_after_the_other() -> None:
    np.random.seed(4)
    together = draw_orders(3, 20, 8, shuffle=True)
    np.random.seed(4)
    np.testing.assert_array_equal(together, [np.random.permutation(20) for _ in range(3)])


@pytest.mark.parametrize("batch_size", [7, 10, 100])
def test_shuffling_inside_batches_keeps_each_row_in_its_batch(batch_size: Any) -> None:
    order = draw_order(30, batch_size, "batch")
    np.testing.assert_array_equal(order // batch_size, np.arange(30) // batch_size)
    assert not np.array_equal(order, np.arange(30))
