"""Typical wrong answers to regression_network."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("ends in sigmoid", "bounded_output", (("Dense(1)", 'Dense(1, activation="sigmoid")'),), "with sigmoid"),
    WrongAnswer("ends in softmax", "softmax_output", (("Dense(1)", 'Dense(1, activation="softmax")'),), "gives 1"),
    WrongAnswer("ends in ReLU", "relu_output", (("Dense(1)", 'Dense(1, activation="relu")'),), "no slope"),
    WrongAnswer(
        "takes the loss of a classifier", "classification_loss", (('"mse"', '"binary_crossentropy"'),), "a distance"
    ),
    WrongAnswer("asks for the accuracy", "accuracy_metric", (('"mae"', '"accuracy"'),), "mean absolute error"),
    WrongAnswer("leaves the prices as they are", "not_scaled_y", (("y.mean(), y.std()", "0, 1"),), "scales y for you"),
    WrongAnswer(
        "leaves the features as they are", "not_scaled_x",
        (("x.mean(axis=0), x.std(axis=0)", "0 * x[0], 0 * x[0]"),), "scales x for you",
    ),
    WrongAnswer(
        "scales unseen rows by themselves", "scaled_by_batch",
        (("predict((x - x_mean) / x_std", "predict((x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)"),), "among three",
    ),
    WrongAnswer("forgets to scale back", "not_scaled_back", (("answer * y_std + y_mean", "answer"),), "scaled unit"),
    WrongAnswer("gives a column", "column", (("[:, 0]", ""),), "[:, 0]"),
    WrongAnswer("trains for four epochs", "too_few_epochs", (("epochs=20", "epochs=4"),), "more epochs"),
)  # fmt: skip
