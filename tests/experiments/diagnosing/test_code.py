"""A case as Keras code that runs, and a change as the lines that differ."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from trainings_to_diagnose import flowers, network, tumours

from handsonn.experiments.diagnosing import apply, case_code, case_of, change_code
from handsonn.records import Change

layers = keras.layers


def test_the_code_of_a_case_runs_and_makes_the_same_network() -> None:
    x, y = flowers()
    inputs = keras.Input((4,), name="features")
    hidden = layers.Dense(5, activation="relu", name="hidden")(inputs)
    outputs = layers.Dense(3, activation="softmax", name="answer")(layers.Concatenate()([hidden, inputs]))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    case = apply(case_of(model, x, y, epochs=0, batch_size=64), Change("scale_inputs", {"scaler": "minmax"}))
    names: dict[str, object] = {"keras": keras, "np": np, "x": x, "y": y}
    exec(case_code(case), names)  # noqa: S102 - the code is the thing to try
    made = names["model"]
    assert made.count_params() == model.count_params()
    assert made.optimizer.get_config()["learning_rate"] == pytest.approx(0.1)
    np.testing.assert_allclose(names["x"], case.x, rtol=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        Change("scale_inputs", {"scaler": "standard"}),
        Change("scale_targets", {"scaler": "standard"}),
        Change("labels", {"to": "one_hot"}),
        Change("shuffle", {}),
        Change("drop_missing", {}),
        Change("fill_missing", {}),
        Change("drop_features", {"features": (0, 2)}),
        Change("same_scaling", {}),
        Change("drop_shared_rows", {}),
    ],
    ids=lambda change: change.kind,
)
def test_the_lines_for_the_data_do_what_the_change_does(change: Change) -> None:
    x, y = flowers()
    val_x = x[1::7] * 3 + 50 if change.kind == "same_scaling" else x[1::7]
    case = case_of(network(4, 3, "softmax", "mse"), x, y, validation_data=(val_x, y[1::7]))
    changed = apply(case, change)
    names = {"keras": keras, "np": np, "x": x.copy(), "y": y, "x_val": val_x.copy(), "y_val": y[1::7]}
    exec("\n".join(changed.preparation), names)  # noqa: S102
    val = changed.arguments["validation_data"]
    for name, expected in (("x", changed.x), ("y", changed.y), ("x_val", val[0]), ("y_val", val[1])):
        np.testing.assert_allclose(names[name], expected, rtol=1e-4, atol=1e-5, err_msg=name)


def test_a_change_is_told_by_the_lines_that_differ() -> None:
    case = tumours(validation_split=0.1)
    assert change_code(case, apply(case, Change("batch_size", {"batch_size": 8}))) == (
        "--- as it was\n+++ with the change\n@@ -15,5 +15,5 @@\n     y,\n     epochs=6,\n"
        "-    batch_size=32,\n+    batch_size=8,\n     validation_split=0.1,\n )\n"
    )
    assert change_code(case, case) == ""


def test_a_class_of_the_learners_is_told_by_its_layers() -> None:
    class Mine(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.hidden = layers.Dense(4, activation="tanh")
            self.rest = [layers.Dropout(0.3)]

        def call(self, x: object) -> object:
            return self.rest[0](self.hidden(x))

    def own_loss(truth: object, answer: object) -> object:
        return keras.ops.mean(keras.ops.abs(truth - answer))

    model = Mine()
    model.compile("adam", own_loss, metrics=["mae"])
    code = case_code(case_of(model, *flowers(), callbacks=[keras.callbacks.EarlyStopping(patience=3)]))
    assert "model = Mine(...)  # your own class" in code
    assert '#     self.hidden = keras.layers.Dense(4, activation="tanh")' in code
    assert "#     self.rest[0] = keras.layers.Dropout(0.3)" in code
    assert "loss=own_loss," in code
    assert "callbacks=[keras.callbacks.EarlyStopping(patience=3)]," in code
