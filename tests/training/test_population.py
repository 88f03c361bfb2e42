"""A population trains as Keras does, again and again from the same beginning."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from handsonn.errors import UsageError
from handsonn.models.backend import load_keras
from handsonn.training import Population, disk_cache


def small_data() -> tuple[Any, Any]:
    generator = np.random.default_rng(0)
    x = generator.normal(size=(60, 4)).astype("float32")
    return x, (x.sum(axis=1) > 0).astype("int32")


def make_small() -> Any:
    keras = load_keras()
    layers = [
        keras.Input((4,)),
        keras.layers.Dense(5, "tanh"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(2),
    ]
    model = keras.Sequential(layers)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss, metrics=["accuracy"])
    return model


def weights(model: Any) -> list[Any]:
    return [np.array(v.value) for v in model.trainable_variables]


def same(first: list[Any], second: list[Any]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_each_network_is_the_one_that_a_plain_keras_script_gives_bit_for_bit() -> None:
    x, y = small_data()
    held_out = (x[:20], y[:20])
    trained = Population(make_small, seeds=(3, 8)).train(
        x, y, epochs=4, batch_size=16, validation_data=held_out
    )
    for index, seed in enumerate((3, 8)):
        load_keras().utils.set_random_seed(seed)
        model = make_small()
        history = model.fit(x, y, batch_size=16, epochs=4, validation_data=held_out, verbose=0).history
        assert same(weights(model), weights(trained.models[index]))
        np.testing.assert_allclose(trained.history["val_loss"][index], history["val_loss"], rtol=1e-5)


def test_training_again_after_other_settings_gives_the_same_again() -> None:
    x, y = small_data()
    population = Population(make_small, seeds=(1,))
    first = weights(population.train(x, y, epochs=3).models[0])
    other = weights(population.train(x, y, epochs=3, learning_rate=0.1).models[0])
    again = weights(population.train(x, y, epochs=3, learning_rate=0.01).models[0])
    assert same(first, again)
    assert not same(first, other)


def test_training_after_other_samples_gives_what_a_fresh_network_gives() -> None:
    x, y = small_data()
    fresh = weights(Population(make_small, seeds=(1,)).train(x[:40], y[:40], epochs=3).models[0])
    population = Population(make_small, seeds=(1,))
    population.train(x, y, epochs=2)
    assert same(fresh, weights(population.train(x[:40], y[:40], epochs=3).models[0]))


def test_different_seeds_give_different_networks() -> None:
    x, y = small_data()
    trained = Population(make_small, seeds=(0, 1)).train(x, y, epochs=1)
    assert not same(weights(trained.models[0]), weights(trained.models[1]))


def test_looking_on_the_way_sees_each_moment_and_changes_nothing() -> None:
    x, y = small_data()
    seen: list[tuple[int, int, float]] = []

    def look(seed: int, epoch: int, model: Any) -> None:
        seen.append((seed, epoch, float(np.abs(weights(model)[0]).sum())))

    population = Population(make_small, seeds=(5,))
    watched = weights(population.train(x, y, epochs=4, look_after=(0, 2, 4), look=look).models[0])
    assert [(seed, epoch) for seed, epoch, _ in seen] == [(5, 0), (5, 2), (5, 4)]
    assert len({size for _, _, size in seen}) == 3
    assert same(watched, weights(population.train(x, y, epochs=4).models[0]))


def test_who_looks_may_let_the_network_predict() -> None:
    x, y = small_data()
    given: list[Any] = []
    population = Population(make_small, seeds=(5,))
    trained = population.train(
        x, y, epochs=4, look_after=(0, 2), look=lambda *seen: given.append(seen[2].predict(x, verbose=0))
    )
    assert len(given) == 2
    watched = weights(trained.models[0])
    assert same(watched, weights(population.train(x, y, epochs=4).models[0]))


def test_the_first_models_are_untrained() -> None:
    x, y = small_data()
    population = Population(make_small, seeds=(2,))
    before = weights(population.first_models(x, y)[0])
    population.train(x, y, epochs=2)
    assert same(before, weights(population.first_models(x, y)[0]))
    load_keras().utils.set_random_seed(2)
    assert same(before, weights(make_small()))


def test_a_stop_leaves_the_seeds_that_were_trained_to_the_end() -> None:
    x, y = small_data()
    answers = iter([False, True])
    trained = Population(make_small, seeds=(0, 1, 2)).train(x, y, epochs=2, should_stop=lambda: next(answers))
    assert trained.seeds == (0,)
    assert not trained.complete
    assert trained.history["loss"].shape == (1, 2)


def test_a_population_without_seeds_is_refused() -> None:
    with pytest.raises(UsageError, match="at least one seed"):
        Population(make_small, seeds=())


def test_the_programs_that_draw_the_first_weights_are_kept_on_disk_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []

    def make() -> Any:
        done.append("network made")
        return make_small()

    monkeypatch.setattr(disk_cache, "keep_programs_on_disk", lambda: done.append("kept from now on"))
    Population(make, seeds=(0,)).first_models(*small_data())
    assert done == ["kept from now on", "network made"]
