"""The check of learning_rate_search.

order: 18
minutes: 35
seconds: 120
lab: optimizers
backends: jax
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
Learning rates are compared on a logarithmic scale: from one power of ten to the next the outcome changes from "does
not move" to "learns" to "stays at guessing". Which rate is best depends on the data: in this check digits with values
up to 3 want a rate of 0.1, the same digits with values up to 0.3 one of 1, so a rate from another task is a guess.
Every training starts from fresh weights, several seeds tell luck from merit, and a diverged seed counts against its
rate.
"""

EPOCHS, BATCH, TRAIN, VALIDATION = 10, 32, 400, 300


def grid(answer, trial):
    """rates gives equal steps of the exponent"""
    for count in (4, int(trial.generator.integers(5, 12))):
        low, high = 10 ** trial.generator.uniform(-6, -3), 10 ** trial.generator.uniform(-1, 1)
        given = answer.array("rates", low, high, count, shape=(count,), each="one learning rate each")
        if np.allclose(given, np.linspace(low, high, count)):
            below = int((np.linspace(low, high, count) < high / 10).sum())
            raise Wrong(
                f"your {count} rates from {low:.2g} to {high:.2g} lie at equal distances, so that only {below} of them "
                f"{'is' if below == 1 else 'are'} below {high / 10:.2g}; each should be the same number of times as large as "
                "the one before.",
                name="linear_grid",
            )
        if not np.allclose(given, np.geomspace(low, high, count), rtol=1e-4):
            raise Wrong(
                f"of {count} rates from {low:.2g} to {high:.2g} the first two are {given[0]:.3g} and {given[1]:.3g}; expected "
                f"{low:.3g} and {low * (high / low) ** (1 / (count - 1)):.3g}, and the last {high:.3g}.",
                name="wrong_grid",
            )


def table(answer, trial):
    """search trains a new network for each rate and seed, and notes its validation loss"""
    task = _task(trial.generator, scale=1.0)
    tried, seeds = np.array([0.05, 0.3, 1.0]), [int(seed) for seed in trial.generator.integers(1000, size=2)]
    make = _Make()
    given = answer.array(
        "search", make, *task[:2], tried, seeds, shape=(3, 2), each="a row per rate, a column per seed"
    )
    wanted = [(float(rate), seed) for rate in tried for seed in seeds]
    if len(make.calls) < len(wanted):
        raise Wrong(
            f"make was called {len(make.calls)} times for {len(wanted)} trainings; a network that goes on with the weights "
            "of the rate before has a start that the first rate did not have: make a new one for each.",
            name="not_fresh",
        )
    right = {name: np.zeros((3, 2)) for name in ("val_loss", "loss", "val_accuracy", "lowest")}
    for place, (rate, seed) in enumerate(wanted):
        fitted = _fit(_Make()(rate, seed), *task[:2])
        for name, losses in right.items():
            losses[divmod(place, 2)] = fitted[name][-1] if name in fitted else min(fitted["val_loss"])
    if _alike(given, right["val_loss"]):
        return
    others = [call for call in make.calls if call not in wanted]
    if others:
        rate, seed = others[0]
        raise Wrong(
            f"make was called for the rate {rate:g} with the seed {seed}; each rate is to be tried with the seeds {seeds}, "
            "so that all start from the same first weights.",
            name="other_seeds",
        )
    if _alike(given, right["loss"]):
        raise Wrong(
            'your table has the training loss, history["loss"]; judge a rate by the validation loss, since the training '
            "loss also falls while a network learns by heart.",
            name="training_loss", lab="epochs",
        )  # fmt: skip
    if _alike(given, right["val_accuracy"]):
        raise Wrong(
            "your table has the validation accuracy; its loss is asked for.", name="accuracy_for_loss"
        )
    if _alike(given, right["lowest"]):
        raise Wrong(
            "your table has the lowest validation loss of all epochs; the network that you would keep is that of the last "
            "epoch, so note its loss.",
            name="lowest_epoch",
        )
    row, column = np.argwhere(~np.isclose(given, right["val_loss"], rtol=0.02))[0]
    raise Wrong(
        f"at the rate {tried[row]:g} and seed {seeds[column]} the validation loss after {EPOCHS} epochs is "
        f"{right['val_loss'][row, column]:.4f}, your table has {given[row, column]:.4f}; train {EPOCHS} epochs with batches "
        f"of {BATCH}, right after make, and note the last val_loss.",
        name="wrong_losses",
    )


