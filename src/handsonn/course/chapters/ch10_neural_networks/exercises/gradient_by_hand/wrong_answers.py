"""Typical wrong answers to gradient_by_hand."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("adds the squares up", "sum_for_mean", (("np.mean(", "np.sum("),), "divide by"),
    WrongAnswer("takes the root of the mean", "root_of_the_error", (("np.mean((output - y) ** 2)", "np.sqrt(np.mean((output - y) ** 2))"),), "root"),
    WrongAnswer("derives the sum, not the mean", "no_mean", (("(output - y) / len(x)", "(output - y)"),), "mean over"),
    WrongAnswer("forgets the 2 of the square", "no_two", (("2 * (output - y)", "(output - y)"),), "half"),
    WrongAnswer("takes label minus output", "gradient_backwards", (("2 * (output - y)", "2 * (y - output)"),), "output minus"),
    WrongAnswer("goes through the ReLU as if it were not there", "no_relu_derivative", (("d_hidden * (sums > 0)", "d_hidden"),), "did not pass"),
    WrongAnswer(
        "puts the derivative itself through ReLU", "relu_of_the_derivative",
        (("d_hidden * (sums > 0)", "np.maximum(d_hidden, 0)"),), "its sum in the forward pass",
    ),
    WrongAnswer("takes the sums for the hidden outputs", "sums_for_hidden", (("hidden.T @", "sums.T @"),), "after ReLU"),
    WrongAnswer("keeps a bias gradient per sample", "bias_not_summed", (("d_sums.sum(axis=0)", "d_sums"),), "for each sample"),
    WrongAnswer("averages the bias gradient", "bias_averaged", (("d_output.sum(axis=0)", "d_output.mean(axis=0)"),), "twice"),
    WrongAnswer("steps along the gradient", "step_uphill", (("parameter - learning_rate", "parameter + learning_rate"),), "uphill"),
)  # fmt: skip
