"""Batch size.

question: How many samples should one update look at?
minutes: 15
order: 9
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Batch size")

with app.setup:
    import time
    from functools import cache

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.batch_sizes import (
        BATCH_SIZES,
        Measured,
        equal_words,
        losses_beside,
        score_picture,
        sizes_words,
        time_picture,
        updates_answer,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.batches_in_keras import (
        training_code,
        way_code,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import counted
    from handsonn.course.chapters.ch10_neural_networks.experiments.gradient_noise import (
        SIZES,
        noise_picture,
        random_way,
        relative_noise,
        shrink_answer,
        spread_at_end,
        spread_words,
        ways_of_batches,
        without_replacement_words,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import guessing_loss
    from handsonn.course.chapters.ch10_neural_networks.experiments.network_paths import (
        loss_words,
        moved_words,
        outside_words,
        path_picture,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import loss_at
    from handsonn.course.chapters.ch10_neural_networks.experiments.weight_plane import (
        flat_weights,
        loss_below,
        loss_of_flat,
        losses_on,
        plane_of,
    )
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS = tuple(range(5))
    COUNT = 512
    UPDATES = 60
    NOISE_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
    split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    train_x, train_y = split.train.x[:COUNT], np.asarray(split.train.y)[:COUNT]
    validation = split.validation


@app.function
def make_network():
    """Make a small classifier of handwritten digits, trained with plain SGD."""
    model = keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.SGD(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def network(seed):
    """Keep the network of one seed; built once, trained again on each move."""
    return Population(make_network, (seed,))


@app.function
@cache
def line():
    """Make one unit without activation: a line through the samples, with two parameters."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(), "mean_squared_error")
    return model


@app.function
@cache
def way_of(seed, batch_size, learning_rate):
    """Follow the two parameters over the updates; measured once."""
    return random_way(line(), seed, batch_size, UPDATES, learning_rate)


@app.function
def noise_of_path(settings, watch):
    """Part 1: the same updates with batches of this size, and with all samples."""
    size, rate = int(settings["batch_size"]), settings["learning_rate"]
    ways = []
    for seed in SEEDS:
        watch.check()
        ways.append(way_of(seed, size, rate))
    whole = way_of(0, SIZES[-1], rate)
    noise = relative_noise(SEEDS, NOISE_SIZES)
    at = {each: float(np.median(noise[:, column])) for column, each in enumerate(NOISE_SIZES)}
    shrink = at[16] / at[4]
    spread, ends = spread_at_end(ways), [loss_at(way[-1]) for way in ways]
    return Outcome(
        pictures={
            "ways": ways_of_batches(
                ways, whole, size, title=f"{UPDATES} updates of two parameters", span=7, height=390,
                caption="A line through 442 samples: all of the movement lies in this plane.",
            ),
            "noise": noise_picture(noise, NOISE_SIZES, size, title="Noise of a batch's gradient", span=5, height=390),
        },
        notice=(
            spread_words(spread, ends, size, UPDATES, whole=loss_at(whole[-1]), lowest=loss_at(None)),
            f"From batches of 4 to batches of 16, four times as large, the noise of the gradient shrinks to {shrink:.2f} of what it was. "
            + without_replacement_words(noise, NOISE_SIZES, 256),
            (
                f"An update looks at {size} of the {SIZES[-1]} samples, {UPDATES} updates at {size * UPDATES:,}, "
                "counting a sample as often as it is looked at."
            ),
        ),
        keras=way_code(size, rate, UPDATES),
        keras_gives={"weight": tuple(way[-1, 0] for way in ways), "bias": tuple(way[-1, 1] for way in ways)},
        facts={"shrink": shrink, "spread": spread, **{f"noise of {each}": value for each, value in at.items()}},
        seeds=SEEDS,
        answer=shrink_answer(shrink),
    )  # fmt: skip


@app.function
@cache
def measured(batch_size, learning_rate, epochs):
    """Train from five seeds and take the time, once the program is compiled."""
    given = {"batch_size": batch_size, "validation_data": validation, "learning_rate": learning_rate}
    score, seconds, losses = [], [], []
    for seed in SEEDS:
        network(seed).train(train_x, train_y, epochs=1, **given)
        started = time.perf_counter()
        history = network(seed).train(train_x, train_y, epochs=epochs, **given).history
        seconds.append(time.perf_counter() - started)
        score.append(history["val_accuracy"][0, -1])
        losses.append(history["loss"][0])
    return Measured(epochs, np.array(score), np.array(seconds), np.array(losses))


