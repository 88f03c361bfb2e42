"""Typical wrong answers to losses_and_labels."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "categorical_for_whole_numbers"
WRONG_ANSWERS = (
    WrongAnswer(
        "turns the labels of network 1 into one-hot rows", "labels_changed",
        (("return model, y\n\n\ndef species_one_hot", "return model, keras.utils.to_categorical(y)\n\n\ndef species_one_hot"),
         ('"sparse_categorical_crossentropy"\n', '"categorical_crossentropy"\n')), "keeps its labels",
    ),
    WrongAnswer("leaves one-hot rows to a sparse loss", "one_hot_for_sparse", (("y.argmax(axis=1)", "y"),), "one-hot rows"),
    WrongAnswer("looks for the largest in the wrong direction", "wrong_labels", (("axis=1", "axis=0"),), "axis=1"),
    WrongAnswer(
        "leaves the sparse loss for one unit", "sparse_for_one_unit",
        (('yes_or_no = "binary', 'yes_or_no = "sparse_categorical'),), "single output",
    ),
    WrongAnswer(
        "leaves the categorical loss for tags", "categorical_for_tags",
        (('yes_or_no_each = "binary', 'yes_or_no_each = "categorical'),), "one of the tags",
    ),
    WrongAnswer("leaves the softmax over tags", "softmax_for_tags", (('5, "sigmoid"', '5, "softmax"'),), "add up to 1"),
    WrongAnswer("leaves the softmax over one unit", "softmax_of_one_unit", (("1, None", '1, "softmax"'),), "always 1"),
    WrongAnswer("bends temperatures into 0 to 1", "bent_output", (("1, None", '1, "sigmoid"'),), "between 0 and 1"),
    WrongAnswer(
        "asks temperatures for a cross-entropy", "crossentropy_for_numbers", (('"mse"', '"binary_crossentropy"'),),
        "yes or no",
    ),
    WrongAnswer("reports the accuracy of temperatures", "accuracy_for_numbers", (('"mae"', '"accuracy"'),), "exact hits"),
    WrongAnswer(
        "applies softmax twice", "softmax_twice",
        (("one_of_four = ", "one_of_four = keras.losses.SparseCategoricalCrossentropy(from_logits=True)  # "),),
        "from_logits=True",
    ),
)  # fmt: skip
