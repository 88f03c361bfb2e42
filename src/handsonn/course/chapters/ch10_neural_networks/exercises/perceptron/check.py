"""The check of perceptron.

order: 2
minutes: 30
seconds: 5
lab: weights
backends: jax tensorflow
"""

import numpy as np
from sklearn.linear_model import Perceptron

from handsonn.course.checking import Wrong

AFTERWARDS = """
Where a line separates the classes, the perceptron finds one after a limited number of mistakes, whatever the order of
the samples: that is proved. It need not be the best line, only the first without a mistake. Where no line separates
them it never comes to rest, and its last weights may be worse than earlier ones; that is why it needs a last epoch.
The learning rate only scales weights that began at 0, so here it changes no answer. Keras' networks learn otherwise:
by the gradient of a loss, which also tells by how much an answer is wrong.
"""


def answers(answer, trial):
    """predict gives 1 where the sum is 0 or more"""
    for samples, features in ((9, 3), (1, 4), (30, 2)):
        x = trial.generator.normal(size=(samples, features))
        weights = trial.generator.normal(size=features)
        x[0] = 0.0
        for bias in (0.0, float(trial.generator.normal())):
            right = x @ weights + bias >= 0
            given = answer.array("predict", x, weights, bias, shape=(samples,), each="one answer per sample")
            if bias == 0.0 and given[0] == 0 and np.array_equal(given[1:], right[1:]):
                raise Wrong(
                    "your neuron answers 0 where its sum is exactly 0; it should answer 1: use >=.",
                    name="step_at_zero",
                )
            if not right.all() and np.array_equal(given, np.where(right, 1, -1)):
                raise Wrong(
                    "your neuron answers -1 where its sum is below 0; give 0 there.", name="sign_for_step"
                )
            if not np.array_equal(given, right):
                place = int(np.argmax(given != right))
                raise Wrong(
                    f"where the sum is {x[place] @ weights + bias:.3g}, your neuron answers {given[place]:.3g} instead of "
                    f"{int(right[place])}; the sum is x @ weights + bias.",
                    name="wrong_answer",
                )  # fmt: skip


def one_update(answer, trial):
    """update changes the weights and the bias after a mistake, and nothing otherwise"""
    cases = []
    for label, total in ((1, -1.3), (0, 1.6), (1, 1.4), (0, -1.2)):
        sample, weights = trial.generator.normal(size=(2, int(trial.generator.integers(2, 5))))
        rate = float(trial.generator.uniform(0.1, 0.8))
        cases.append((sample, label, weights, float(total - sample @ weights), rate))
    cases.append((np.array([2.0, 1.0]), 0, np.zeros(2), 0.0, 1.0))  # worked out in the README
    for sample, label, weights, bias, rate in cases:
        given = answer.call("update", sample, label, weights, bias, rate)
        new_weights, new_bias = _parts(given, "update", "the weights and the bias", 2)
        new_weights = answer.numbers(
            new_weights, "the new weights are", shape=weights.shape, each="one per feature"
        )
        new_bias = float(answer.numbers(new_bias, "the new bias is", shape=(), each="one number"))
        total = float(sample @ weights + bias)
        error = label - int(total >= 0)
        where = f"for label {label} and a sum of {total:.3g}"
        _judge_change(new_weights - weights, new_bias - bias, sample, error, rate, where)
        _judge_sum(new_weights - weights, sample, label - total, error, rate, where)
        for what, found, right in (
            ("weights", new_weights, weights + rate * error * sample),
            ("bias", new_bias, bias + rate * error),
        ):
            if not np.allclose(found, right, atol=1e-6):
                raise Wrong(
                    f"{where} and a learning rate of {rate:.3g} the new {what} should be {np.round(right, 4)}, yours: "
                    f"{np.round(found, 4)}; begin with error = label - answer, here {error}.",
                    name="wrong_update",
                )  # fmt: skip


