"""Typical wrong answers to forward_pass."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("turns the weights round", "weights_transposed", (("x @ weights +", "x @ weights.T +"),), "one row per input"),
    WrongAnswer("leaves the bias out", "no_bias", (("x @ weights + bias", "x @ weights"),), "the bias"),
    WrongAnswer("takes max for maximum", "max_for_maximum", (("np.maximum", "np.max"),), "np.maximum"),
    WrongAnswer(
        "adds up the exponentials of each column", "softmax_over_samples",
        (("exponentials.sum(axis=1", "exponentials.sum(axis=0"),), "columns",
    ),
    WrongAnswer(
        "adds up the exponentials of the whole table", "softmax_over_everything",
        (("exponentials.sum(axis=1, keepdims=True)", "exponentials.sum()"), ("z.max(axis=1, keepdims=True)", "z.max()")), "whole",
    ),
    WrongAnswer(
        "divides by a row where a column is needed", "softmax_without_keepdims",
        (("exponentials.sum(axis=1, keepdims=True)", "exponentials.sum(axis=1)"),), "keepdims=True",
    ),
    WrongAnswer("takes nothing away", "softmax_overflows", (("z - z.max(axis=1, keepdims=True)", "z"),), "largest sum"),
    WrongAnswer("takes one maximum for the table", "one_maximum", (("z.max(axis=1, keepdims=True)", "z.max()"),), "its own row"),
    WrongAnswer("leaves the ReLU out", "no_relu", (("relu(dense(x, weights1, bias1))", "dense(x, weights1, bias1)"),), "ReLU"),
    WrongAnswer(
        "ends with the sums", "no_softmax", (("softmax(dense(hidden, weights2, bias2))", "dense(hidden, weights2, bias2)"),),
        "softmax",
    ),
    WrongAnswer(
        "puts a ReLU before the softmax", "relu_on_output", (("dense(hidden, weights2, bias2)", "relu(dense(hidden, weights2, bias2))"),),
        "output layer",
    ),
)  # fmt: skip
