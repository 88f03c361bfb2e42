"""The check of loss_jumps.

order: 20
minutes: 15
seconds: 60
lab: optimizers
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.named_cause import (
    check_cause,
    grave_findings,
    told,
)
from handsonn.course.checking import Wrong

AFTERWARDS = """
The slope of the loss is true only near the present weights. A step that is too long lands on the other slope of the
valley, higher up than it began, and momentum 0.9 adds up to ten such steps. With a rate of 1 the loss jumped around 2.3,
that of guessing; with 0.05 the same network gets about 96 % of unseen digits right. More epochs, more units or larger
batches leave the steps as long as they are; fewer epochs only end the jumping earlier. Try rates ten times apart before
you try anything finer, and read the loss of each epoch, not the last one alone.
"""

CAUSE = "HN005"
RATE = 1.0
"""The learning rate of the network as it comes."""
AS_SHIPPED = {"weights": 3610, "updates": 15 * 22}
"""Of the network as it comes: how many weights and biases it has, and how often 700 samples update them."""
ENOUGH = 0.88
TRIAL_SECONDS = 2.0


def cause_named(answer, trial):
    """CAUSE is the code of what is wrong"""
    check_cause(answer, CAUSE, "loss_jumps")


def repaired(answer, trial):
    """the trained network reads unseen digits"""
    x, y, unseen, labels = _digits(trial)
    model = answer.model("train", x, y)
    given = np.asarray(model.predict(unseen, verbose=0))
    if not np.isfinite(given).all():
        raise _still_broken(model, x, y, 0.0)
    given = answer.numbers(given, "the network gave", shape=(300, 10), each="ten probabilities per image")
    accuracy = float(np.mean(given.argmax(axis=1) == labels))
    if accuracy < ENOUGH:
        raise _still_broken(model, x, y, accuracy)
    trial.measure(
        "accuracy on 300 unseen digits", accuracy,
        "the accuracy on 300 unseen digits is {value}, at least {bound} was expected.",
        name="too_low", at_least=ENOUGH,
    )  # fmt: skip


def _still_broken(model, x, y, accuracy):
    """Say what is seen, what was changed around the cause, and what the diagnosis finds in short trainings."""
    rate, updates = float(model.optimizer.learning_rate), int(model.optimizer.iterations)
    seen = (
        f"the accuracy on 300 unseen digits is {accuracy:.2f}, at least {ENOUGH} was expected{_losses(model)}"
    )
    changed = _changed(model, updates)
    if np.isclose(rate, RATE) and changed:
        return Wrong(
            f"{seen}. You changed {changed}, and the steps are as long as before: the learning rate is still {rate:g}. "
            f"{_found(model, x, y)}",
            name="hides_the_symptom",
        )
    if np.isclose(rate, RATE):
        return Wrong(
            f"{seen}. CAUSE is right, and still in the network. {_found(model, x, y)}", name="not_mended"
        )
    if rate < RATE / 1000:
        return Wrong(
            f"{seen}. The loss jumps no more, but with a learning rate of {rate:g} it hardly moves in {updates} updates: "
            f"you went from too high to too low. {_found(model, x, y)}",
            name="too_low_a_rate",
        )
    return Wrong(f"{seen}. {_found(model, x, y)}", name="too_low")


def _losses(model):
    history = getattr(model, "history", None)
    losses = history.history.get("loss", []) if history is not None else []
    if len(losses) < 2:
        return ""
    return f", and the loss went from {losses[0]:.2f} in the first epoch to {losses[-1]:.2f} in the last"


def _found(model, x, y):
    """Quote the diagnosis. A new network is tried, since this one is trained already."""
    new = keras.models.clone_model(model)
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    new.compile(optimizer, model.loss, metrics=["accuracy"])
    updates = int(model.optimizer.iterations)
    found = grave_findings(
        new, x, y, train=True, seconds=TRIAL_SECONDS, batch_size=32, epochs=max(1, updates // 22)
    )
    if not found:
        return "The diagnosis finds no error in it; look at how many epochs it trains, and how large it is."
    return f"The diagnosis finds: {told(found[0])}"


def _changed(model, updates):
    """Name what was changed around the cause; "" for nothing."""
    found = []
    if abs(updates - AS_SHIPPED["updates"]) > 1:
        found.append(f"how often the weights are updated ({updates} times, {AS_SHIPPED['updates']} before)")
    if model.count_params() != AS_SHIPPED["weights"]:
        found.append(
            f"the size of the network ({model.count_params():,} weights, {AS_SHIPPED['weights']:,} before)"
        )
    return " and ".join(found)


def _digits(trial):
    """Draw digits to train with and others: x of shape (700, 64) from 0 to 1, y, unseen, their labels."""
    digits = hn.load("digits")
    rows = trial.generator.permutation(len(digits.x))[:1000]
    x, y = digits.x[rows].reshape(1000, 64).astype("float32") / 16, np.asarray(digits.y)[rows]
    return x[:700], y[:700], x[700:], y[700:]


CHECKS = (cause_named, repaired)
