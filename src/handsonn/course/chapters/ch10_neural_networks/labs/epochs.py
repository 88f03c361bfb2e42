"""Epochs.

question: How long should a network train, and what is one epoch, counted in updates?
minutes: 10
order: 10
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Epochs")

with app.setup:
    from functools import cache

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.early_stopping import (
        at_epochs,
        early_stopping,
        fit_picture,
        patience_picture,
        stops_picture,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_keras import (
        counting_code,
        fitting_code,
        stopping_code,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import (
        accuracy_words,
        counted,
        from_to,
        lowest_words,
        updates_words,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import lower_in_all
    from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import (
        number_words,
        percent_words,
    )
    from handsonn.course.live import LiveLab, Outcome, Part, Prediction, Slider, Toggle, show
    from handsonn.course.pictures import Mark
    from handsonn.training import Population

    SEEDS = tuple(range(5))
    VALIDATION = 300
    LONGEST = 100
    PATIENCES = (1, 2, 3, 5, 8, 12, 20, 40)
    digits = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    clothes = hn.split(hn.load("fashion_mnist_small"), validation=0.1, test=0.1, scaler="minmax", seed=0)


@app.function
def make_network():
    """Make an ordinary Keras network for the 8 x 8 digits."""
    model = keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def networks():
    """Keep the same network from five seeds; each training starts again from the first weights."""
    return Population(make_network, seeds=SEEDS)


@app.function
def count_updates(settings, watch):
    """Part 1: count how many updates are in one epoch, and what they do to the loss."""
    epochs, batch_size = int(settings["epochs"]), int(settings["batch_size"])
    x, y = digits.train.x, digits.train.y
    trained = networks().train(
        x, y, epochs=epochs, batch_size=batch_size,
        validation_data=digits.validation, should_stop=watch.should_stop,
    )  # fmt: skip
    watch.check()
    updates = int(trained.models[0].optimizer.iterations.numpy())
    each = updates // epochs
    accuracy = trained.history["val_accuracy"][:, -1]
    curves = fit_picture(
        trained.history, "loss", span=12, height=330, title=f"{counted(epochs, 'epoch')} of {counted(each, 'update')}",
        caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
    )  # fmt: skip
    return Outcome(
        pictures={"curves": curves},
        notice=(
            updates_words(len(x), batch_size, epochs, updates),
            f"Validation accuracy at the end: {percent_words(accuracy)}.",
        ),
        keras=counting_code(len(x), epochs, batch_size),
        keras_gives={
            "val_accuracy": tuple(accuracy),
            "updates": tuple(int(m.optimizer.iterations.numpy()) for m in trained.models),
        },
        facts={"updates_per_epoch": each, "updates": updates, "val_accuracy": float(np.median(accuracy))},
        seeds=trained.seeds,
        answer=updates_answer(each, len(x)) if batch_size == 32 else None,
    )


@app.function
def updates_answer(each, count):
    """Find the option that is nearest to the updates of one epoch."""
    return int(np.argmin([abs(np.log(each / option)) for option in (1, 10, 34, count)]))


@app.function
def make_clothes_network(units):
    """Make a network with one hidden layer for images of clothes."""
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def clothes_network(units, seed):
    """Keep this network from one seed; each training starts again from the first weights."""
    return Population(lambda: make_clothes_network(units), (seed,))


@app.function
@cache
def clothes_samples(count):
    """Take the first training and validation samples (they are in random order already)."""
    train, held_out = clothes.train, clothes.validation
    return train.x[:count], train.y[:count], (held_out.x[:VALIDATION], held_out.y[:VALIDATION])


@app.function
@cache
def long_training(count, units, seed):
    """Train from one seed for the most epochs and keep the history; measured once."""
    x, y, held_out = clothes_samples(count)
    return clothes_network(units, seed).train(x, y, epochs=LONGEST, validation_data=held_out).history


@app.function
def long_trainings(count, units, watch):
    """Gather the histories of all seeds. The first epochs of a long training are those of a short one."""
    histories = []
    for number, seed in enumerate(SEEDS):
        watch.check()
        watch.progress(number / len(SEEDS), f"Training for {LONGEST} epochs, seed {seed}")
        histories.append(long_training(count, units, seed))
    return {name: np.concatenate([one[name] for one in histories]) for name in histories[0]}


@app.function
def fit_too_well(settings, watch):
    """Part 2: train a small or a large network on few or many samples, for long."""
    count, units, epochs = (int(settings[name]) for name in ("samples", "units", "epochs"))
    history = {name: values[:, :epochs] for name, values in long_trainings(count, units, watch).items()}
    lowest = history["val_loss"].argmin(axis=1) + 1
    loss, score = history["val_loss"][:, -1], history["val_accuracy"][:, -1]
    loss_there, score_there = (at_epochs(history[name], lowest) for name in ("val_loss", "val_accuracy"))
    gap = loss - history["loss"][:, -1]
    middle = int(np.median(lowest))
    return Outcome(
        pictures={
            "loss": fit_picture(
                history, "loss", (Mark(middle, f"lowest: {middle}"),), title="Loss, 5 seeds", span=6, height=340,
                caption="The mark: the median epoch of the lowest validation loss.",
            ),
            "accuracy": fit_picture(history, "accuracy", title="Accuracy, 5 seeds", span=6, height=340),
        },
        notice=tuple(filter(None, (
            lowest_words(lowest, loss_there, loss, epochs),
            f"The gap between validation and training loss at the end: {number_words(gap)}.",
            accuracy_words(lowest, score_there, score, epochs),
        ))),
        keras=fitting_code(count, VALIDATION, units, epochs),
        keras_gives={"lowest_epoch": tuple(lowest), "val_loss": tuple(loss), "val_accuracy": tuple(score)},
        facts={
            "lowest_epoch": middle,
            "gap": float(np.median(gap)),
            "rise": float(np.median(loss - loss_there)),
            "gain": float(np.median(score - score_there)),
            "training_accuracy": float(np.median(history["accuracy"][:, -1])),
        },
        seeds=SEEDS,
        answer=score_answer(score, score_there) if (count, units, epochs) == (256, 64, LONGEST) else None,
    )  # fmt: skip


@app.function
def score_answer(score, score_there):
    """Find what validation accuracy did after the lowest loss: fell from every seed, neither, or rose."""
    if lower_in_all(score, score_there):
        return 0
    return 2 if lower_in_all(score_there, score) else 1


@app.function
def stop_early(settings, watch):
    """Part 3: apply the rule of EarlyStopping to trainings that went on to the end."""
    count, patience, restore = int(settings["samples"]), int(settings["patience"]), settings["restore"]
    val_loss = long_trainings(count, 64, watch)["val_loss"]
    stopped = early_stopping(val_loss, patience)
    kept = at_epochs(val_loss, stopped.kept(restore=restore))
    overall = val_loss.argmin(axis=1) + 1
    before = int((stopped.stop < overall).sum())
    seed = int(settings["seed"])
    return Outcome(
        pictures={
            "stop": stops_picture(
                val_loss, stopped, seed, title=f"Where it stops (seed {seed})", span=7, height=340,
                caption="Dashed: the epochs that stopping saves.",
            ),
            "patience": patience_picture(
                val_loss, PATIENCES, patience, title="What is kept, 5 seeds", span=5, height=340,
                caption="Click to choose a patience.",
            ),
        },
        notice=(
            (f"With a patience of {patience}, training stops after {from_to(stopped.stop)} epochs "
            f"and saves {LONGEST - np.median(stopped.stop):.0f} of {LONGEST} (median of 5 seeds)."),
            f"{before} of 5 seeds {'stops' if before == 1 else 'stop'} before the epoch of {'its' if before == 1 else 'their'} lowest validation loss in {LONGEST} epochs.",
            (f"The {'best' if restore else 'last'} weights are kept: validation loss {number_words(kept)}; "
            f"the lowest in {LONGEST} epochs is {number_words(val_loss.min(axis=1))}, the last {number_words(val_loss[:, -1])}."),
        ),
        keras=stopping_code(count, VALIDATION, 64, LONGEST, patience, restore=bool(restore)),
        keras_gives={"epochs_trained": tuple(stopped.stop), "val_loss": tuple(kept)},
        facts={
            "stop": float(np.median(stopped.stop)),
            "before": before,
            "kept": float(np.median(kept)),
            "highest_kept": float(kept.max()),
        },
        seeds=SEEDS,
        answer=(0 if before == 0 else 1 if before < len(SEEDS) else 2) if (count, patience) == (256, 1) else None,
    )  # fmt: skip


@app.cell
def _():
    counting = Part(
        name="count",
        title="What is one epoch?",
        ask="One epoch is one pass over all training samples. Each batch gives one update of the weights. "
        "Move the sliders: the network is trained again, five times, from five seeds.",
        controls=(
            Slider("epochs", "Epochs", stops=(1, 2, 3, 5, 8, 12, 20, 30, 50), value=20),
            Slider("batch_size", "Batch size", (8, 16, 32, 64, 128, 256), 32, "samples", compiles=True),
        ),
        prediction=Prediction(
            question=f"There are {len(digits.train.x)} training samples, and the batch size is 32. How many times are the weights changed in one epoch?",
            options=("Once", "About 10 times", "About 34 times", f"{len(digits.train.x)} times"),
            settings={"epochs": 20, "batch_size": 32},
            because="Each update uses one batch: samples divided by batch size, rounded up.",
        ),
        experiment=count_updates,
    )
    return (counting,)


@app.cell
def _(counting):
    clothes_count = Slider("samples", "Training samples", stops=(64, 256, 512), value=256)
    fitting = Part(
        name="fit",
        title="Under- and overfitting",
        ask="A network with one hidden layer learns images of clothes. Few samples, many units, many epochs: what does it learn?",
        controls=(
            clothes_count,
            Slider("units", "Units", stops=(2, 16, 64), value=64),
            Slider("epochs", "Epochs", stops=(2, 5, 10, 20, 50, LONGEST), value=50),
        ),
        prediction=Prediction(
            question="The validation loss turns up again after some epochs. What does the validation accuracy do from there to epoch 100?",
            options=(
                "It falls from every seed",
                "Neither: that depends on the seed",
                "It rises from every seed",
            ),
            settings={"samples": 256, "units": 64, "epochs": LONGEST},
            because="The loss also counts how sure the network is of its errors; the accuracy only counts them.",
        ),
        experiment=fit_too_well,
    )
    stopping = Part(
        name="stop",
        title="Early stopping",
        ask="Stop when the validation loss has found no new lowest value for some epochs: the patience.",
        controls=(
            Slider(
                "patience",
                "Patience",
                PATIENCES,
                8,
                words=tuple(counted(each, "epoch") for each in PATIENCES),
            ),
            Toggle("restore", "Restore the best weights", value=True),
            clothes_count,
            Slider("seed", "Seed shown", stops=SEEDS, value=0),
        ),
        prediction=Prediction(
            question="With a patience of 1, training stops at the first epoch that is no better. How many of five seeds stop before their lowest validation loss?",
            options=("None", "Some", "All"),
            settings={"patience": 1, "samples": 256, "restore": True, "seed": 0},
            because="The validation loss wavers on its way down. Patience lets a training get over such an epoch.",
        ),
        experiment=stop_early,
    )
    live = LiveLab("epochs", parts=(counting, fitting, stopping))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    An epoch is one pass over the training samples; updates are what changes the weights. While training and validation
    loss both fall, the network underfits: train on. When the validation loss turns up while the training loss still
    falls, it overfits: it learns these samples, not the task. Early stopping ends the training there, and keeps the best weights.

    **A common misunderstanding:** "a rising validation loss means falling accuracy". The loss also counts how sure the
    network is of its errors, and often rises while the accuracy hardly changes.

    **Your turn:** open the code, add `keras.layers.Dropout(0.5)` to `make_clothes_network`, and see where the lowest epoch goes.

    Related: [Batch size](../batch_size/), [Learning rate and optimizers](../optimizers/).
    """)


if __name__ == "__main__":
    app.run()