def _judge_change(weight_change, bias_change, sample, error, rate, where):
    """Name what is known to go wrong with the direction, the bias and the learning rate."""
    step = rate * error
    if error == 0:
        if not np.allclose(weight_change, 0, atol=1e-6) or abs(bias_change) > 1e-6:
            raise Wrong(
                f"{where} the answer is right, yet your update changes something; only a wrong answer changes weights.",
                name="learns_when_right",
            )
    elif np.allclose(weight_change, -step * sample):
        raise Wrong(
            f"{where} your weights move away from the right answer: the error is label - answer, here {error}, not "
            f"{-error}.",
            name="wrong_direction",
        )
    elif rate != 1 and np.allclose(weight_change, error * sample):
        raise Wrong(
            f"your weights change by error * sample, whatever the learning rate; it is that times the rate, here {rate:.3g}.",
            name="no_learning_rate",
        )
    elif np.allclose(weight_change, step * sample):
        if bias_change == 0:
            raise Wrong(
                f"{where} your weights change as they should, but the bias stays; it learns too, as the weight of an input that is always 1.",
                name="bias_not_updated", lab="bias",
            )  # fmt: skip
        if rate != 1 and np.isclose(bias_change, error):
            raise Wrong(
                f"your bias changes by {bias_change:.3g}, which lacks the learning rate of {rate:.3g}; the weights have it.",
                name="bias_without_learning_rate", lab="bias",
            )  # fmt: skip
        if np.isclose(bias_change, -step):
            raise Wrong("your weights move the right way, but the bias moves the other; add learning_rate * error to it.", name="bias_backwards")  # fmt: skip


def _judge_sum(weight_change, sample, difference, error, rate, where):
    if error and not np.isclose(difference, error) and np.allclose(weight_change, rate * difference * sample):
        raise Wrong(
            f"{where} your weights change by {difference:.3g} times learning rate and sample: you took the label minus the sum; the "
            f"perceptron takes the answer of the neuron, 0 or 1, and not the sum, so the error is {error}.",
            name="sum_for_answer",
        )  # fmt: skip


def on_separable_data(answer, trial):
    """train ends with weights that answer all samples rightly, the same as scikit-learn's"""
    for samples, features, rate in ((40, 2, 1.0), (60, 4, 0.25), (25, 3, 0.5)):
        x, y = _separable(trial.generator, samples, features)
        weights, bias, mistakes = _trained(answer, x, y, 500, rate)
        _judge_mistakes(mistakes, x, y, 500, rate)
        oracle = Perceptron(max_iter=len(mistakes), tol=None, shuffle=False, eta0=rate).fit(x, y)
        right = np.append(oracle.coef_[0], oracle.intercept_[0])
        found = np.append(weights, bias)
        if rate != 1 and np.allclose(found * rate, right):
            raise Wrong(
                f"your weights are {1 / rate:g} times those of scikit-learn for a learning rate of {rate}; hand the rate on to update.",
                name="learning_rate_lost",
            )
        if not np.allclose(found, right):
            raise Wrong(
                f"your mistakes are counted rightly, but the weights and the bias you give, {np.round(found, 3)}, are not "
                f"those of scikit-learn's Perceptron, {np.round(right, 3)}; give the ones that the last update left.",
                name="wrong_weights",
            )
    trial.tell(
        f"On {samples} samples with {features} features, your perceptron made {int(sum(mistakes))} mistakes in "
        f"{len(mistakes) - 1} epochs, then none; scikit-learn's has the same weights."
    )


def on_other_data(answer, trial):
    """train ends after max_epochs where no line separates the classes"""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    for each in (2, 6):
        x = np.repeat(corners, each, axis=0) + trial.generator.uniform(-0.2, 0.2, (4 * each, 2))
        y = np.repeat([0, 1, 1, 0], each)
        most = int(trial.generator.integers(5, 30))
        _, _, mistakes = _trained(answer, x, y, most, 1.0)
        if len(mistakes) != most:
            raise Wrong(
                f"on samples that no line separates, with max_epochs {most}, you counted the mistakes of {len(mistakes)} epochs; "
                f"no epoch there is without a mistake, so it should be {most}.",
                name="wrong_number_of_epochs",
            )
        _judge_mistakes(mistakes, x, y, most, 1.0)
    trial.tell(
        f"On {len(y)} samples around the corners of a square, which no line separates, it still made {mistakes[-1]:.0f} mistakes in "
        f"epoch {most}."
    )


def _trained(answer, x, y, most, rate):
    """Call train; give its weights, its bias and the mistakes of each epoch."""
    given = answer.call("train", x, y, most, rate)
    weights, bias, mistakes = _parts(given, "train", "the weights, the bias and the mistakes", 3)
    weights = answer.numbers(weights, "the weights of train are", shape=(x.shape[1],), each="one per feature")
    bias = answer.numbers(bias, "the bias of train is", shape=(), each="one number")
    mistakes = answer.numbers(mistakes, "the mistakes of train are")
    if mistakes.ndim != 1:
        raise Wrong(
            f"the mistakes of train have the shape {mistakes.shape}; give a list with one number for each epoch.",
            name="no_list_of_mistakes",
        )
    return weights, float(bias), [float(each) for each in mistakes]