@app.function
def epochs_of(settings, batch_size):
    """Count the epochs: as many as for the others, or as many as make 512 updates of 512 samples."""
    return int(settings["epochs"]) if settings["equal"] == "epochs" else batch_size


@app.function
def compare_sizes(settings, watch):
    """Part 2: train with every batch size, with equal epochs or with equal updates."""
    chosen, rate = int(settings["batch_size"]), settings["learning_rate"]
    found = {}
    for number, size in enumerate((chosen, *(other for other in BATCH_SIZES if other != chosen))):
        watch.check()
        watch.progress(number / len(BATCH_SIZES), f"Training with batches of {size}")
        found[size] = measured(size, rate, epochs_of(settings, size))
        if number == 0:
            watch.show(sizes_outcome(settings, found))
    return sizes_outcome(settings, found)


@app.function
def sizes_outcome(settings, found):
    """Gather the pictures and words of part 2, of the batch sizes measured so far."""
    chosen, rate, sizes = int(settings["batch_size"]), settings["learning_rate"], sorted(found)
    mine, epochs = found[chosen], epochs_of(settings, chosen)
    per_epoch = -(-COUNT // chosen)
    equal = equal_words(settings)
    updates = tuple(float(epochs * per_epoch) for _ in SEEDS)
    return Outcome(
        pictures={
            "score": score_picture(found, chosen, equal, span=6, height=330),
            "time": time_picture(found, chosen, equal, span=6, height=330),
        },
        notice=sizes_words(found, settings, epochs, COUNT),
        keras=training_code(chosen, rate, epochs, COUNT),
        keras_gives={"loss": tuple(mine.losses[:, -1]), "val_accuracy": tuple(mine.score), "updates": updates},
        facts={"per_epoch": per_epoch, **{f"score of {size}": float(np.median(found[size].score)) for size in sizes}},
        seeds=SEEDS,
        answer=updates_answer(settings, found),
    )  # fmt: skip


@app.function
@cache
def moments_of(seed, batch_size, learning_rate, epochs):
    """Train one network and keep its weights before and after each epoch; (epochs + 1, weights)."""
    kept = []
    network(seed).train(
        train_x, train_y, batch_size=batch_size, epochs=epochs, learning_rate=learning_rate,
        look_after=range(epochs + 1), look=lambda _seed, _epoch, model: kept.append(flat_weights(model)),
    )  # fmt: skip
    return np.array(kept)


@app.function
def path_of_network(settings, watch):
    """Part 3: the way of a whole network, beside that with all samples, in the plane that holds most of both."""
    size, rate = int(settings["batch_size"]), settings["learning_rate"]
    epochs, shown = int(settings["epochs"]), int(settings["seed"])
    shares, lengths, found, loss = [], [], {}, loss_of_flat(make_network(), train_x, train_y)
    for seed in SEEDS:
        watch.check()
        ways = [moments_of(seed, each, rate, epochs) for each in (size, COUNT)]
        laid = plane_of(ways)
        shares.append((laid.share, *laid.shares))
        lengths.append([float(np.linalg.norm(way[-1] - way[0])) for way in ways])
        if seed == shown:
            found = {"plane": laid, "losses": losses_on(laid, loss)}
            least = int(np.argmin(laid.shares))
            named = (f"batches of {size}", "all samples")[least]
            ends = (named, float(loss(ways[least][-1])), loss_below(laid, least, loss))
    laid, (mine, whole) = found["plane"], np.array(lengths).T
    scores, whole_scores = measured(size, rate, epochs), measured(COUNT, rate, epochs)
    picture = path_picture(
        laid,
        found["losses"],
        size,
        title=f"{counted(epochs, 'epoch')} of the digits network (seed {shown})",
        span=7,
        height=380,
    )
    factor = float(np.median(mine / whole))
    said = (f"Each point is one epoch: one update with all {COUNT} samples. Both paths are the same.",)
    if size != COUNT:
        finals = [each.losses[:, -1] for each in (scores, whole_scores)]
        said = (
            f"Each point is one epoch: {COUNT} / {size} = {COUNT // size} updates with batches of {size}, one with all samples. "
            + moved_words(size, mine, whole),
            loss_words(size, *finals, factor, guessing_loss(train_y)),
            outside_words(size, [each[1:] for each in shares], ends),
        )
    return Outcome(
        pictures={"plane": picture, "curves": losses_beside(size, scores, whole_scores)},
        notice=said,
        keras=training_code(size, rate, epochs, COUNT),
        keras_gives={"loss": tuple(scores.losses[:, -1]), "val_accuracy": tuple(scores.score)},
        facts={
            "share": min(each[0] for each in shares),
            "share with batches": min(each[1] for each in shares),
            "factor": factor,
            "loss in the plane": ends[2],
            "own loss": ends[1],
        },
        seeds=SEEDS,
        answer=(0 if factor > 3 else 1 if factor > 1.25 else 2 if factor > 0.8 else 3)
        if (size, rate, epochs) == (16, 0.1, 8)
        else None,
    )


@app.cell
def _():
    rates = Slider("learning_rate", "Learning rate", stops=(0.01, 0.03, 0.1, 0.3), value=0.1)
    words = tuple(counted(size, "sample") for size in BATCH_SIZES)
    sizes = Slider("batch_size", "Batch size", stops=BATCH_SIZES, value=32, words=words, compiles=True)
    noise = Part(
        name="noise",
        title="The noise of a batch",
        ask="A batch stands for all samples, and does not quite agree with them. Each update here draws its batch at random.",
        controls=(
            Slider(
                "batch_size", "Batch size", SIZES, 4, words=tuple(counted(size, "sample") for size in SIZES)
            ),
            Slider("learning_rate", "Learning rate", stops=(0.03, 0.1, 0.3), value=0.3),
        ),
        prediction=Prediction(
            question="Batches of 16 instead of 4 samples cost four times the work. To how much does the noise of the gradient shrink?",
            options=("To a quarter", "To a half", "To three quarters", "Not at all"),
            settings={"batch_size": 16, "learning_rate": 0.3},
            because="The noise of a mean shrinks with the root of the number of samples: four times as many halve it.",
        ),
        experiment=noise_of_path,
    )
    return (
        noise,
        rates,
        sizes,
    )


@app.cell
def _(noise, rates, sizes):
    compare = Part(
        name="compare",
        title="Time and score",
        ask="All batch sizes, on handwritten digits: once with equal epochs, once with equal updates.",
        controls=(
            Choice(
                "equal", "What is equal", ("epochs", "updates"), "epochs", ("epochs", "updates: 512 each")
            ),
            sizes,
            rates,
            Slider("epochs", "Epochs, where these are equal", stops=(2, 4, 8, 16), value=8),
        ),
        prediction=Prediction(
            question="512 updates each, learning rate 0.01. Batches of 512 look at 512 times as many samples as batches of 1. How much better do they score?",
            options=(
                "By more than 10 points",
                "By 1 to 10 points",
                "They cannot be told apart",
                "They score worse",
            ),
            settings={"equal": "updates", "learning_rate": 0.01, "batch_size": COUNT},
            because="With small steps the noise averages out on the way; what counts is how many steps there are.",
        ),
        experiment=compare_sizes,
    )
    path = Part(
        name="path",
        title="A network's path",
        ask="The way through the weights, with batches and with all samples at once, from the same first weights.",
        controls=(
            sizes,
            rates,
            Slider("epochs", "Epochs", stops=(4, 8, 16, 32), value=16),
            Slider("seed", "Seed shown", stops=SEEDS, value=0),
        ),
        prediction=Prediction(
            question="Eight epochs, learning rate 0.1. How far from its first weights does the network get with batches of 16, beside all 512 at once?",
            options=("More than three times as far", "A little further", "As far", "Less far"),
            settings={"batch_size": 16, "learning_rate": 0.1, "epochs": 8, "seed": 0},
            because="An epoch with batches of 16 has 32 updates, an epoch with all samples has one.",
        ),
        experiment=path_of_network,
    )
    live = LiveLab("batch_size", parts=(noise, compare, path))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    Each update uses the gradient of one batch. A larger batch gives a gradient with less noise, and fewer updates in
    an epoch. The noise shrinks only with the root of the batch size, while the work grows with the batch size itself.
    So small batches get further in one epoch; large ones can bear larger steps. Further is not better in itself:
    batches of 1 at a rate of 0.3 get far and learn next to nothing.

    **A common misunderstanding:** "more samples per update make the network better". In one epoch they mostly mean
    fewer updates. Compare at equal updates, too.

    **Your turn:** open the code, give batches of 256 a learning rate of 1, and see whether they catch up in 8 epochs.

    Related: [Epochs](../epochs/), [Learning rate and optimizers](../optimizers/).
    """)


if __name__ == "__main__":
    app.run()
