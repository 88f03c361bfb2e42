"""Typical wrong answers to perceptron."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("asks for more than 0", "step_at_zero", (("bias >= 0", "bias > 0"),), "use >="),
    WrongAnswer("answers -1 and 1", "sign_for_step", (("1, 0)", "1, -1)"),), "give 0 there"),
    WrongAnswer(
        "steps the wrong way", "wrong_direction",
        (("label - predict(sample, weights, bias)", "predict(sample, weights, bias) - label"),), "label - answer",
    ),
    WrongAnswer("leaves the bias alone", "bias_not_updated", (("bias + learning_rate * error", "bias"),), "stays"),
    WrongAnswer(
        "takes the sum for the answer", "sum_for_answer",
        (("label - predict(sample, weights, bias)", "label - (sample @ weights + bias)"),), "not the sum",
    ),
    WrongAnswer(
        "learns from right answers too", "learns_when_right",
        (("label - predict(sample, weights, bias)", "2 * label - 1"),), "is right",
    ),
    WrongAnswer("forgets the learning rate", "no_learning_rate", (("weights + learning_rate *", "weights +"),), "times the"),
    WrongAnswer(
        "judges an epoch by the weights at its end", "mistakes_counted_late",
        (("append(wrong)", "append(wrong := int(np.sum(predict(x, weights, bias) != y)))"),), "when its turn came",
    ),
    WrongAnswer(
        "answers all samples of an epoch first", "one_set_of_answers_per_epoch",
        (
            ("wrong = 0\n", "wrong, answers = 0, list(predict(x, weights, bias))\n"),
            ("if predict(sample, weights, bias) != label:", "if (answer := answers.pop(0)) != label:"),
            (
                "weights, bias = update(sample, label, weights, bias, learning_rate)",
                "weights, bias = weights + learning_rate * (label - answer) * sample, bias + learning_rate * (label - answer)",
            ),
        ),
        "sample before",
    ),
    WrongAnswer(
        "begins each epoch at 0", "begins_anew", (("wrong = 0\n", "wrong, weights, bias = 0, np.zeros(x.shape[1]), 0.0\n"),),
        "begins anew",
    ),
    WrongAnswer("goes on without mistakes", "does_not_stop", (("            break", "            pass"),), "should end"),
    WrongAnswer("has no last epoch", "out_of_time", (("for _ in range(max_epochs)", "while True"),), "never ends"),
)  # fmt: skip
