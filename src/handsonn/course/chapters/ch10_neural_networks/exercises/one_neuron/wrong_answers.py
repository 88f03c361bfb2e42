"""Typical wrong answers to one_neuron."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("leaves the bias out", "no_bias", (("x @ weights + bias", "x @ weights"),), "bias, which is missing"),
    WrongAnswer(
        "adds the bias to each product", "bias_per_feature",
        (("return x @ weights + bias", "return (x * weights + bias).sum(axis=1)"),), "once per feature",
    ),
    WrongAnswer("asks for more than 0", "step_at_zero", (("z >= 0", "z > 0"),), "use >="),
    WrongAnswer("takes the sign for the step", "sign_for_step", (("1, 0)", "1, -1)"),), "which is the sign"),
    WrongAnswer("adds up over the samples", "wrong_shape", (("x @ weights", "weights @ x.T.sum(axis=1)"),), "one sum"),
    WrongAnswer("takes the bias of OR for AND", "wrong_gate", (("-1.5", "-0.5"),), "the inputs (0, 1)"),
    WrongAnswer("puts AND's line through a point", "line_through_a_point", (("-1.5", "-2.0"),), "in the middle"),
    WrongAnswer("changes x in place", "changes_its_input", (("return x @", "x *= 1.5\n    return x @"),), "array x"),
)  # fmt: skip
