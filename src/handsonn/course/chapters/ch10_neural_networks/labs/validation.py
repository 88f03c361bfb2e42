"""Validation, two ways.

question: Which rows judge the training, and how far can their score be trusted?
minutes: 20
order: 6
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Validation, two ways")

with app.setup:
    from functools import cache
    from math import floor

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np
    from sklearn.model_selection import train_test_split

    from handsonn.course.chapters.ch10_neural_networks.experiments.choosing_settings import (
        SETTINGS,
        chosen_draws,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.validation_code import (
        code_of_choosing,
        code_of_last_rows,
        code_of_splits,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.validation_pictures import (
        pictures_of_choosing,
        pictures_of_last_rows,
        pictures_of_splits,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.validation_words import (
        notice_of_choosing,
        notice_of_last_rows,
        notice_of_splits,
    )
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS, SPLITS = range(5), range(20)
    SIZES = (25, 50, 100, 200, 400)
    TRIED = (1, 2, 5, 10, 20, 50)
    digits = hn.load("digits")
    x, y = (digits.x / 16).astype("float32"), np.asarray(digits.y)


@app.function
def make_network():
    """Make an ordinary Keras network for the 8 x 8 digits."""
    model = keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def networks(seeds):
    """Give networks of these seeds; each training starts again from their first weights."""
    return Population(make_network, seeds=seeds)


@app.function
def is_right(model, rows):
    """Tell for each of these rows whether the network names its class."""
    return np.argmax(np.asarray(model(x[rows])), axis=1) == y[rows]


@app.function
@cache
def kept_and_new(seed):
    """Keep a fifth of the digits apart, drawn by class: they are the new ones."""
    return train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=seed)


@app.function
@cache
def ordered(order, seed):
    """Put the rows that are not kept apart in an order: as published, by class, or shuffled."""
    rows = np.sort(kept_and_new(seed)[0])
    if order == "class":
        return rows[np.argsort(y[rows], kind="stable")]
    return np.random.default_rng(seed).permutation(rows) if order == "shuffled" else rows


@app.function
@cache
def two_ways(order, fraction, seed):
    """Training and validation rows: the last ones, as Keras cuts them, and as many drawn at random by class."""
    rows = ordered(order, seed)
    cut = floor(len(rows) * (1 - fraction))
    drawn = train_test_split(rows, test_size=len(rows) - cut, stratify=y[rows], random_state=seed)
    return {"last": (rows[:cut], rows[cut:]), "drawn": tuple(drawn)}


@app.function
@cache
def arrays(order, fraction, seed, way):
    """Give the arrays of one way to split."""
    train, validation = two_ways(order, fraction, seed)[way]
    return (x[train], y[train]), (x[validation], y[validation])


@app.function
def promised_and_kept(order, fraction, seed, way):
    """Train 15 epochs; the accuracy on the validation rows, on the new ones, and on both kinds of validation rows.

    The two kinds are the validation rows among the last ones of the order, and those elsewhere (nan: there are none).
    """
    train, validation = arrays(order, fraction, seed, way)
    trained = networks((seed,)).train(*train, epochs=15, batch_size=32, validation_data=validation)
    rows, last = two_ways(order, fraction, seed)[way][1], two_ways(order, fraction, seed)["last"][1]
    right, among = is_right(trained.models[0], rows), np.isin(rows, last)
    elsewhere = right[~among].mean() if not among.all() else np.nan
    kept = is_right(trained.models[0], kept_and_new(seed)[1]).mean()
    return float(trained.history["val_accuracy"][0, -1]), float(kept), right[among].mean(), elsewhere


@app.function
def last_rows(settings, watch):
    """Part 1: validation_split against rows drawn at random, each against samples that nobody has seen."""
    order, fraction = settings["order"], settings["fraction"]
    scores = {}
    for way in ("last", "drawn"):
        measured = []
        for seed in SEEDS:
            watch.check()
            measured.append(promised_and_kept(order, fraction, seed, way))
        scores[f"val_{way}"], scores[f"new_{way}"], *both = np.array(measured).T
    gives = {name: tuple(values) for name, values in scores.items()}
    scores["on_last"], scores["elsewhere"] = both  # of the rows drawn by class, the last in the loop
    ways = two_ways(order, fraction, 0)
    gap = float(np.mean(scores["val_last"] - scores["new_last"]))
    classes = [len(np.unique(y[part])) for part in ways["last"]]
    decides = order == "class" and fraction == 0.2
    return Outcome(
        pictures=pictures_of_last_rows(ordered(order, 0), ways, y, scores),
        notice=notice_of_last_rows(scores, classes, order),
        keras=code_of_last_rows(order, fraction),
        keras_gives=gives,
        facts={
            **{name: float(np.mean(values)) for name, values in scores.items()},
            "gap": gap,
            "training_classes": classes[0],
            "validation_classes": classes[1],
        },
        seeds=tuple(SEEDS),
        answer=int(np.searchsorted((-0.2, -0.02, 0.02), gap)) if decides else None,
    )


@app.function
@cache
def right_after(epochs, count, seed):
    """Train on `count` rows drawn with this seed; tell for each of the others, in random order, if it is right."""
    train, rest = train_test_split(np.arange(len(y)), train_size=count, stratify=y, random_state=seed)
    trained = networks((seed,)).train(x[train], y[train], epochs=epochs, batch_size=32)
    return is_right(trained.models[0], rest)


@app.function
def splits(settings, watch):
    """Part 2: one network's recipe, twenty splits, and how far apart their scores are."""
    size, epochs = int(settings["size"]), int(settings["epochs"])
    right = []
    for seed in SPLITS:
        watch.check()
        watch.progress(seed / len(SPLITS), f"split {seed + 1} of {len(SPLITS)}")
        right.append(right_after(epochs, 600, seed))
    right = np.array(right)
    first = {n: right[:, :n].mean(axis=1) for n in SIZES}
    spread = {n: every_score(right, n).std(ddof=1) for n in SIZES}
    share = float(right.mean())
    return Outcome(
        pictures=pictures_of_splits(first, spread, share, size),
        notice=notice_of_splits(size, first[size], spread, right.mean(axis=1)),
        keras=code_of_splits(size, epochs),
        keras_gives={"scores": tuple(first[size])},
        facts={**{f"spread_{n}": float(value) for n, value in spread.items()}, "share": share},
        seeds=tuple(SPLITS),
        drawn="splits",
        answer=int(np.abs(np.log2(spread[50] / spread[200]) - np.array([0, 1, 2])).argmin())
        if epochs == 10
        else None,
    )


