from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from handsonn.errors import UnknownName, UsageError
from handsonn.models.build import activation_names, build, compile_model, make_optimizer, optimizer_names


def test_the_default_network_has_the_layers_of_the_learners_book() -> None:
    model = build((28, 28), "classification", 10)
    kinds = [type(layer).__name__ for layer in model.layers]
    assert kinds == ["Flatten", "Dense", "Dense", "Dense"]
    assert model.count_params() == 784 * 300 + 300 + 300 * 100 + 100 + 100 * 10 + 10
    assert model.output_shape == (None, 10)


@pytest.mark.parametrize(
    ("task", "classes", "units", "activation"),
    [
        ("classification", 3, 3, "softmax"),
        ("classification", 2, 1, "sigmoid"),
        ("regression", 0, 1, "linear"),
    ],
)
def test_the_output_follows_the_task(task: Any, classes: int, units: int, activation: str) -> None:
    last = build((4,), task, classes, layers=[]).layers[-1]
    assert (last.units, last.activation.__name__) == (units, activation)


def test_the_same_seed_builds_the_same_network() -> None:
    keras.utils.set_random_seed(3)
    first = build((4,), "regression").get_weights()
    keras.utils.set_random_seed(3)
    second = build((4,), "regression").get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_normalization_takes_mean_and_variance_of_the_training_rows() -> None:
    mean, variance = np.array([1.0, 10.0], "float32"), np.array([4.0, 25.0], "float32")
    model = build((2,), "regression", layers=[], normalization=(mean, variance))
    scaled = model.layers[0](np.array([[3.0, 5.0]], "float32"))
    np.testing.assert_allclose(scaled, [[1.0, -1.0]], rtol=1e-6)


def test_normalization_of_images_is_one_mean_for_all_pixels() -> None:
    model = build((2, 2), "regression", layers=[], normalization=(np.float32(2.0), np.float32(9.0)))
    scaled = model.layers[0](np.full((1, 2, 2), 5.0, "float32"))
    np.testing.assert_allclose(scaled, np.ones((1, 2, 2)), rtol=1e-6)


def test_a_misspelt_activation_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="no activation called 'rellu'; did you mean 'relu'"):
        build((4,), "regression", activation="rellu")
    assert "deserialize" not in activation_names()


@pytest.mark.parametrize("layers", [[0], [-3], [2.5], [True], [10**7]])
def test_a_layer_that_cannot_be_is_named(layers: list[Any]) -> None:
    with pytest.raises(UsageError, match="hidden layer 1 has"):
        build((4,), "regression", layers=layers)


def test_layers_is_a_list() -> None:
    with pytest.raises(UsageError, match=r"layers is 300; give a list"):
        build((4,), "regression", layers=300)  # type: ignore[arg-type]


def test_a_network_larger_than_the_memory_is_refused_before_it_is_built() -> None:
    with pytest.raises(UsageError, match=r"make 1,000,\d+,000 parameters; stay below 500,000,000"):
        build((999,), "regression", layers=[1_000_000])


@pytest.mark.parametrize("shape", [(), (0,), (3, 0)])
def test_samples_need_a_feature(shape: tuple[int, ...]) -> None:
    with pytest.raises(UsageError, match="at least one feature"):
        build(shape, "regression")


def test_one_class_cannot_be_told_apart() -> None:
    with pytest.raises(UsageError, match="there are 1 classes; a classification needs at least two"):
        build((4,), "classification", 1)


def test_labels_are_needed() -> None:
    with pytest.raises(UsageError, match="the task is 'unlabelled'"):
        build((4,), "unlabelled")


@pytest.mark.parametrize(
    ("task", "classes", "loss", "metric"),
    [
        ("classification", 3, "sparse_categorical_crossentropy", "accuracy"),
        ("classification", 2, "binary_crossentropy", "accuracy"),
        ("regression", 0, "mse", "mae"),
    ],
)
def test_each_task_has_its_loss_and_its_metric(task: Any, classes: int, loss: str, metric: str) -> None:
    model = compile_model(build((4,), task, classes, layers=[3]), task, classes)
    assert model.get_compile_config()["loss"] == loss
    assert model.get_compile_config()["metrics"] == [metric]
    x = np.zeros((8, 4), "float32")
    history = model.fit(x, np.arange(8) % 2, epochs=1, verbose=0).history
    assert set(history) == {"loss", metric}


def test_two_classes_with_softmax_get_the_sparse_loss() -> None:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
    compiled = compile_model(model, "classification", 2)
    assert compiled.get_compile_config()["loss"] == "sparse_categorical_crossentropy"


def test_an_unlabelled_task_has_no_loss() -> None:
    with pytest.raises(UsageError, match="from labels"):
        compile_model(build((4,), "regression"), "unlabelled")


def test_the_learning_rate_reaches_the_optimizer() -> None:
    model = compile_model(build((4,), "regression"), "regression", optimizer="SGD", learning_rate=0.25)
    assert float(model.optimizer.learning_rate) == 0.25


def test_a_learning_rate_may_be_a_whole_number() -> None:
    model = compile_model(build((4,), "regression"), "regression", optimizer="SGD", learning_rate=10)
    assert float(model.optimizer.learning_rate) == 10.0


def test_an_optimizer_object_is_taken_as_it_is() -> None:
    optimizer = keras.optimizers.SGD(0.1, momentum=0.9)
    assert compile_model(build((4,), "regression"), "regression", optimizer=optimizer).optimizer is optimizer


@pytest.mark.parametrize("name", optimizer_names())
def test_every_optimizer_can_be_made_by_name(name: str) -> None:
    assert type(make_optimizer(name)).__name__.lower() == name


def test_a_misspelt_optimizer_gets_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="no optimizer called 'adm'; did you mean 'adam'"):
        make_optimizer("adm")


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), True])
def test_a_learning_rate_is_a_finite_number_above_zero(rate: float) -> None:
    with pytest.raises(UsageError, match="must be a finite number above 0"):
        make_optimizer("adam", rate)
