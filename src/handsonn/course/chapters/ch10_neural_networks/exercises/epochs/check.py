"""The check of epochs.

order: 16
minutes: 30
seconds: 90
lab: epochs
backends: jax
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.written_prediction import check_prediction
from handsonn.course.checking import Wrong

AFTERWARDS = """
The validation loss is lowest after about ten epochs and then rises, to nearly twice as much after 60, while the
training loss goes on falling. What is still to be learnt then are the wrong labels, one by one, and what is learnt so
holds for no other sample: that is overfitting. It begins where the validation loss turns, not where it has become bad,
and not where training loss and validation loss differ: they differ in every network. In practice nobody reads this off
a curve: `EarlyStopping(restore_best_weights=True)` keeps the weights of that epoch. Cleaner labels or more samples move
it later.
"""

THIRDS = ("first third", "second third", "last third")
CHOICES = (*THIRDS, "cannot be told")
EPOCHS = 60
SAME_NUMBER = 0.05
"""Losses of the same network, trained twice from one seed, that differ by more are not the same."""
AS_MEASURED = 0.4
ENOUGH_SEEDS = 4
"""Of five. One in about 200 trainings is not best in the first third, mostly several of the same draw of digits:
so each of the five has a draw of its own."""


def predicted(answer, trial):
    """the prediction is written, with a reason"""
    check_prediction(answer, CHOICES)


def lowest(answer, trial):
    """best_epoch finds the lowest validation loss, counted from 1"""
    for _ in range(3):
        history, true = _history(trial)
        given = answer.array("best_epoch", history, shape=(), each="one number")
        val_loss = np.array(history["val_loss"])
        if given == true:
            continue
        raise _named_epoch(given, true, history, val_loss)
    alone = {"val_loss": [0.7, 0.5, 0.6, 0.5]}
    if (given := answer.array("best_epoch", alone, shape=(), each="one number")) != 2:
        raise Wrong(
            f"for the validation losses {alone['val_loss']} you give epoch {given:g}; the lowest stands there twice, and "
            "the earliest counts, since what comes later has cost more and brought nothing.",
            name="latest_of_equals",
        )


def _history(trial):
    """Draw a history of which each list has its best number in another epoch; and the best epoch."""
    epochs = int(trial.generator.integers(12, 40))
    best, most_right = (
        int(number) for number in trial.generator.choice(np.arange(3, epochs - 2), 2, replace=False)
    )
    numbers = np.arange(1, epochs + 1)
    history = {
        "loss": 2.0 * np.exp(-numbers / 8),
        "val_loss": 0.5 + 0.02 * np.abs(numbers - best),
        "accuracy": 1 - 0.8 * np.exp(-numbers / 9),
        "val_accuracy": 0.9 - 0.005 * np.abs(numbers - most_right),
    }
    return {name: [float(each) for each in values] for name, values in history.items()}, best


def _named_epoch(given, true, history, val_loss):
    of = f"in {len(val_loss)} epochs of which the validation loss is lowest, {val_loss.min():.2f}, after epoch {true},"
    if given == true - 1:
        return Wrong(
            f"{of} you give {given:g}: one too few, since a list counts from 0 and epochs from 1, as Keras prints them.",
            name="counts_from_zero",
        )
    if given in (len(val_loss), len(val_loss) - 1):
        return Wrong(
            f"{of} you give {given:g}, where the loss of the *training* samples is lowest; it falls on for as long as you "
            'train and cannot tell when to stop: take "val_loss".',
            name="training_loss",
        )
    most_right = int(np.argmax(history["val_accuracy"])) + 1
    if given in (most_right, most_right - 1):
        return Wrong(
            f"{of} you give {given:g}, where the validation accuracy is highest; that is another question: take the "
            'lowest "val_loss".',
            name="accuracy_for_loss",
        )
    if np.isclose(given, val_loss.min()):
        return Wrong(
            f"{of} you give {given:.2f}, the loss itself; asked for is the epoch at which it stands (np.argmin).",
            name="loss_for_epoch",
        )
    if given == int(np.argmax(val_loss)) + 1 or given == int(np.argmax(val_loss)):
        return Wrong(
            f"{of} you give {given:g}, where it is highest, {val_loss.max():.2f}; of a loss the lowest is best.",
            name="highest_loss",
        )
    return Wrong(f"{of} you give {given:g}.", name="wrong_epoch")


def held_out(answer, trial):
    """measure judges on the last fifth of the rows, with which nothing was trained"""
    x, y = _digits(trial, 1700, wrong=0.0)
    known, strange = np.flatnonzero(y < 5)[:320], np.flatnonzero(y >= 5)[:80]
    rows = np.concatenate([known, strange])
    seeds, epochs = _seeds(trial, 1), 12
    given = answer.array(
        "measure", x[rows], y[rows], epochs, seeds, shape=(1, epochs), each="one row, for one seed"
    )
    _is_loss(given[0])
    if given[0, -1] > np.log(10):  # worse than a network that knows nothing: these digits were in no training
        return
    seen = "the last fifth of these rows held digits that the first four fifths do not"
    of_training = _trained(answer, x[rows], y[rows], epochs, seeds[0])["loss"]
    of_all = _trained(answer, x[rows], y[rows], epochs, seeds[0], with_all=True)["val_loss"]
    if np.abs(given[0] - of_training).mean() < np.abs(given[0] - of_all).mean():
        raise Wrong(
            f"{seen}, and still your loss falls to {given[0, -1]:.2f}: it is that of the samples the network was trained "
            'with; give fit validation_data=(x[count:], y[count:]) and take "val_loss".',
            name="judged_on_training", lab="validation",
        )  # fmt: skip
    raise Wrong(
        f"{seen}, and still your validation loss falls to {given[0, -1]:.2f}; so rows of the last fifth were trained with: "
        "train on x[:count] alone, in the order in which they come.",
        name="trained_on_held_out", lab="validation",
    )  # fmt: skip


def fresh_networks(answer, trial):
    """each row of measure belongs to a new network and its seed"""
    x, y = _digits(trial, 400)
    first, second = _seeds(trial, 2)
    epochs = int(trial.generator.integers(14, 20))
    given = answer.array(
        "measure",
        x,
        y,
        epochs,
        (first, second, first),
        shape=(3, epochs),
        each="one row per seed, one column per epoch",
    )
    own = np.array([_trained(answer, x, y, epochs, seed)["val_loss"] for seed in (first, second)])
    if np.allclose(given, own[[0, 1, 0]], atol=SAME_NUMBER):
        return
    if np.array_equal(given[0], given[1]):
        raise Wrong(
            f"seed {first} and seed {second} gave the same curve to the last digit; give set_random_seed the seed of the "
            "row, since one curve three times is no spread.",
            name="seeds_not_used",
        )
    if given[1, 0] < own[1, 0] - AS_MEASURED and given[0, 0] > own[0, 0] - AS_MEASURED:
        raise Wrong(
            f"the second seed's curve begins at {given[1, 0]:.2f}, but a new network has {own[1, 0]:.2f} after its first "
            "epoch: it went on where the first had ended; build the network inside the loop over the seeds.",
            name="trained_on",
        )
    if np.abs(given[2] - given[0]).max() > SAME_NUMBER:
        at = int(np.abs(given[2] - given[0]).argmax())
        raise Wrong(
            f"seed {first} was asked for twice, and after epoch {at + 1} its losses are {given[0, at]:.2f} and "
            f"{given[2, at]:.2f}; call keras.utils.set_random_seed(seed) before each network is built, since its first "
            "weights are drawn there.",
            name="seed_not_before_each",
        )
    if np.abs(given[:2] - own).max() > AS_MEASURED:
        row, at = np.unravel_index(np.abs(given[:2] - own).argmax(), own.shape)
        raise Wrong(
            f"after epoch {at + 1} the validation loss of seed {(first, second)[row]} should be {own[row, at]:.2f}, yours is "
            f"{given[row, at]:.2f}; train one network for all epochs on the first len(x) * 4 // 5 rows, in batches of 16.",
            name="wrong_curve",
        )


def answered(answer, trial):
    """the answer says what is measured with new seeds"""
    each = "one row, for one seed"
    curves = np.concatenate([
        answer.array("measure", *_digits(trial, 400), EPOCHS, (seed,), shape=(1, EPOCHS), each=each)
        for seed in _seeds(trial, 5)
    ])  # fmt: skip
    best = curves.argmin(axis=1) + 1
    thirds = [THIRDS[(epoch - 1) * 3 // EPOCHS] for epoch in best.tolist()]
    truth = next((third for third in THIRDS if thirds.count(third) >= ENOUGH_SEEDS), CHOICES[-1])
    said, prediction = answer.value("ANSWER"), answer.value("PREDICTION")
    if said not in CHOICES:
        raise Wrong(
            f"ANSWER is {said!r}; run the file, read the epochs, and write one of "
            f"{', '.join(repr(choice) for choice in CHOICES)}.",
            name="no_answer",
        )
    if said != truth:
        raise Wrong(
            f"ANSWER says {said!r}, but with your own measure, on five new draws of digits, the lowest validation loss "
            f"stands at the epochs {', '.join(str(epoch) for epoch in sorted(best.tolist()))} of {EPOCHS}; write what the numbers say.",
            name="not_what_was_measured",
        )
    least, last = curves.min(axis=1), curves[:, -1]
    trial.tell(
        f"Measured on five draws of digits: the validation loss is lowest after {best.min()} to {best.max()} epochs "
        f"({least.mean():.2f} ± {least.std(ddof=1):.2f}), and after {EPOCHS} it is {last.mean():.2f} ± "
        f"{last.std(ddof=1):.2f}. "
        + ("That is what you predicted." if prediction == truth else f"You had predicted: {prediction}.")
    )


def _is_loss(curve):
    if curve.min() < 0 or np.all(np.isin(curve * 80, np.arange(81))):
        raise Wrong(
            f"your curve begins with {curve[0]:.3g} and {curve[1]:.3g}, which are shares of right answers; asked for is "
            "the validation loss.",
            name="accuracy_for_loss",
        )


def _seeds(trial, count):
    return tuple(int(seed) for seed in trial.generator.choice(10_000, count, replace=False))


def _digits(trial, count, wrong=0.2):
    """Draw digits as the exercise has them. wrong: the share whose labels are drawn anew.

    Gives x of shape (count, 64) from 0 to 1, and y of shape (count,).
    """
    digits, generator = hn.load("digits"), trial.generator
    rows = generator.permutation(len(digits.x))[:count]
    labels = np.asarray(digits.y)[rows]
    y = np.where(generator.random(count) < wrong, generator.integers(0, 10, count), labels)
    return digits.x[rows].reshape(count, 64).astype("float32") / 16, y


def _trained(answer, x, y, epochs, seed, *, with_all=False):
    """Train the learner's network as the exercise says, or with all rows; gives its history."""
    count = len(x) * 4 // 5
    last = len(x) if with_all else count
    keras.utils.set_random_seed(seed)
    return hn.fit(
        answer.model("build"), x[:last], y[:last], batch_size=16, epochs=epochs, verbose=0,
        validation_data=(x[count:], y[count:]),
    ).history  # fmt: skip


CHECKS = (predicted, lowest, held_out, fresh_networks, answered)
