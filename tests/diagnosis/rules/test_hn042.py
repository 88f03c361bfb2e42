"""What Keras says of the shape of x is told in plain words."""

from __future__ import annotations

import pytest
from facts_by_hand import healthy, raising

from handsonn.diagnosis.rules.hn042_shape_of_x import RULE
from handsonn.records import Facts

CALLING = "Exception encountered when calling Sequential.call().\n\n\x1b[1m"
LAYER = "Input 0 with name 'None' of layer 'lstm_4' is incompatible with the layer: "


@pytest.mark.parametrize(
    ("message", "cause", "remedy"),
    [
        (
            CALLING
            + "Invalid input shape for input JitTracer(float32[32]) with name 'x' and path ''. Expected "
            "shape (None, 4), but input has incompatible shape (32,)\x1b[0m",
            "x has only one axis",
            "x.reshape(-1, 1)",
        ),
        (
            CALLING
            + "Invalid input shape for input Tensor with name 'x' and path ''. Expected shape (None, 784), "
            "but input has incompatible shape (32, 28, 28)\x1b[0m",
            "takes samples of shape (784,), but those of x have (28, 28)",
            "x.reshape(-1, 784) for x, or begin the network with keras.Input((28, 28)) and a Flatten layer",
        ),
        (
            # As a script's error reaches the rule: on one line, with the arguments behind it.
            (
                "Exception encountered when calling Sequential.call(). \x1b[1mInvalid input shape for "
                "input x. Expected shape (None, 9), but input has incompatible shape (32, 28, 28)\x1b[0m "
                "Arguments received by Sequential.call(): inputs=x"
            ),
            "takes samples of shape (9,), but those of x have (28, 28)",
            "the shape of one sample",
        ),
        (
            CALLING
            + "Input 0 with name 'None' of layer 'dense' is incompatible with the layer: expected axis -1 of "
            "input shape to have value 5, but received input with shape (32, 4)\x1b[0m",
            "made for 5 features, but gets samples of shape (4,)",
            "as many features",
        ),
        (
            (
                'Input 0 of layer "dense" is incompatible with the layer: expected axis -1 of input shape '
                "to have value 5, but received input with shape (None, 4)"
            ),
            "made for 5 features",
            "as many features",
        ),
        (
            LAYER + "expected ndim=3, found ndim=2. Full shape received: (None, 4)",
            "'lstm_4' expects 3 axes with the samples first, but gets 2: (4,) for each sample",
            "return_sequences=True",
        ),
        (
            LAYER.replace("lstm_4", "conv2d_3") + "expected min_ndim=4, found ndim=3. Full shape received: "
            "(None, 8, 8)",
            "(8, 8) for each sample",
            "x[..., np.newaxis]",
        ),
        (
            (
                "Layer \"functional\" expects 2 named input(s) with keys ['a', 'b'], but it received 1 "
                "input tensors. Pass inputs as a dict"
            ),
            "has 2 inputs, but x holds 1 array.",
            "a list of arrays",
        ),
        ("Cannot convert '4' to a shape.", "got '4' where it expects a shape", "keras.Input(shape=(4,))"),
    ],
)
def test_each_of_its_words(message: str, cause: str, remedy: str) -> None:
    (finding,) = RULE.check(healthy(raised=raising(message)))
    assert cause in finding.cause
    assert remedy in finding.remedy
    assert "x has the shape (1000, 8)." in finding.evidence
    assert "\x1b" not in "".join(finding.evidence)
    assert "Exception encountered" not in "".join(finding.evidence)
    assert "Arguments received" not in "".join(finding.evidence)


def test_other_errors_are_not() -> None:
    assert not list(RULE.check(Facts(raised=raising("Invalid dtype: object"))))
    assert not list(RULE.check(healthy()))
