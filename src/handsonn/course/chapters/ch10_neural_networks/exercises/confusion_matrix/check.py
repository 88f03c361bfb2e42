"""The check of confusion_matrix.

order: 13
minutes: 25
seconds: 10
lab: inference
backends: jax tensorflow
"""

import numpy as np
from sklearn import metrics
from sklearn.neighbors import KNeighborsClassifier

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
One table answers all these questions. Its diagonal holds the right ones: divided by all samples they give the accuracy, by
the sums of the columns the precision, by the sums of the rows the recall. The accuracy weighs each sample alike, the mean
recall each class; they differ as soon as classes are of different size. A precision of 0 for a class that was never
predicted is a convention for 0/0, as in scikit-learn's zero_division=0, so look at the column before you believe it. Which of
the two matters depends on what a wrong answer costs.
"""


def counts(answer, trial):
    """confusion_matrix counts true classes in rows and predicted classes in columns"""
    for samples, classes, seen in ((60, 3, 3), (200, 6, 4), (25, 2, 2), (40, 5, 5)):
        labels, predicted = _answers(trial.generator, samples, seen)
        right = metrics.confusion_matrix(labels, predicted, labels=range(classes))
        given = answer.call("confusion_matrix", labels, predicted, classes)
        if (
            np.ndim(given) == 2
            and np.shape(given) != right.shape
            and len(given) in (seen, len(np.unique(labels)))
        ):
            raise Wrong(
                f"with num_classes {classes}, of which {seen} occur, your matrix has the shape {np.shape(given)}; it should have {classes} rows and columns, "
                "so that matrices of different samples can be compared.",
                name="classes_missing",
            )  # fmt: skip
        given = answer.numbers(
            given, "confusion_matrix gave", shape=right.shape, each="one row and one column per class"
        )
        _judge_counts(given, right, samples)


def _judge_counts(given, right, samples):
    if np.array_equal(given, right):
        return
    if np.array_equal(given, right.T):
        raise Wrong(
            f"your rows are the predicted classes: row 0 adds up to {given[0].sum():g}, but {right[0].sum()} samples are of class 0; rows are true classes, "
            "columns predicted ones.",
            name="transposed",
        )
    if np.array_equal(given, right > 0):
        raise Wrong(
            f"your matrix holds only 0 and 1, {given.sum():g} in all for {samples} samples; matrix[labels, predicted] += 1 adds 1 once for a place that "
            "occurs many times: count in a loop, or with np.add.at.",
            name="counted_once",
        )
    with np.errstate(invalid="ignore"):
        shares = (
            right / samples,
            right / right.sum(axis=1, keepdims=True),
            right / right.sum(axis=0, keepdims=True),
        )
    if any(np.allclose(given, np.nan_to_num(each)) for each in shares):
        raise Wrong(
            f"your matrix holds shares, such as {given[0, 0]:.3f}; give the counts themselves, {right[0, 0]} in that place.",
            name="shares_for_counts",
        )
    if np.array_equal(np.diag(given), np.diag(right)) and not (given - np.diag(np.diag(given))).any():
        raise Wrong(
            f"your matrix counts the right answers alone; the {samples - np.trace(right)} wrong ones belong beside the diagonal.",
            name="only_right_ones",
        )
    if given.sum() != samples:
        raise Wrong(
            f"the numbers in your matrix add up to {given.sum():g}, but there are {samples} samples; count each sample once.",
            name="wrong_number_of_samples",
        )
    row, column = np.unravel_index(np.argmax(given != right), right.shape)
    raise Wrong(
        f"{right[row, column]} samples of class {row} were predicted as class {column}, your matrix has {given[row, column]:g} in row {row}, column {column}.",
        name="wrong_counts",
    )


def right_ones(answer, trial):
    """accuracy is the share of all samples on the diagonal"""
    for samples, classes in ((80, 4), (300, 3)):
        matrix = metrics.confusion_matrix(*_answers(trial.generator, samples, classes))
        given = float(answer.array("accuracy", matrix, shape=(), each="one number"))
        right = np.trace(matrix) / samples
        recalls = np.diag(matrix) / matrix.sum(axis=1)
        if np.isclose(given, np.trace(matrix) / classes):
            raise Wrong(
                f"you give {given:.3g}, as you divide the {np.trace(matrix)} right ones by the {classes} classes; divide them by all samples, {samples}.",
                name="divided_by_classes",
            )
        if np.isclose(given, recalls.mean()):
            raise Wrong(
                f"you give {given:.4f}, the mean of the classes' recalls, in which small classes weigh as much as large ones; the accuracy "
                f"weighs each sample alike: {right:.4f}.",
                name="mean_recall_for_accuracy",
            )
        if np.isclose(given, np.trace(matrix)):
            raise Wrong(
                f"you give {given:g}, the number of right answers; divide it by the {samples} samples.",
                name="number_for_share",
            )
        if np.isclose(given, 100 * right):
            raise Wrong(
                f"you give {given:.3g}, a percentage; give the share, between 0 and 1.", name="percentage"
            )
        if not np.isclose(given, right):
            raise Wrong(
                f"{np.trace(matrix)} of {samples} samples are on the diagonal, an accuracy of {right:.4f}; yours is {given:.4f}.",
                name="wrong_accuracy",
            )


def of_those_predicted(answer, trial):
    """precision is the share of right ones in each column"""
    _shares(answer, trial, "precision", 0)


def of_those_of_a_class(answer, trial):
    """recall is the share of right ones in each row"""
    _shares(answer, trial, "recall", 1)


def _shares(answer, trial, name, axis):
    of, never = (("predicted as", "was never predicted"), ("that are of", "has no samples"))[axis]
    for samples, classes, is_absent in ((90, 3, False), (150, 5, True), (40, 2, False)):
        labels, predicted = _answers(trial.generator, samples, classes)
        if is_absent:
            absent = int(trial.generator.integers(classes))
            emptied = predicted if axis == 0 else labels
            emptied[emptied == absent] = (absent + 1) % classes
        matrix = metrics.confusion_matrix(labels, predicted, labels=range(classes))
        score = metrics.precision_score if axis == 0 else metrics.recall_score
        right = score(labels, predicted, labels=range(classes), average=None, zero_division=0)
        given = answer.call(name, matrix)
        if isinstance(given, int | float | np.number):
            raise Wrong(
                f"{name} gives one number for all, {given:.4f}; give one number per class, here {classes}.",
                name="averaged_over_classes",
            )
        if (
            is_absent
            and np.shape(given) == (classes,)
            and not np.isfinite(np.asarray(given, dtype=float)[absent])
        ):
            raise Wrong(
                f"your {name} of class {absent}, which {never}, is {np.asarray(given)[absent]:g}, since 0 is divided by 0 there; give 0 for it.",
                name="division_by_zero",
            )
        given = answer.numbers(given, f"{name} gave", shape=(classes,), each="one number per class")
        _judge_shares(given, right, matrix, name, axis, of)


def _judge_shares(given, right, matrix, name, axis, of):
    if np.allclose(given, right):
        return
    other = np.diag(matrix) / np.maximum(matrix.sum(axis=1 - axis), 1)
    if np.allclose(given, other):
        raise Wrong(
            f"what you give as {name} is {('precision', 'recall')[1 - axis]}; of those {of} a class, which are a {('column', 'row')[axis]} of the matrix, it is the "
            "share of right ones.",
            name="precision_and_recall_swapped",
        )  # fmt: skip
    if np.allclose(given, np.diag(matrix) / matrix.sum()):
        raise Wrong(
            f"your {name} divides by all samples, {matrix.sum()}; divide the right ones of a class by the samples {of} it, for class 0 {matrix.sum(axis=axis)[0]}.",
            name="share_of_all",
        )
    place = int(np.argmax(~np.isclose(given, right)))
    raise Wrong(
        f"the {name} of class {place} should be {matrix[place, place]} of {matrix.sum(axis=axis)[place]} = {right[place]:.4f}, yours is {given[place]:.4f}.",
        name=f"wrong_{name}",
    )


def _answers(generator, samples, classes):
    """Draw labels of classes of different size, and answers that are often right but lean to one side."""
    while True:
        shares = generator.dirichlet(np.full(classes, 5.0))
        labels = generator.choice(classes, size=samples, p=shares)
        wrong = generator.choice(classes, size=samples, p=generator.dirichlet(np.full(classes, 2.0)))
        predicted = np.where(generator.uniform(size=samples) < 0.6, labels, wrong)
        matrix = metrics.confusion_matrix(labels, predicted, labels=range(classes))
        sums = matrix.sum(axis=0), matrix.sum(axis=1)
        if (
            min(np.min(each) for each in sums) > 0
            and not np.array_equal(*sums)
            and matrix.max() > 1
            and np.diag(matrix).all()
        ):
            return labels, predicted


def digits(answer, trial):
    """the matrix of a digit reader tells which digits it takes for which"""
    split = hn.split(hn.load("digits"), validation=0.0, test=0.4, scaler="minmax", seed=trial.seed)
    (x, y), (unseen, labels) = (
        (part.x.reshape(len(part.x), -1), part.y) for part in (split.train, split.test)
    )
    predicted = KNeighborsClassifier(3).fit(x[:150], y[:150]).predict(unseen)
    matrix = answer.array(
        "confusion_matrix", labels, predicted, 10, shape=(10, 10), each="one row and one column per digit"
    )
    _judge_counts(matrix, metrics.confusion_matrix(labels, predicted, labels=range(10)), len(labels))
    whole = matrix.astype(int)
    shares = [answer.array(name, whole) for name in ("accuracy", "precision", "recall")]
    beside = whole - np.diag(np.diag(whole))
    label, guess = np.unravel_index(np.argmax(beside), beside.shape)
    lowest = int(np.argmin(shares[2]))
    trial.tell(
        f"Of {len(labels)} unseen digits a reader that asks the three most similar of 150 known ones gets {float(shares[0]):.1%} right. Most often it takes {label} for {guess}, {beside[label, guess]} times; "
        f"its lowest recall is that of {lowest}, {shares[2][lowest]:.1%}, whose precision is {shares[1][lowest]:.1%}."
    )


CHECKS = (counts, right_ones, of_those_predicted, of_those_of_a_class, digits)
