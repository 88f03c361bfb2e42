"""Windows larger than what is left are told, with the shape that is left."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, raising

from handsonn.diagnosis.rules.hn049_image_shrunk_away import RULE
from handsonn.records import Facts


@pytest.mark.parametrize(
    ("message", "left", "remedy"),
    [
        (
            (
                "Computed output size would be zero or negative. Received `inputs shape=(None, 1, 1, 4)`, "
                "`kernel shape=(3, 3, 4, 4)`, `dilation_rate=[1 1]`, `strides=(1, 1)`, `padding=valid`."
            ),
            "(1, 1, 4)",
            "padding='same'",
        ),
        (
            (
                "Exception encountered when calling MaxPooling2D.call().\n\nComputed output size would be "
                "zero or negative. Received: `inputs.shape=[None 1 1 4]`, `pool_size=[2 2]`, `strides=(2, "
                "2)`, `padding=valid`."
            ),
            "(1, 1, 4)",
            "padding='same'",
        ),
        (
            (
                "Computed output size would be zero or negative. Received `inputs shape=(None, 1, 28, "
                "28)`, `kernel shape=(3, 3, 28, 4)`, `dilation_rate=[1 1]`, `strides=(1, 1)`, "
                "`padding=valid`."
            ),
            "(1, 28, 28)",
            "np.moveaxis(x, 1, -1)",
        ),
        (
            "Negative dimension size caused by subtracting 3 from 1",
            "what is left of the image",
            "padding='same'",
        ),
    ],
)
def test_each_of_its_words(message: str, left: str, remedy: str) -> None:
    (finding,) = RULE.check(Facts(raised=raising(message, during="build")))
    assert left in finding.cause
    assert remedy in finding.remedy


def test_healthy_twins() -> None:
    assert not list(RULE.check(healthy()))
    assert not list(RULE.check(Facts(raised=raising("Invalid dtype: object"))))
