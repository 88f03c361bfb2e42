"""What a tired learner types into an experiment is answered by a sentence before anything is trained."""

from __future__ import annotations

from typing import Any

import keras
import pytest

import handsonn as hn
from handsonn.errors import ModelError, UsageError


def network(loss: str = "sparse_categorical_crossentropy", units: int = 3) -> Any:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, activation="softmax")])
    model.compile("adam", loss)
    return model


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"layers": 64}, r"layers is 64; give the units .* such as \[64\]"),
        ({"layers": "64"}, "layers is '64'"),
        ({"optimizer": keras.optimizers.Adam(0.05)}, "optimizer is a Adam; give its name, such as 'adam'"),
        ({"activation": keras.activations.relu}, "activation is a function; give its name"),
        ({"learning_rate": "fast"}, "learning_rate is 'fast'; give a positive number"),
        ({"target_scaler": "minmax"}, "no target scaler called 'minmax'"),
        ({"model": 3}, "model is 3; give a function"),
        ({"model": network, "learning_rate": 0.1}, "learning_rate is for the network that handsonn builds"),
        ({"model": network, "layers": [64]}, "layers is for the network that handsonn builds"),
        ({"validation": 0.2, "validation_split": 0.2}, "two ways to one thing"),
        ({"early_stopping": 2, "validation": 0}, "needs a validation set"),
        ({"early_stopping": 0}, "early_stopping is 0"),
        ({"epochs": 0}, "epochs is 0; it counts"),
        ({"batch_size": 2.5}, "batch_size is 2.5; it counts"),
    ],
)
def test_a_setting_that_no_training_can_use(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        hn.Experiment("iris", **settings)


def test_a_network_in_place_of_the_function_that_makes_it() -> None:
    with pytest.raises(UsageError, match="give the function that makes it, without calling it"):
        hn.Experiment("iris", model=network())


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, True])
def test_a_seed_is_a_whole_number_that_numpy_takes(seed: Any) -> None:
    with pytest.raises(UsageError, match="seed is"):
        hn.Experiment("iris", layers=(4,), epochs=1).run(seed=seed)


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "mse"])
def test_a_loss_that_does_not_fit_the_labels_is_named_with_the_one_that_does(loss: str) -> None:
    with pytest.raises(ModelError, match=r"3 softmax units .* 'sparse_categorical_crossentropy'"):
        hn.Experiment("iris", model=lambda: network(loss), epochs=1).run()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"batch_size": 8}, r"give a list of values: batch_size=\[8\]"),
        ({"batchsize": [8]}, "did you mean 'batch_size'"),
        ({"layers": [8, 16]}, "layers is 8"),
        ({"epochs": []}, "at least one value"),
    ],
)
def test_values_to_vary_that_are_none(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        hn.Experiment("iris").vary(**values).run()


def test_two_experiments_are_compared_by_identity_and_can_be_kept_in_a_set() -> None:
    one, other = hn.Experiment("iris"), hn.Experiment("iris")
    assert one != other
    assert len({one, other, one}) == 2


def test_split_and_fit_say_what_they_take() -> None:
    with pytest.raises(UsageError, match="takes a Dataset, not a str"):
        hn.split("iris")  # type: ignore[arg-type]
    split = hn.split(hn.load("iris"))
    with pytest.raises(UsageError, match=r"x is a Samples; .*split\.train\.x"):
        hn.fit(network(), split.train)
    with pytest.raises(UsageError, match=r"trains a keras\.Model; this is a str"):
        hn.fit("network", split.train.x, split.train.y)
    assert repr(split.train).startswith("Samples(x: (105, 4) float32, y: (105,) int64)")


def test_a_run_is_kept_in_a_folder_by_its_name(tmp_path: Any) -> None:
    record = hn.Experiment("iris", layers=(4,), epochs=1).run().keep(tmp_path / "runs", report=False)
    assert (tmp_path / "runs" / record.name / "model.keras").exists()
