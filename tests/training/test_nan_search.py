"""A loss that becomes NaN is explained in one sentence: epoch, step, layer, remedy."""

import re
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, optimizers
from small_networks import classifier, compiled, convolutional, features, images, linear
from watched_sessions import fresh

from handsonn.errors import NotFiniteLoss
from handsonn.training import run_session

ENGINES = ["epoch program", "step program", "epoch program in chunks"]


def sentence(make_model: Any, x: Any, y: Any, **settings: Any) -> str:
    with pytest.raises(NotFiniteLoss, match="the loss became NaN") as raised:
        run_session(fresh(make_model), x, y, **{"epochs": 5, **settings})
    return str(raised.value)


def first_failing_epoch(make_model: Any, x: Any, y: Any) -> int:
    """The same by model.fit's history (1 is the first)."""
    losses = fresh(make_model).fit(x, y, epochs=5, verbose=0).history["loss"]
    return int(np.flatnonzero(~np.isfinite(losses))[0]) + 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_huge_learning_rate_is_named_with_epoch_step_and_layer(engine: str, force_engine: Any) -> None:
    force_engine(engine)
    x, y = features(170)

    def explosive() -> Any:
        hidden = layers.Dense(5, name="first")
        stack = [keras.Input((8,)), hidden, layers.Dense(1, name="last")]
        return compiled(keras.Sequential(stack), optimizers.SGD(1e3), loss="mse", metrics=[])

    text = sentence(explosive, x, y.astype("float32"))
    found = re.match(r"the loss became NaN in epoch (\d+), step (\d+) of 6: .* layer '(first|last)'", text)
    assert found, text
    assert int(found[1]) == first_failing_epoch(explosive, x, y.astype("float32"))
    assert text.endswith(
        "lower the learning rate, scale the features, or look for extreme values in the data."
    )


def test_an_explosion_in_a_later_epoch_is_dated_right_though_epochs_run_in_blocks() -> None:
    def regression() -> Any:
        model = keras.Sequential([keras.Input((8,)), layers.Dense(1, name="line")])
        return compiled(model, optimizers.SGD(0.6), loss="mse", metrics=[])

    x, y = features(64)
    x = x * 2
    with pytest.raises(NotFiniteLoss, match=r"epoch (\d+)") as raised:
        run_session(fresh(regression), x, y.astype("float32"), epochs=200)
    losses = fresh(regression).fit(x, y.astype("float32"), epochs=200, verbose=0).history["loss"]
    expected = int(np.flatnonzero(~np.isfinite(losses))[0]) + 1
    assert expected > 3, "this learning rate explodes too soon for the test"
    assert f"epoch {expected}, step" in str(raised.value)
    assert "'line'" in str(raised.value)


def test_nan_in_the_features_is_named_as_such() -> None:
    x, y = features()
    x[5, 3] = np.nan
    text = sentence(linear, x, y)
    assert "in epoch 1 because the training data hold NaN or infinite values; remove or fill them" in text


def test_infinity_in_the_labels_is_named_as_such() -> None:
    x, _ = features()
    y = np.zeros((90, 3), "float32")
    y[0] = np.inf
    assert "the training data hold NaN or infinite values" in sentence(lambda: linear(loss="mse"), x, y)


def test_the_layer_that_takes_a_logarithm_of_negative_numbers_is_named() -> None:
    def logarithmic() -> Any:
        stack = [
            keras.Input((8,)),
            layers.Dense(5, name="before"),
            layers.Dense(5, activation=keras.ops.log, name="logarithm"),
            layers.Dense(3, activation="softmax", name="after"),
        ]
        return compiled(keras.Sequential(stack))

    text = sentence(logarithmic, *features())
    assert (
        "in epoch 1, step 1 of 3: the output of layer 'logarithm' was the first that was not finite" in text
    )


def test_a_loss_that_does_not_fit_the_last_layer_is_named() -> None:
    def logarithm_of_output(y_true: Any, y_pred: Any) -> Any:
        return keras.ops.log(y_pred - 100.0) + 0.0 * y_true

    def make() -> Any:
        stack = [keras.Input((8,)), layers.Dense(1, name="guess")]
        return compiled(keras.Sequential(stack), loss=logarithm_of_output, metrics=[])

    x, y = features()
    text = sentence(make, x, y.astype("float32"))
    assert "every layer's output was finite up to the last, 'guess', but the loss of it was not" in text
    assert text.endswith("check that the loss fits that layer's activation and the labels.")


def test_a_subclass_without_a_graph_of_layers_is_explained_as_well() -> None:
    class Bare(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.guess = layers.Dense(1, name="guess")

        def call(self, x: Any) -> Any:
            return keras.ops.log(self.guess(x) - 100.0)

    x, y = features()
    text = sentence(lambda: compiled(Bare(), loss="mse", metrics=[]), x, y.astype("float32"))
    assert "in epoch 1, step 1 of 3; lower the learning rate" in text  # where it began is not known


def test_a_network_with_convolutions_is_explained_as_well() -> None:
    def explosive() -> Any:
        model = convolutional()
        return compiled(model, optimizers.SGD(1e30), loss="mse", metrics=[])

    x, y = images()
    text = sentence(explosive, x, np.eye(3, dtype="float32")[y])
    assert re.search(r"epoch \d, step \d of 2: .*layer '(conv2d|dense|max_pooling2d|flatten)", text), text


def test_a_loss_that_stays_finite_is_no_error() -> None:
    result = run_session(fresh(classifier), *features(), epochs=2)
    assert result.ended == "all epochs"


def test_the_model_is_left_as_it_was_before_the_epoch_that_failed() -> None:
    def explosive() -> Any:
        model = keras.Sequential([keras.Input((8,)), layers.Dense(1)])
        return compiled(model, optimizers.SGD(1e9), loss="mse", metrics=[])

    model = fresh(explosive)
    x, y = features()
    with pytest.raises(NotFiniteLoss, match=r"layer 'dense.*' had grown to .*; lower the learning rate"):
        run_session(model, x, y.astype("float32"), epochs=5)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())
