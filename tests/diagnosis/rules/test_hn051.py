"""Packages that are not there are told; modules of Keras are another rule's."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, raising

from handsonn.diagnosis.rules.hn051_missing_package import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(
    ("module", "remedy"),
    [
        ("seaborn", "Install it: pip install seaborn."),
        ("sklearn.datasets", "Install it: pip install scikit-learn."),
        (
            "tensorflow",
            "Write import keras instead of tensorflow.keras, or install it: pip install tensorflow.",
        ),
    ],
)
def test_the_remedy_names_what_to_install(module: str, remedy: str) -> None:
    said = raising(f"No module named {module!r}", "ModuleNotFoundError", "import")
    (finding,) = RULE.check(Facts(raised=said))
    assert finding.remedy == remedy


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(Facts(raised=raising("No module named 'keras.layers.core'"))))
