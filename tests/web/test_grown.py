"""A process that has grown forgets compiled programs, and works on as before."""

from __future__ import annotations

import numpy as np

from handsonn.models.backend import load_keras
from handsonn.training import Population, program_cache
from handsonn.web.grown import resident_bytes, shrink_if_large


def network() -> object:
    keras = load_keras()
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def test_a_small_process_keeps_its_programs() -> None:
    assert not shrink_if_large(large=resident_bytes() + 10**9)


def test_a_large_process_forgets_them_and_trains_to_the_same_numbers() -> None:
    x, y = np.random.default_rng(0).normal(size=(40, 4)).astype("float32"), np.arange(40) % 3
    population = Population(network, seeds=range(2))
    before = population.train(x, y, epochs=3).history["loss"]
    assert program_cache._shared
    assert shrink_if_large(large=0)
    assert not program_cache._shared
    assert (population.train(x, y, epochs=3).history["loss"] == before).all()
    assert (Population(network, seeds=range(2)).train(x, y, epochs=3).history["loss"] == before).all()
