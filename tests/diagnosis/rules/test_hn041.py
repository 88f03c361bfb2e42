"""Names of an older Keras are told with what took their place, in the words that Keras 3.15 raises."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, raising

from handsonn.diagnosis.rules.hn041_old_keras import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(
    ("kind", "message", "name", "now"),
    [
        ("ValueError", "Argument(s) not recognized: {'lr': 0.1}", "lr", "learning_rate"),
        (
            "ValueError",
            "Unrecognized keyword arguments passed to Dense: {'init': 'uniform'}",
            "init",
            "kernel_initializer",
        ),
        (
            "ValueError",
            "Unrecognized keyword arguments passed to LSTM: {'batch_input_shape': (6, 4, 1)}",
            "batch_input_shape",
            "keras.Input(batch_shape=...)",
        ),
        ("TypeError", "JAXTrainer.fit() got an unexpected keyword argument 'nb_epoch'", "nb_epoch", "epochs"),
        (
            "TypeError",
            "TensorFlowTrainer.fit() got an unexpected keyword argument 'workers'",
            "workers",
            "PyDataset",
        ),
        ("ModuleNotFoundError", "No module named 'keras.layers.core'", "keras.layers.core", "keras.layers"),
        (
            "ModuleNotFoundError",
            "No module named 'tensorflow.keras.layers.core'",
            "keras.layers.core",
            "keras.layers",
        ),
        ("ModuleNotFoundError", "No module named 'keras.engine'", "keras.engine", "keras"),
        (
            "ModuleNotFoundError",
            "No module named 'keras.utils.np_utils'",
            "keras.utils.np_utils",
            "to_categorical",
        ),
        (
            "ImportError",
            "cannot import name 'np_utils' from 'keras.utils' (/x/keras/utils/__init__.py)",
            "np_utils",
            "to_categorical",
        ),
        ("ImportError", "cannot import name 'adam' from 'keras.optimizers' (/x/__init__.py)", "adam", "Adam"),
        (
            "AttributeError",
            "'Sequential' object has no attribute 'predict_classes'",
            "predict_classes",
            "argmax",
        ),
        ("AttributeError", "'Functional' object has no attribute 'fit_generator'", "fit_generator", "fit"),
        (
            "AttributeError",
            "module 'keras.backend' has no attribute 'set_session'",
            "set_session",
            "no sessions",
        ),
        ("KeyError", "'acc'", "acc", "accuracy"),
    ],
)
def test_what_keras_says_leads_to_the_name_of_today(kind: str, message: str, name: str, now: str) -> None:
    (finding,) = RULE.check(Facts(raised=raising(message, kind, "script")))
    assert repr(name) in finding.cause
    assert now in finding.remedy
    assert message.split(" (", maxsplit=1)[0] in finding.evidence[0]


def test_the_learners_line_is_quoted() -> None:
    said = raising("Argument(s) not recognized: {'lr': 0.1}", line=7, code="  sgd = SGD(lr=0.1)")
    (finding,) = RULE.check(Facts(raised=said))
    assert finding.evidence[0].startswith("The error in line 7 reads: ValueError")
    assert finding.evidence[1] == "The line reads: sgd = SGD(lr=0.1)."


def test_units_that_were_called_output_dim() -> None:
    said = "Dense.__init__() missing 1 required positional argument: 'units'"
    assert list(RULE.check(Facts(raised=raising(said, "TypeError", code="Dense(output_dim=4)"))))
    assert not list(RULE.check(Facts(raised=raising(said, "TypeError", code="Dense(activation='relu')"))))


@pytest.mark.parametrize(
    "message",
    ["No module named 'seaborn'", "module 'keras.layers' has no attribute 'Dens'", "", "'loss'",
     "Unrecognized keyword arguments passed to Dense: {'unit': 3}"],
)  # fmt: skip
def test_other_errors_are_not(message: str) -> None:
    assert not list(RULE.check(Facts(raised=raising(message))))
    assert not list(RULE.check(healthy()))