@app.function
def every_score(right, size):
    """Cut each split's held-out rows into as many validation sets of this size as they hold; all their scores."""
    sets = right.shape[1] // size
    return right[:, : sets * size].reshape(-1, size).mean(axis=1)


@app.function
@cache
def right_of_settings(seed, index):
    """Train one of the settings on 100 rows drawn with this seed; tell which of the others are right."""
    learning_rate, epochs = SETTINGS[index]
    train, rest = train_test_split(np.arange(len(y)), train_size=100, stratify=y, random_state=seed)
    trained = networks((seed,)).train(
        x[train], y[train], epochs=epochs, batch_size=32, learning_rate=learning_rate
    )
    return is_right(trained.models[0], rest)


@app.function
def choosing(settings, watch):
    """Part 3: the best of many settings by its validation score, and the same network's test score."""
    tried, size = int(settings["tried"]), int(settings["size"])
    right = []
    for seed in SEEDS:
        rows = []
        for index in range(len(SETTINGS)):
            watch.check()
            rows.append(right_of_settings(seed, index))
        watch.progress(
            (seed + 1) / len(SEEDS), f"{len(SETTINGS)} settings on training rows {seed + 1} of {len(SEEDS)}"
        )
        right.append(np.array(rows))
    draws = {n: np.array([chosen_draws(each[:n], size) for each in right]) for n in TRIED}
    scores = {n: each.mean(axis=1) for n, each in draws.items()}  # (sets of training rows, 3)
    validation, test, blind = scores[tried].T
    gap = validation - test
    return Outcome(
        pictures=pictures_of_choosing(scores, tried, draws[tried], right[0], size),
        notice=notice_of_choosing(tried, size, scores),
        keras=code_of_choosing(tried, size),
        keras_gives={
            "validation_score": tuple(validation),
            "test_score": tuple(test),
            "picked_blindly": tuple(blind),
        },
        facts={
            **{f"gap_{n}": float(np.mean(each[:, 0] - each[:, 1])) for n, each in scores.items()},
            "gap": float(gap.mean()),
            "test": float(test.mean()),
            "picked_blindly": float(blind.mean()),
        },
        seeds=tuple(SEEDS),
        answer=(0 if gap.max() < -0.01 else 2 if gap.min() > 0.01 else 1)
        if (tried, size) == (5, 25)
        else None,
    )