def choice(answer, trial):
    """choose takes the lowest mean, and never a rate that diverged"""
    tried = np.geomspace(1e-4, 1, 5) * trial.generator.uniform(1, 3)
    plain = np.array([[2.3, 2.2, 2.3], [1.6, 1.5, 1.7], [0.5, 0.4, 0.6], [0.9, 0.8, 0.7], [2.9, 3.1, 2.8]])
    plain = plain * trial.generator.uniform(0.5, 1.5) + trial.generator.uniform(0, 0.02, plain.shape)
    _chosen(answer, tried, plain, 2, "{given:.3g} has a higher mean loss than {right:.3g}", "wrong_choice")
    lucky = plain.copy()
    lucky[3] = plain[2] * [0.5, 2.5, 2.5]
    _chosen(
        answer, tried, lucky, 2,
        "{given:.3g} has the lowest single loss, but a mean above that of {right:.3g}; one lucky seed says little about a rate",
        "luckiest_seed",
    )  # fmt: skip
    diverged = plain.copy()
    diverged[4] = np.nan
    _chosen(
        answer, tried, diverged, 2,
        "at {given:.3g} all seeds diverged (NaN); np.argmin takes NaN for the smallest number, so put infinity in its place",
        "nan_chosen",
    )  # fmt: skip
    partly = plain.copy()
    partly[3] = [plain.min() / 2, np.nan, plain.min() / 2]
    _chosen(
        answer, tried, partly, 2,
        "at {given:.3g} a seed diverged (NaN), and the mean of the others does not make up for it; such a rate is never chosen",
        "diverged_seed_ignored",
    )  # fmt: skip
    partly[3, 1] = np.inf
    _chosen(
        answer,
        tried,
        partly,
        2,
        "at {given:.3g} the loss of a seed is infinite; never choose it",
        "infinite_chosen",
    )


def words(answer, trial):
    """verdicts tells too low from too high"""
    before = float(trial.generator.uniform(1.5, 3))
    tried = np.geomspace(1e-4, 10, 6) * trial.generator.uniform(0.5, 2)
    share = np.array([[1, 0.99], [0.7, 0.6], [0.3, 0.35], [0.2, 0.15], [1.01, 1], [np.nan, 5]])
    right = ["too low", "too low", "works", "works", "too high", "too high"]
    for losses in (share * before, np.vstack([share[:5], [[np.nan, 0.1]]]) * before):
        given = answer.call("verdicts", tried, losses, before)
        given = [str(word) for word in given]
        if len(given) != len(right):
            raise Wrong(f"verdicts gave {len(given)} words for {len(right)} rates.", name="wrong_length")
        place = next((n for n, (a, b) in enumerate(zip(given, right, strict=True)) if a != b), None)
        if place is None:
            continue
        shown = ", ".join(f"{loss:.2f}" for loss in losses[place])
        if given[place] == "too low" and place > 3:
            raise Wrong(
                f"the rate {tried[place]:.3g}, with the losses {shown} and {before:.2f} before training, lies above the best "
                f'rate, {tried[3]:.3g}, so it is "too high": a network that was thrown out at the first steps can stay at the '
                "loss of guessing, just as one that does not move.",
                name="stuck_is_too_low",
            )
        raise Wrong(
            f"the rate {tried[place]:.3g} has the losses {shown}, {before:.2f} before training, and the best rate is "
            f'{tried[3]:.3g}: expected "{right[place]}", you give "{given[place]}".',
            name="wrong_verdict",
        )


def good_rate(answer, trial):
    """the rates that find_rate gives do well on unseen samples of other tasks"""
    first, second, third = (int(seed) for seed in trial.generator.integers(1000, size=3))
    _found(answer, trial, 0.3, [first, second])
    _found(answer, trial, 3.0, [third])


