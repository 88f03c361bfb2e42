"""The check of good_in_training_only.

order: 21
minutes: 20
seconds: 90
lab: validation
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
Each call of permutation draws a new order, so samples and labels lost each other, and one in ten labels was right by
chance. A network with enough weights learns even such labels by heart: 99 % in training, 10 % on others. That is not
overfitting: overfitting networks still know something of new samples, and fewer epochs or dropout help them; here
nothing was to be learnt, and nothing but the right labels helps. Draw one order and use it for both, and look at ten
samples with their labels just before fit, where the network gets them.
"""

CAUSE = "HN030"
ENOUGH = 0.85
PARTLY = 0.3
"""A network that is right more often has learnt something, perhaps not of all digits."""
TRIAL_SECONDS = 2.0
AS_SHIPPED = {"weights": 9610, "updates": 60 * 13}
"""Of the network as it comes: how many weights and biases it has, and how often 400 samples update them."""


def cause_named(answer, trial):
    """CAUSE is the code of what is wrong"""
    check_cause(answer, CAUSE, "good_in_training_only")


def repaired(answer, trial):
    """the trained network reads unseen digits"""
    x, y, unseen, labels = _digits(trial)
    model = answer.model("train", x, y)
    given = answer.numbers(
        model.predict(unseen, verbose=0),
        "the network gave",
        shape=(300, 10),
        each="ten probabilities per image",
    )
    accuracy = float(np.mean(given.argmax(axis=1) == labels))
    if accuracy > PARTLY and (missing := _never_right(given, labels)):
        raise _not_shuffled(model, x, y, accuracy, missing)
    if accuracy < ENOUGH:
        raise _still_broken(answer, model, x, y, accuracy)
    trial.measure(
        "accuracy on 300 unseen digits", accuracy,
        "the accuracy on 300 unseen digits is {value}, at least {bound} was expected.",
        name="too_low", at_least=ENOUGH,
    )  # fmt: skip


def _not_shuffled(model, x, y, accuracy, missing):
    """Say that digits were in no training."""
    found = grave_findings(model, x, y, validation_split=0.2, batch_size=32)
    because = f" The diagnosis finds: {told(found[0])}" if found else ""
    which = f"the digit {missing[0]} is" if len(missing) == 1 else f"the digits {' and '.join(missing)} are"
    return Wrong(
        f"of 300 unseen digits {accuracy:.0%} are right, but {which} never recognised, since it was in no training: the "
        f"rows come sorted, and validation_split takes the last. Shuffle x and y, in one order.{because}",
        name="shuffle_taken_out",
    )


def _still_broken(answer, model, x, y, accuracy):
    """Say what is seen, what was changed around the cause, and what the diagnosis finds."""
    seen = f"the accuracy on 300 unseen digits is {accuracy:.2f}, at least {ENOUGH} was expected"
    kept, x, y = _pairs(answer, x, y)
    if kept > 0.9:
        return Wrong(
            f"{seen}. Samples and labels belong together where shuffled() gives them; look at what happens to them "
            "between there and fit, and at how long the network trains.",
            name="too_low",
        )
    found = grave_findings(
        model, x, y, train=True, seconds=TRIAL_SECONDS, validation_split=0.2, batch_size=32, epochs=40
    )
    because = f" The diagnosis finds: {told(found[0])}" if found else ""
    apart = f"after shuffled() {kept:.0%} of the samples have their own label or one that is equal by chance"
    changed = _changed(model)
    if changed:
        return Wrong(
            f"{seen}. You {changed}, and the cause is where it was: {apart}.{because}",
            name="hides_the_symptom",
        )
    return Wrong(f"{seen}. CAUSE is right, and still there: {apart}.{because}", name="not_mended")


def _never_right(given, labels):
    """Name the digits of which none was recognised."""
    right = given.argmax(axis=1) == labels
    return [str(digit) for digit in range(10) if not right[labels == digit].any()]


def _pairs(answer, x, y):
    """Give the share of samples that keep their label in shuffled(), and what shuffled() gives."""
    pair = answer.call("shuffled", x, y)
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Wrong("shuffled should give two things, samples and labels: `return x, y`.", name="no_pair")
    x_after = answer.numbers(
        pair[0], "the samples of shuffled are", shape=x.shape, each="as they were, in another order"
    )
    y_after = answer.numbers(pair[1], "the labels of shuffled are", shape=y.shape, each="one for each sample")
    label_of = {row.astype("float32").tobytes(): label for row, label in zip(x, y, strict=True)}
    kept = [
        label_of.get(row.astype("float32").tobytes()) == label
        for row, label in zip(x_after, y_after, strict=True)
    ]
    return float(np.mean(kept)), x_after.astype("float32"), y_after.astype("int64")


def _changed(model):
    """Say what was done around the cause; "" for nothing."""
    updates, history = int(model.optimizer.iterations), getattr(model, "history", None)
    done = []
    if history is not None and not any(name.startswith("val_") for name in history.history):
        done.append("took the validation away, so that nothing shows what new samples get")
    elif abs(updates - AS_SHIPPED["updates"]) > 1:
        done.append(f"update the weights {updates} times instead of {AS_SHIPPED['updates']}")
    if any(type(layer).__name__ == "Dropout" for layer in model.layers):
        done.append("added dropout")
    if model.count_params() != AS_SHIPPED["weights"]:
        done.append(f"gave the network {model.count_params():,} weights instead of {AS_SHIPPED['weights']:,}")
    return " and ".join(done)


def _digits(trial):
    """Draw digits to train with, sorted, and others: x of shape (500, 64) from 0 to 1, y, unseen, their labels."""
    digits = hn.load("digits")
    rows = trial.generator.permutation(len(digits.x))[:800]
    x, y = digits.x[rows].reshape(800, 64).astype("float32") / 16, np.asarray(digits.y)[rows]
    order = np.argsort(y[:500], kind="stable")
    return x[:500][order], y[:500][order], x[500:], y[500:]


CHECKS = (cause_named, repaired)
