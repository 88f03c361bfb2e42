from __future__ import annotations

import keras

from handsonn.models.summary import LayerFacts, count_parameters, summarise


def test_each_layer_has_its_name_kind_shape_and_parameters() -> None:
    frozen = keras.layers.Dense(3, name="frozen")
    frozen.trainable = False
    model = keras.Sequential([keras.Input((4,)), frozen, keras.layers.Dense(2, name="last")])
    assert summarise(model) == (
        LayerFacts("frozen", "Dense", (3,), 15, 0),
        LayerFacts("last", "Dense", (2,), 8, 8),
    )
    assert count_parameters(model) == (23, 8)


def test_the_count_is_that_of_keras() -> None:
    model = keras.Sequential(
        [
            keras.Input((6, 2)),
            keras.layers.BatchNormalization(),
            keras.layers.LSTM(3),
            keras.layers.Dropout(0.5),
        ]
    )
    assert count_parameters(model)[0] == model.count_params()


def test_a_model_that_is_not_built_has_no_shapes_yet() -> None:
    model = keras.Sequential([keras.layers.Dense(3, name="later")])
    assert summarise(model) == (LayerFacts("later", "Dense", (), 0, 0),)
    assert count_parameters(model) == (0, 0)