def _found(answer, trial, scale, seeds):
    """Let find_rate search on a task, and train at its rate from other first weights."""
    task, make = _task(trial.generator, scale), _Make()
    given = answer.call("find_rate", make, *task[:2], seeds)
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Wrong("find_rate should give two things: `return losses, rate`.", name="no_pair")
    answer_rate = float(answer.numbers(given[1], "the rate of find_rate is", shape=(), each="one number"))
    if not make.calls:
        raise Wrong(
            "find_rate never called the make that it was given; hand it on to search.", name="make_unused"
        )
    tried = sorted({rate for rate, _ in make.calls})
    if not np.isclose(tried[0], 1e-5, rtol=0.01) or not np.isclose(tried[-1], 10, rtol=0.01):
        raise Wrong(
            f"find_rate tried rates from {tried[0]:g} to {tried[-1]:g}; expected 1e-05 to 10: the best rate of a task can lie "
            "where one does not look.",
            name="wrong_range",
        )
    answer.numbers(
        np.nan_to_num(given[0]),
        "the table of find_rate is",
        shape=(7, len(seeds)),
        each="a row per rate, a column per seed",
    )
    if not np.isclose(tried, answer_rate, rtol=1e-3).any():
        raise Wrong(
            f"find_rate chose {answer_rate:g}, which is none of the rates that it tried.",
            name="place_for_rate",
        )
    scores = [_accuracy(task, answer_rate, seed) for seed in trial.generator.integers(1000, 2000, size=5)]
    trial.measure(
        f"accuracy at the chosen rate on 1,000 unseen digits up to {scale:g}, the median of five networks", float(np.median(scores)),
        f"of five networks trained at the rate {answer_rate:.2g} the middle one has an accuracy of {{value}} on unseen samples "
        "of this task, expected {bound}; another of the rates does better.",
        name="too_low", at_least=0.65,
    )  # fmt: skip
    trial.tell(f"Where the values of the task reach from 0 to {scale:g}, you chose {answer_rate:g}.")


def _chosen(answer, tried, losses, right, sentence, name):
    """Ask for the choice from one table."""
    given = float(
        answer.numbers(answer.call("choose", tried, losses), "choose gave", shape=(), each="one number")
    )
    if np.isclose(given, tried[right], rtol=1e-6):
        return
    if not np.isclose(given, tried, rtol=1e-6).any():
        if given == right:
            raise Wrong(
                f"choose gave {given:g}, the row of the best rate; give the rate itself, {tried[right]:.3g}.",
                name="place_for_rate",
            )
        raise Wrong(f"choose gave {given:.4g}, which is none of the rates {_listed(tried)}.", name="no_rate")
    means = _listed(losses.mean(axis=1))
    said = sentence.format(given=given, right=tried[right])
    raise Wrong(f"for rates {_listed(tried)} with mean losses {means}, you chose wrongly: {said}.", name=name)


def _listed(values):
    return ", ".join(f"{value:.3g}" for value in values)


def _alike(given, right):
    return np.allclose(given, right, rtol=0.02)


class _Make:
    """Makes the network of a rate and a seed, and notes for which it was called."""

    def __init__(self):
        self.calls = []

    def __call__(self, rate, seed):
        self.calls.append((float(rate), int(seed)))
        keras.utils.set_random_seed(int(seed))
        model = keras.Sequential(
            [
                keras.Input((64,)),
                keras.layers.Dense(32, activation="relu"),
                keras.layers.Dense(10, activation="softmax"),
            ]
        )
        model.compile(
            keras.optimizers.SGD(float(rate)), "sparse_categorical_crossentropy", metrics=["accuracy"]
        )
        return model


def _fit(model, train, validation):
    fitted = hn.fit(model, *train, batch_size=BATCH, epochs=EPOCHS, validation_data=validation, verbose=0)
    return fitted.history


def _accuracy(task, rate, seed):
    """Train once more, from other first weights, and judge on unseen samples."""
    model = _Make()(rate, seed)
    _fit(model, *task[:2])
    outputs = keras.ops.convert_to_numpy(model(task[2][0]))
    return float((outputs.argmax(axis=1) == task[2][1]).mean())


def _task(generator, scale):
    """Draw a task from the digits: which rows, which label means which digit, and how large the values are."""
    digits = hn.load("digits")
    x, y = (digits.x.reshape(-1, 64) / 16 * scale).astype("float32"), np.asarray(digits.y)
    rows, labels = generator.permutation(len(y)), generator.permutation(10)
    parts = np.split(rows, (TRAIN, TRAIN + VALIDATION))[:3]
    return [(x[part], labels[y[part]]) for part in (*parts[:2], parts[2][:1000])]


CHECKS = (grid, table, choice, words, good_rate)
