"""Typical wrong answers to confusion_matrix."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "not_written"
WRONG_ANSWERS = (
    WrongAnswer("puts the predicted classes into the rows", "transposed", (("matrix[label, guess]", "matrix[guess, label]"),), "rows"),
    WrongAnswer(
        "counts a place only once", "counted_once",
        (("    for label, guess in zip(labels, predicted, strict=True):\n        matrix[label, guess] += 1", "    matrix[labels, predicted] += 1"),),
        "np.add.at",
    ),
    WrongAnswer("counts a few samples alone", "wrong_number_of_samples", (("zip(labels, predicted, strict=True)", "zip(labels[:5], predicted[:5])"),), "each sample once"),
    WrongAnswer("has only the classes that occur", "classes_missing", (("np.zeros((num_classes, num_classes)", "np.zeros((max(labels) + 1, max(labels) + 1)"),), "rows and columns"),
    WrongAnswer("gives shares instead of counts", "shares_for_counts", (("    return matrix\n", "    return matrix / len(labels)\n"),), "counts"),
    WrongAnswer("divides by the number of classes", "divided_by_classes", (("/ matrix.sum()", "/ len(matrix)"),), "all samples"),
    WrongAnswer(
        "swaps precision and recall", "precision_and_recall_swapped",
        (("share(np.diag(matrix), matrix.sum(axis=0))", "share(np.diag(matrix), matrix.sum(axis=-1))"), ("matrix.sum(axis=1)", "matrix.sum(axis=0)")),
        "recall",
    ),
    WrongAnswer("divides by 0", "division_by_zero", (("np.where(of > 0, right / np.maximum(of, 1), 0.0)", "right / of"),), "never predicted"),
    WrongAnswer(
        "averages over the classes", "averaged_over_classes", (("np.where(of > 0, right / np.maximum(of, 1), 0.0)", "np.mean(right / np.maximum(of, 1))"),),
        "one number per class",
    ),
    WrongAnswer("divides by all samples", "share_of_all", (("share(np.diag(matrix), matrix.sum(axis=1))", "np.diag(matrix) / matrix.sum()"),), "all samples"),
)  # fmt: skip