def _parts(given, name, what, number):
    if not isinstance(given, tuple | list) or len(given) != number:
        raise Wrong(
            f"{name} should give {number} things, {what}: write them after `return`, with commas.",
            name="no_tuple",
        )
    return given


def _judge_mistakes(mistakes, x, y, most, rate):
    """Compare the mistakes of each epoch with those of the rule, and with those of its usual misreadings."""
    right, late = _mistakes(x, y, most, rate)
    if mistakes == right:
        return
    if mistakes[: len(right)] == right:
        raise Wrong(
            f"epoch {len(right)} was the first without a mistake, and training should end there; yours went on to epoch {len(mistakes)}.",
            name="does_not_stop",
        )
    if [*mistakes, 0] == right:
        raise Wrong(
            f"your list ends before the epoch without a mistake, epoch {len(right)}; its 0 belongs into the list, since only that epoch "
            "shows that all is right.",
            name="last_epoch_missing",
        )
    if mistakes == late[: len(mistakes)]:
        raise Wrong(
            f"your first epoch has {mistakes[0]:.0f} mistakes, as many as the weights at its end make; count a sample that was answered "
            f"wrongly when its turn came, before its update: {right[0]}.",
            name="mistakes_counted_late",
        )  # fmt: skip
    if mistakes == _mistakes(x, y, len(mistakes), rate, at_once=True)[0]:
        raise Wrong(
            f"your first epoch has {mistakes[0]:.0f} mistakes, which come of answering all its samples with the same weights; "
            f"each sample should be answered with the weights that the sample before has left: {right[0]} mistakes.",
            name="one_set_of_answers_per_epoch",
        )  # fmt: skip
    if len(mistakes) > 1 and set(mistakes) == {right[0]}:
        raise Wrong(
            f"each of your {len(mistakes)} epochs makes the {right[0]} mistakes of the first, so it begins anew; set the weights to 0 "
            "once, before the loop over the epochs.",
            name="begins_anew",
        )
    _tell_difference(mistakes, right)


def _tell_difference(mistakes, right):
    for number, (found, expected) in enumerate(zip(mistakes, right, strict=False), start=1):
        if found != expected:
            raise Wrong(
                f"epoch {number} should have {expected} mistakes, yours has {found:g}; begin with weights of 0, go through the samples in their order, count "
                "a wrong answer, then update.",
                name="wrong_mistakes",
            )
    raise Wrong(
        f"your training ended after {len(mistakes)} epochs; the rule ends after {len(right)}, the first without a mistake.",
        name="wrong_number_of_epochs",
    )


def _mistakes(x, y, most, rate, *, at_once=False):
    """Give the mistakes of each epoch as the rule makes them, and those that the weights at its end make.

    at_once: all samples of an epoch are answered with the weights at its beginning.
    """
    weights, bias, met, left = np.zeros(x.shape[1]), 0.0, [], []
    for _ in range(most):
        wrong, before = 0, x @ weights + bias >= 0
        for number, (sample, label) in enumerate(zip(x, y, strict=True)):
            error = label - int(before[number] if at_once else sample @ weights + bias >= 0)
            wrong += int(error != 0)
            weights, bias = weights + rate * error * sample, bias + rate * error
        met.append(wrong)
        left.append(int(np.sum((x @ weights + bias >= 0) != y)))
        if wrong == 0:
            break
    return met, left


def _separable(generator, samples, features):
    """Draw samples on both sides of a line, none close to it, the first of class 0.

    With a first sample of class 0, scikit-learn, for which a sum of 0 is always wrong, makes the same updates.
    """
    while True:
        normal = generator.normal(size=features)
        normal /= np.linalg.norm(normal)
        x = generator.normal(0.0, 2.0, size=(4 * samples, features))
        sums = x @ normal + generator.uniform(-1, 1)
        far = np.abs(sums) > 0.3
        x, y = x[far][:samples], (sums[far] >= 0).astype(int)[:samples]
        if (
            len(y) == samples
            and y[0] == 0
            and samples / 4 < y.sum() < samples * 3 / 4
            and len(_mistakes(x, y, 40, 1.0)[0]) in range(3, 40)
        ):
            return x, y


CHECKS = (answers, one_update, on_separable_data, on_other_data)