@app.cell
def _():
    last = Part(
        name="last",
        title="The last rows",
        ask="validation_split takes the last rows, unshuffled. The other way: draw a validation set at random, by class. "
        "Both are held against 360 digits that were kept apart. Five seeds draw all of these anew.",
        controls=(
            Choice(
                "order",
                "Order of the rows",
                options=("published", "class", "shuffled"),
                value="published",
                words=("as published", "sorted by class", "shuffled"),
            ),
            Slider("fraction", "Share for validation", stops=(0.1, 0.2, 0.3), value=0.2),
        ),
        prediction=Prediction(
            question="The digits are sorted by class, and validation_split is 0.2. How does the validation accuracy compare with that on new digits?",
            options=(
                "It is more than 20 points too low",
                "It is a few points too low",
                "It is right, within 2 points",
                "It is too high",
            ),
            settings={"order": "class", "fraction": 0.2},
            because="All the digits 8 and 9 are among the last rows: none is left to train on.",
        ),
        experiment=last_rows,
    )
    return (last,)


@app.cell
def _():
    spreading = Part(
        name="spread",
        title="Another split, another score",
        ask="Twenty splits, each with 600 training digits and a network of its own. The score is the share of right answers in the validation set.",
        controls=(
            Slider("size", "Validation samples", stops=SIZES, value=50),
            Slider("epochs", "Epochs", stops=(1, 3, 10), value=10),
        ),
        prediction=Prediction(
            question="The validation set grows from 50 to 200 samples. What becomes of the spread of the score (its standard deviation over splits)?",
            options=("It stays as it is", "It falls to about half", "It falls to about a quarter"),
            settings={"size": 200, "epochs": 10},
            because="A share of n independent answers spreads by the square root of share (1 - share) / n: four times the samples, half the spread.",
        ),
        experiment=splits,
    )
    return (spreading,)


@app.cell
def _():
    best = Part(
        name="choose",
        title="The best of many",
        ask="Settings differ in learning rate and epochs. All are trained on 100 digits; the best by validation score is kept, "
        "and judged on the rest: the test set, which chose nothing.",
        controls=(
            Slider("tried", "Settings tried", stops=TRIED, value=5),
            Slider("size", "Validation samples", stops=SIZES[:4], value=25),
        ),
        prediction=Prediction(
            question="You try 5 settings and keep the best by its score on 25 validation digits. How does that score compare with its score on a large test set?",
            options=(
                "The validation score is lower, by more than 1 point",
                "They agree within about 1 point",
                "The validation score is higher, by more than 1 point",
            ),
            settings={"tried": 5, "size": 25},
            because="The best of several noisy scores is often the one with the most luck, and luck does not come again.",
        ),
        experiment=choosing,
    )
    return (best,)


@app.cell
def _(best, last, spreading):
    live = LiveLab("validation", parts=(last, spreading, best))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    A validation set stands for the samples to come, so it must be drawn as they will be. `validation_split` takes the last
    rows, unshuffled: right where the rows are in random order, a trap where they are sorted. Its score is a share of n
    answers, and moves with the split about as a coin's would: with the square root of 1/n. Choosing by it uses it up:
    the more settings are tried, the more of the best score is luck. That is why a test set is kept apart, and looked at once.

    **A common misunderstanding.** "`fit` shuffles, so the order of the rows does not matter." It shuffles the training
    rows, after the last rows have been cut off.

    **Your turn.** Open the code, and let `ordered` put all even digits first. What does the validation score say then?

    Related: [Scaling the features](../scaling/) · [Inference and the confusion matrix](../inference/)
    """)


if __name__ == "__main__":
    app.run()
