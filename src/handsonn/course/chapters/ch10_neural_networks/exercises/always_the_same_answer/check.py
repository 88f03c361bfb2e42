"""The check of always_the_same_answer.

order: 19
minutes: 15
seconds: 60
lab: x_and_y
backends: jax tensorflow
"""

import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.named_cause import (
    check_cause,
    grave_findings,
    told,
)
from handsonn.course.checking import Wrong

AFTERWARDS = """
Softmax divides each unit's number by the sum over all units, so that the answers add up to 1. With one unit, it divides
a number by itself: the answer is 1 whatever the weights are, its gradient is 0, and no training, however long, moves
anything. The accuracy of the broken network was the share of benign tumours, 63 %: that of answering "1" unseen. Two
classes take one unit with sigmoid, or two units with softmax and sparse categorical cross-entropy. Look at a few
predictions before you look at the accuracy.
"""

CAUSE = "HN001"
ENOUGH = 0.88
AS_SHIPPED = {"weights": 513, "updates": 15 * 20}
"""Of the network as it comes: how many weights and biases it has, and how often 400 samples update them."""


def cause_named(answer, trial):
    """CAUSE is the code of what is wrong"""
    check_cause(answer, CAUSE, "always_the_same_answer")


def repaired(answer, trial):
    """the trained network tells unseen tumours apart"""
    x, y, unseen, labels = _tumours(trial)
    model = answer.model("train", x, y)
    given = answer.numbers(model.predict(unseen, verbose=0), "the network gave")
    accuracy = float(np.mean(_classes(given, len(labels)) == labels))
    if accuracy < ENOUGH:
        raise _still_broken(model, given, accuracy)
    trial.measure(
        "accuracy on 169 unseen tumours", accuracy,
        "the accuracy on 169 unseen tumours is {value}, at least {bound} was expected.",
        name="too_low", at_least=ENOUGH,
    )  # fmt: skip
    if grave := grave_findings(model):
        raise Wrong(
            f"the accuracy on 169 unseen tumours is {accuracy:.2f} this time, but the old cause has made room for another. "
            f"The diagnosis finds: {told(grave[0])} {grave[0].remedy}",
            name="another_fault",
        )


def _still_broken(model, given, accuracy):
    """Say what is seen and what the diagnosis finds; nothing is trained for it."""
    seen = f"on 169 unseen tumours the accuracy is {accuracy:.2f}"
    if np.ptp(given, axis=0).max() < 1e-6:
        seen = f"the network gives all 169 unseen tumours the same answer, {_words(given[0])}; the accuracy is {accuracy:.2f}"
    grave = grave_findings(model)
    if not grave:
        return Wrong(
            f"{seen}, at least {ENOUGH} was expected; nothing is wrong with the network's last layer and its loss any "
            "more, so look at what you changed in the training: epochs, learning rate, the samples that fit gets.",
            name="too_low",
        )
    found = told(grave[0])
    changed = _changed(model)
    if grave[0].code == CAUSE and changed:
        return Wrong(
            f"{seen}. You changed {changed}, and the cause is where it was. The diagnosis finds: {found}",
            name="hides_the_symptom",
        )
    if grave[0].code == CAUSE:
        return Wrong(
            f"{seen}. CAUSE is right, and still in the network. The diagnosis finds: {found}",
            name="not_mended",
        )
    return Wrong(
        f"{seen}; the old cause is gone, but there is another one. The diagnosis finds: {found} {grave[0].remedy}",
        name="another_fault",
    )


def _changed(model):
    """Name what was changed around the cause; "" for nothing."""
    updates = int(model.optimizer.iterations)
    found = []
    if abs(updates - AS_SHIPPED["updates"]) > 1:
        found.append(f"how long it trains ({updates} updates, {AS_SHIPPED['updates']} before)")
    if model.count_params() != AS_SHIPPED["weights"]:
        found.append(
            f"the size of the network ({model.count_params():,} weights, {AS_SHIPPED['weights']} before)"
        )
    if str(model.loss) != "binary_crossentropy":
        found.append("the loss")
    if type(model.optimizer).__name__ != "Adam":
        found.append("the optimizer")
    return " and ".join(found)


def _classes(given, count):
    """Read class numbers off what the network gave: one unit, two units, or one number per sample."""
    if given.shape in ((count, 1), (count,)):
        return given.reshape(count) > 0.5
    if given.shape == (count, 2):
        return given.argmax(axis=1)
    raise Wrong(
        f"for {count} samples the network gave an array of shape {given.shape}; expected one probability for each, or two.",
        name="wrong_output",
    )


def _words(answer):
    return ", ".join(f"{number:.2f}" for number in np.atleast_1d(answer))


def _tumours(trial):
    """Draw tumours to train with and others, standardised by the former: x, y, unseen, their labels."""
    tumours = hn.load("breast_cancer")
    order = trial.generator.permutation(len(tumours.x))
    x, y = tumours.x[order].astype("float32"), np.asarray(tumours.y)[order]
    x = (x - x[:400].mean(axis=0)) / x[:400].std(axis=0)
    return x[:400], y[:400], x[400:], y[400:]


CHECKS = (cause_named, repaired)
