"""Misspelt names are told with the nearest that Keras knows."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, raising

from handsonn.diagnosis.keras_names import KINDS, OTHERS, nearest
from handsonn.diagnosis.rules.hn047_unknown_name import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(
    ("message", "near"),
    [
        ("Could not interpret optimizer identifier: addam", "adam"),
        ("Could not interpret metric identifier: acuracy", "accuracy"),
        ("Could not interpret activation function identifier: rellu", "relu"),
        ("Could not interpret initializer identifier: glorot_unifrom", "glorot_uniform"),
        ("Could not interpret loss identifier: categorical_cross_entropy", "categorical_crossentropy"),
        ("Could not interpret loss identifier: Binary-Crossentropy", "binary_crossentropy"),
        ("module 'keras.layers' has no attribute 'Dens'", "Dense"),
        ("'Sequential' object has no attribute 'compil'", "compile"),
        ("JAXTrainer.fit() got an unexpected keyword argument 'epoch'", "epochs"),
        ("Unrecognized keyword arguments passed to Dense: {'activaton': 'relu'}", "activation"),
        ("cannot import name 'Conv2d' from 'keras.layers' (/x/__init__.py)", "Conv2D"),
    ],
)
def test_the_nearest_name_is_the_remedy(message: str, near: str) -> None:
    (finding,) = RULE.check(Facts(raised=raising(message)))
    assert finding.remedy.startswith(f"Write {near!r} instead of")


def test_a_name_like_no_other_has_no_neighbour() -> None:
    (finding,) = RULE.check(Facts(raised=raising("Could not interpret loss identifier: zzzz")))
    assert finding.cause == "Keras knows no loss 'zzzz'."
    assert "documentation" in finding.remedy


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(Facts(raised=raising("No module named 'seaborn'"))))


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_every_listed_name_is_its_own_nearest(kind: str) -> None:
    assert all(nearest(name, kind) == name for name in KINDS.get(kind, OTHERS))
