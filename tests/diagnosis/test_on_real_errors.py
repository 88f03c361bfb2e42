"""What the installed Keras really raises is explained: its words may change with a new version."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Literal

import keras
import numpy as np
import pytest
from faulty_programs import CATEGORICAL, Program, classifier, flowers, images, one_hot
from keras import layers

from handsonn.diagnosis import judge
from handsonn.records import Facts, RaisedFacts


def raised_by(call: Callable[[], Any], during: Literal["import", "build", "fit"] = "build") -> RaisedFacts:
    """Call, and keep what was raised as the watch does."""
    with pytest.raises(Exception, match=r"\S") as caught:
        call()
    return RaisedFacts(type(caught.value).__name__, str(caught.value), during)


def first_of(facts: Facts) -> str:
    return judge(facts).findings[0].code


def fitted(program: Program) -> Facts:
    """Fit, which raises; give all facts."""
    x, y = program.x, program.y
    raised = raised_by(lambda: program.model.fit(x, y, epochs=1, verbose=0), "fit")
    known = program.facts()
    return Facts(known.model, known.data, known.fit, raised)


BUILT: dict[str, tuple[str, Callable[[], Any]]] = {
    "lr": ("HN041", lambda: keras.optimizers.SGD(lr=0.1)),
    "init": ("HN041", lambda: layers.Dense(3, init="uniform")),
    "batch_input_shape": ("HN041", lambda: layers.LSTM(3, batch_input_shape=(1, 3, 1))),
    "nb_epoch": ("HN041", lambda: classifier(flowers()).model.fit(*flowers(), nb_epoch=3)),
    "predict_classes": ("HN041", lambda: classifier(flowers()).model.predict_classes(flowers()[0])),
    "keras.layers.core": ("HN041", lambda: importlib.import_module("keras.layers.core")),
    "a number for a shape": ("HN042", lambda: keras.Input(4)),
    "an image without channels": (
        "HN042",
        lambda: keras.Sequential([keras.Input((8, 8)), layers.Conv2D(4, 3)]),
    ),
    "two recurrent layers": (
        "HN042",
        lambda: keras.Sequential([keras.Input((4, 1)), layers.LSTM(2), layers.LSTM(2)]),
    ),
    "stateful": ("HN045", lambda: keras.Sequential([keras.Input((4, 1)), layers.LSTM(2, stateful=True)])),
    "a misspelt activation": ("HN047", lambda: layers.Dense(3, activation="rellu")),
    "a misspelt optimizer": ("HN047", lambda: keras.optimizers.get("addam")),
    "a misspelt layer": ("HN047", lambda: layers.Dens(3)),
    "never compiled": (
        "HN048",
        lambda: keras.Sequential([keras.Input((4,)), layers.Dense(1)]).fit(flowers()[0], flowers()[1]),
    ),
    "nothing left": (
        "HN049",
        lambda: keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(4, 3), layers.Conv2D(4, 3)]),
    ),
    "a missing package": ("HN051", lambda: importlib.import_module("a_package_that_is_nowhere")),
    "something else": ("HN050", lambda: 1 / 0),
}


@pytest.mark.parametrize("name", BUILT)
def test_an_error_before_any_training(name: str) -> None:
    code, call = BUILT[name]
    assert first_of(Facts(raised=raised_by(call))) == code


def given(x: Any, y: Any, loss: str = "sparse_categorical_crossentropy") -> Program:
    return Program(classifier(flowers(), loss).model, x, y)


X, Y = flowers()
FITTED: dict[str, tuple[str, Callable[[], Program]]] = {
    "class numbers for the categorical loss": ("HN016", lambda: given(X, Y, CATEGORICAL)),
    "one-hot rows for the sparse loss": ("HN016", lambda: given(X, one_hot(Y))),
    "class numbers for the squared error": ("HN011", lambda: given(X, Y, "mse")),
    "no Flatten": ("HN036", lambda: images(layers.Dense(10, activation="softmax"))),
    "one axis": ("HN042", lambda: given(X[:, 0], Y)),
    "another number of features": ("HN042", lambda: given(X[:, :3], Y)),
    "lists": ("HN043", lambda: given(X.tolist(), Y.tolist())),
    "a list of rows": ("HN043", lambda: given(list(X), Y)),
    "objects": ("HN043", lambda: given(X.astype(object), Y)),
    "words as labels": ("HN044", lambda: given(X, np.array(["a", "b", "c"])[Y])),
    "numbers written as text": ("HN044", lambda: given(X.astype(str), Y)),
    "fewer labels": ("HN046", lambda: given(X, Y[:-5])),
}


@pytest.mark.parametrize("name", FITTED)
def test_an_error_of_fit(name: str) -> None:
    code, make = FITTED[name]
    facts = fitted(make())
    assert first_of(facts) == code
    assert "HN050" not in [finding.code for finding in judge(facts).findings]
