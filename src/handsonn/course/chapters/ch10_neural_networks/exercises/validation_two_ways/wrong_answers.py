"""Typical wrong answers to validation_two_ways."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
_HALF = "train_test_split(x, y, test_size=0.2, stratify=y, random_state=seed)"
WRONG_ANSWERS = (
    WrongAnswer(
        "takes the first rows", "first_rows", (("np.arange(int(samples * (1 - fraction)), samples)", "np.arange(int(samples * fraction))"),),
        "the last rows",
    ),
    WrongAnswer("leaves the table sorted", "not_shuffled", (("x[order], y[order]", "x, y"),), "of 4 classes"),
    WrongAnswer(
        "shuffles x and y apart", "shuffled_apart", (("y[order]", "np.random.default_rng(seed + 1).permutation(y)"),),
        "another sample's",
    ),
    WrongAnswer("shuffles x alone", "shuffled_apart", (("y[order]", "y"),), "another sample's"),
    WrongAnswer(
        "parts the whole table twice", "overlap", (("rest_x, rest_y, test_size=0.25, stratify=rest_y", "x, y, test_size=0.25, stratify=y"),),
        "lie in more than one part",
    ),
    WrongAnswer(
        "does not stratify", "not_stratified",
        (("test_size=0.2, stratify=y", "test_size=0.2"), ("test_size=0.25, stratify=rest_y", "test_size=0.25")), "class",
    ),
    WrongAnswer("takes 20 % of the rest", "share_of_the_rest", (("test_size=0.25", "test_size=0.2"),), "of the rest"),
    WrongAnswer("validates on the training part", "validated_on_training", (("validation_data=validation", "validation_data=train"),), "are training samples"),
    WrongAnswer("watches the test part", "watched_the_test", (("validation_data=validation", "validation_data=test"),), "test part"),
    WrongAnswer("tests on the validation part", "tested_on_seen", (("evaluate(*test", "evaluate(*validation"),), "accuracy on the validation part"),
    WrongAnswer("gives the loss for the accuracy", "loss_for_accuracy", (("_, accuracy = ", "accuracy, _ = "),), "is the loss"),
)  # fmt: skip
