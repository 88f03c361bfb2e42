"""An experiment says what to do; the same experiment and seed give the same run, as Keras' own fit would."""

from typing import Any

import keras
import numpy as np
import pytest

from handsonn.data import split
from handsonn.errors import DataError, ModelError, UnknownName, UsageError
from handsonn.experiments import Experiment, Run
from handsonn.records import ClassificationReport, Dataset, EpochFacts


def own_model() -> Any:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def wrong_model() -> Any:
    model = keras.Sequential([keras.Input((7,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def test_a_run_is_what_model_fit_gives_with_the_same_seed(iris: Dataset, iris_run: Run) -> None:
    parts = split(iris)
    keras.utils.set_random_seed(4)
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        parts.train.x, parts.train.y, batch_size=32, epochs=3, validation_data=parts.validation, verbose=0
    )
    for found, expected in zip(iris_run.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(np.asarray(found), np.asarray(expected))
    np.testing.assert_allclose(iris_run.history["val_loss"], history.history["val_loss"], rtol=1e-6)


def test_the_report_speaks_of_the_test_samples(iris: Dataset, iris_run: Run) -> None:
    test: Any = split(iris).test
    right = iris_run.model.predict(test.x, verbose=0).argmax(axis=1) == test.y
    assert isinstance(iris_run.report, ClassificationReport)
    assert iris_run.report.scores[0].value == pytest.approx(right.mean())
    assert iris_run.confusion_matrix().counts.sum() == len(test.y) == 30


def test_raw_samples_are_prepared_before_they_are_predicted(iris: Dataset, iris_run: Run) -> None:
    test: Any = split(iris).test
    np.testing.assert_allclose(
        iris_run.predict(iris.x[split(iris).test_rows]), iris_run.model.predict(test.x, verbose=0), atol=1e-6
    )


def test_another_seed_gives_other_weights(iris: Dataset, iris_run: Run) -> None:
    other = Experiment(iris, layers=(8,), epochs=3).run(seed=5)
    assert not np.array_equal(
        np.asarray(other.model.get_weights()[0]), np.asarray(iris_run.model.get_weights()[0])
    )


def test_each_epoch_is_told_as_it_ends(iris: Dataset) -> None:
    told: list[EpochFacts] = []
    run = Experiment(iris, layers=(4,), epochs=4).run(sink=told.append)
    assert [facts.epoch for facts in told] == [0, 1, 2, 3]
    assert tuple(facts.metrics["loss"] for facts in told) == run.history["loss"]


def test_own_models_are_trained_as_they_were_compiled(iris: Dataset) -> None:
    run = Experiment(iris, model=own_model, epochs=1).run()
    assert type(run.model.optimizer).__name__ == "SGD"
    assert run.record().settings["model"] == "own_model"


def test_large_targets_are_learnt_because_the_network_ends_with_their_scale(houses: Dataset) -> None:
    scaled = Experiment(houses, layers=(32,), epochs=20).run()
    plain = Experiment(houses, layers=(32,), epochs=20, target_scaler="none").run()
    layer = scaled.model.layers[-1]
    targets = scaled.data.split.train.y
    assert targets is not None
    assert layer.scale == pytest.approx(targets.std())
    assert layer.offset == pytest.approx(targets.mean())
    score = {name: run.report.scores[2] for name, run in (("scaled", scaled), ("plain", plain))}  # type: ignore[union-attr]
    assert score["scaled"].name == "R2"
    assert score["scaled"].value > 0.5
    assert score["plain"].value < 0


def test_the_normalization_layer_holds_the_training_rows_alone(iris: Dataset) -> None:
    run = Experiment(iris, layers=(4,), epochs=1, scaler="normalization").run()
    np.testing.assert_allclose(
        np.ravel(run.model.layers[0].mean), run.data.split.train.x.mean(axis=0), rtol=1e-5
    )


def test_without_a_test_set_nothing_is_claimed(iris: Dataset) -> None:
    run = Experiment(iris, layers=(4,), epochs=1, test=0).run()
    assert (run.report, run.predictions) == (None, None)
    with pytest.raises(DataError, match="this run has no test set"):
        run.confusion_matrix()


def test_a_regression_has_no_confusion_matrix(houses: Dataset) -> None:
    run = Experiment(houses, layers=(4,), epochs=1).run()
    with pytest.raises(DataError, match="this run is a regression"):
        run.confusion_matrix()


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"epochs": 0}, UsageError, "epochs is 0; it counts"),
        ({"batch_size": 2.5}, UsageError, "batch_size is 2.5"),
        ({"epochs": True}, UsageError, "epochs is True"),
        ({"learning_rate": 0}, UsageError, "learning_rate is 0; give a positive"),
        ({"learning_rate": float("inf")}, UsageError, "learning_rate is inf"),
        ({"early_stopping": 0}, UsageError, "early_stopping is 0"),
        ({"early_stopping": 2, "validation": 0}, UsageError, "needs a validation set"),
        ({"early_stopping": 2, "validation": None}, UsageError, "needs a validation set"),
        ({"target_scaler": "standart"}, UnknownName, "did you mean 'standard'"),
        ({"dataset": "irsi"}, UnknownName, "did you mean 'iris'"),
    ],
)
def test_settings_that_no_training_can_use_are_refused(
    iris: Dataset, settings: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        Experiment(**{"dataset": iris, **settings})


def test_early_stopping_may_watch_keras_own_split(iris: Dataset) -> None:
    run = Experiment(iris, layers=(4,), epochs=2, early_stopping=1, validation=0, validation_split=0.2).run()
    assert "val_loss" in run.history


def test_unlabelled_data_are_refused() -> None:
    data = Dataset("mine", np.ones((5, 2), np.float32), None, "unlabelled")
    with pytest.raises(DataError, match="mine has no labels"):
        Experiment(data).run()


def test_a_layer_of_the_built_network_cannot_be_put_into_an_own_one(iris: Dataset) -> None:
    with pytest.raises(UsageError, match="'normalization' is a layer"):
        Experiment(iris, model=own_model, scaler="normalization").run()


def test_an_own_model_of_another_shape_is_refused_before_training(iris: Dataset) -> None:
    with pytest.raises(ModelError, match="begin the model with"):
        Experiment(iris, model=wrong_model).run()
