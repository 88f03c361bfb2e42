"""The check of batch_size.

order: 15
minutes: 30
seconds: 120
lab: batch_size
backends: jax
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.chapters.ch10_neural_networks.experiments.written_prediction import check_prediction
from handsonn.course.checking import Wrong

AFTERWARDS = """
With equal epochs the small batches win, by far: 560 samples make 70 updates an epoch in batches of 8, and 5 in batches
of 128. The larger batch's gradient is more exact, but it is followed 25 times instead of 350 times, and that decides.
Given as many updates (70 epochs), batches of 128 get as far, at 14 times the work on samples. So "small batches are
better" is not what you measured; "more updates got further in five epochs" is. Whoever compares batch sizes must say
what is held equal: epochs, updates, or time.
"""

SMALL, LARGE, SAME = "batches of 8", "batches of 128", "cannot be told apart"
CHOICES = (SMALL, LARGE, SAME)
SAME_NUMBER = 0.03
"""Accuracies of the same network, trained twice from one seed, that differ by more are not the same."""
AS_MEASURED = 0.1
CLEARLY = 0.15


def predicted(answer, trial):
    """the prediction is written, with a reason"""
    check_prediction(answer, CHOICES)


def updates(answer, trial):
    """updates_per_epoch counts the last, smaller batch, too"""
    draws = [
        (int(samples), int(size)) for samples, size in trial.generator.integers((50, 3), (3000, 40), (6, 2))
    ]
    for samples, size in [(640, 32), *draws, (20, 64)]:
        given = answer.array("updates_per_epoch", samples, size, shape=(), each="one number")
        true = -(-samples // size)
        if given == true:
            continue
        if given == samples // size:
            raise Wrong(
                f"{samples} samples in batches of {size}: you count {given:g} updates, but {samples % size} samples are "
                "left over then, and Keras makes a last, smaller batch of them: round up.",
                name="last_batch_forgotten",
            )
        if given == size * samples or given == size:
            raise Wrong(
                f"{samples} samples in batches of {size}: {given:g} updates cannot be; an update takes {size} samples "
                "at once, so there are fewer updates than samples.",
                name="counts_samples",
            )
        raise Wrong(
            f"{samples} samples in batches of {size} are {true} updates, yours are {given:g}; it must be a whole number.",
            name="wrong_updates",
        )


def fresh_networks(answer, trial):
    """each number of measure belongs to a new network, with its batch size, its seed and all epochs"""
    x, y = _digits(trial, 700)
    large, small = trial.kept["large"], int(trial.generator.choice((10, 14)))
    sizes, seeds, epochs = (large, small, large), _seeds(trial, 2), 6
    given = answer.array(
        "measure",
        x,
        y,
        sizes,
        seeds,
        epochs,
        shape=(3, 2),
        each="one row per batch size, one column per seed",
    )
    own = _measured(answer, x, y, sizes[:2], seeds, epochs)
    if np.allclose(given, own[[0, 1, 0]], atol=SAME_NUMBER):
        return
    _same_columns(given, seeds)
    _same_rows(given, sizes)
    first, third = given[0], given[2]
    rise = third.mean() - first.mean()
    if rise > CLEARLY or given[0, 1] - own[0, 1] > CLEARLY:
        after = (
            f"batches of {large} give {first.mean():.2f} when they are measured first, and {third.mean():.2f} after the "
            f"other sizes"
            if rise > CLEARLY
            else f"the second seed's network gets {given[0, 1]:.2f}, a new one {own[0, 1]:.2f}"
        )
        raise Wrong(
            f"{after}: the network was trained on instead of begun anew; build it inside the inner loop, so that each "
            "number belongs to a network with first weights of its own.",
            name="trained_on",
        )
    if np.abs(third - first).max() > SAME_NUMBER:
        column = int(np.abs(third - first).argmax())
        raise Wrong(
            f"batches of {large} were asked for twice with the seed {seeds[column]}, and gave {first[column]:.3f} and "
            f"{third[column]:.3f}; call keras.utils.set_random_seed(seed) before each network is built, since its first "
            "weights are drawn there.",
            name="seed_not_before_each",
        )
    _epochs_used(answer, given, own, (x, y, sizes[:2], seeds))
    if np.abs(given[:2] - own).max() > AS_MEASURED:
        row, column = np.unravel_index(np.abs(given[:2] - own).argmax(), own.shape)
        raise Wrong(
            f"for batches of {sizes[row]}, seed {seeds[column]} and {epochs} epochs the accuracy on the last fifth of the "
            f"rows should be {own[row, column]:.3f}, yours is {given[row, column]:.3f}; train on the first "
            "len(x) * 4 // 5 rows, with this batch size and all epochs.",
            name="wrong_accuracy",
        )


def _is_share(given):
    if given < 0 or given > 1:
        raise Wrong(
            f"measure gave {given:.3g} as an accuracy; a share of right answers lies between 0 and 1 (did you take the "
            "loss?).",
            name="no_accuracy",
        )


def _same_columns(given, seeds):
    if np.array_equal(given[:, 0], given[:, 1]):
        raise Wrong(
            f"the columns of measure are equal: seed {seeds[0]} and seed {seeds[1]} gave the same accuracies throughout, "
            "so each number comes from one and the same seed; give set_random_seed the seed of the column.",
            name="seeds_not_used",
        )


def _same_rows(given, sizes):
    if np.array_equal(given[0], given[1]):
        raise Wrong(
            f"batches of {sizes[0]} and of {sizes[1]} gave the same accuracies to the last digit; give the batch size on "
            "to fit, which otherwise takes 32.",
            name="batch_size_not_used",
        )


def _epochs_used(answer, given, own, asked):
    once = _measured(answer, *asked, 1)
    if np.abs(given[:2] - once).max() < SAME_NUMBER < np.abs(own - once).max():
        raise Wrong(
            "your accuracies are those after one epoch, whatever epochs says; give epochs on to fit, which otherwise "
            "takes 1.",
            name="epochs_not_used",
        )


def held_out(answer, trial):
    """measure judges on the last fifth of the rows, with which nothing was trained"""
    x, y = _digits(trial, 1700)
    known, strange = np.flatnonzero(y < 5)[:560], np.flatnonzero(y >= 5)[:140]
    rows = np.concatenate([known, strange])
    trial.kept["large"] = int(trial.generator.choice((56, 70, 80)))
    given = answer.array(
        "measure", x[rows], y[rows], (trial.kept["large"],), _seeds(trial, 1), 40, shape=(1, 1), each="one accuracy"
    )[0, 0]  # fmt: skip
    _is_share(given)
    if given > 0.8:
        raise Wrong(
            f"in rows of which the last fifth holds digits that the others do not, your accuracy is {given:.2f}, that of "
            "the samples it was trained with; judge on x[count:] and y[count:], and take val_accuracy, not accuracy.",
            name="judged_on_training", lab="validation",
        )  # fmt: skip
    if given > 0.1:
        raise Wrong(
            f"the last fifth of the rows held digits that the first four fifths do not, and still {given:.2f} of the "
            "answers were right; so rows of the last fifth were trained with: train on x[:count] alone, in the order in "
            "which they come.",
            name="trained_on_held_out", lab="validation",
        )  # fmt: skip


def answered(answer, trial):
    """the answer says what is measured with new seeds"""
    x, y = _digits(trial, 700)
    seeds = _seeds(trial, 5)
    given = answer.array("measure", x, y, (8, 128), seeds, 5, shape=(2, 5), each="batch sizes by seeds")
    lead = given[0] - given[1]
    truth = SMALL if lead.min() > 0 else LARGE if lead.max() < 0 else SAME
    said = answer.value("ANSWER")
    if said not in CHOICES:
        raise Wrong(
            f"ANSWER is {said!r}; run the file, read the table, and write one of "
            f"{', '.join(repr(choice) for choice in CHOICES)}.",
            name="no_answer",
        )
    if said != truth:
        ahead = max((lead > 0).sum(), (lead < 0).sum())
        raise Wrong(
            f"ANSWER says {said!r}, but with your own measure and five new seeds the same batch size is ahead {ahead} "
            f"times, by {np.abs(lead).min():.2f} to {np.abs(lead).max():.2f}; write what the numbers say, not what was "
            "expected.",
            name="not_what_was_measured",
        )
    expected = answer.value("PREDICTION")
    trial.tell(
        f"Measured over five seeds: batches of 8 reach {_spread(given[0])}, batches of 128 {_spread(given[1])}. "
        + ("That is what you predicted." if expected == truth else f"You had predicted: {expected}.")
    )
    longer = _measured(answer, x, y, (128,), seeds, 70)[0]
    trial.tell(
        f"After 70 epochs, as many updates as 5 epochs of batches of 8, batches of 128 reach {_spread(longer)}."
    )


def _spread(values):
    return f"{values.mean():.3f} ± {values.std(ddof=1):.3f}"


def _seeds(trial, count):
    return tuple(int(seed) for seed in trial.generator.choice(10_000, count, replace=False))


def _digits(trial, count):
    """Draw digits as the exercise has them; x of shape (count, 64) from 0 to 1, y of shape (count,)."""
    digits = hn.load("digits")
    rows = trial.generator.permutation(len(digits.x))[:count]
    return digits.x[rows].reshape(count, 64).astype("float32") / 16, np.asarray(digits.y)[rows]


def _measured(answer, x, y, sizes, seeds, epochs):
    """Measure with the learner's network as the exercise says; (batch sizes, seeds)."""
    count = len(x) * 4 // 5
    found = np.zeros((len(sizes), len(seeds)))
    for row, size in enumerate(sizes):
        for column, seed in enumerate(seeds):
            keras.utils.set_random_seed(seed)
            history = hn.fit(
                answer.model("build"), x[:count], y[:count], batch_size=size, epochs=epochs, verbose=0,
                validation_data=(x[count:], y[count:]),
            )  # fmt: skip
            found[row, column] = history.history["val_accuracy"][-1]
    return found


CHECKS = (predicted, updates, held_out, fresh_networks, answered)
