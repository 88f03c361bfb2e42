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
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.live import LiveLab, Outcome, Part, Prediction, Slider, Toggle, show
    from handsonn.course.pictures import Axis, Curves, Mark, band
    from handsonn.training import Population

    SEEDS = range(5)
    split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    train, validation = split.train, split.validation


@app.function
def make_network():
    """An ordinary Keras network for the 8 x 8 digits."""
    model = keras.Sequential(
        [
            keras.Input(train.x.shape[1:]),
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
    """The same network from five seeds; each training starts again from the first weights."""
    return Population(make_network, seeds=SEEDS)


@app.function
@cache
def samples(count):
    """The first `count` training samples (they are in random order already)."""
    return train.x[:count], train.y[:count]


@app.function
def count_updates(settings, watch):
    """Part 1: how many updates are in one epoch, and what they do to the loss."""
    epochs, batch_size = int(settings["epochs"]), int(settings["batch_size"])
    x, y = samples(len(train.x))
    trained = networks().train(
        x, y, epochs=epochs, batch_size=batch_size,
        validation_data=validation, should_stop=watch.should_stop,
    )  # fmt: skip
    watch.check()
    updates = int(trained.models[0].optimizer.iterations.numpy())
    each = updates // epochs
    accuracy = trained.history["val_accuracy"][:, -1]
    numbers = np.arange(1, epochs + 1)
    curves = Curves(
        title=f"{epochs} epochs of {each} updates",
        caption="Lines: median of 5 seeds. Bands: lowest to highest seed.",
        x=Axis("epoch", low=1, high=max(2, epochs)),
        y=Axis("loss", low=0),
        lines=(
            band("training", numbers, trained.history["loss"]),
            band("validation", numbers, trained.history["val_loss"], colour="orange"),
        ),
        span=12,
        height=330,
    )
    rest = len(x) % batch_size or batch_size
    return Outcome(
        pictures={"curves": curves},
        notice=(
            f"{len(x)} training samples in batches of {batch_size} are {each} updates an epoch "
            f"(the last batch has {rest}); after {epochs} epochs Keras' optimizer has counted {updates:,}.",
            f"Validation accuracy at the end: {np.median(accuracy):.1%} "
            f"(over the seeds from {accuracy.min():.1%} to {accuracy.max():.1%}).",
        ),
        keras=keras_code(len(x), epochs, batch_size),
        keras_gives={
            "val_accuracy": tuple(accuracy),
            "updates": tuple(int(m.optimizer.iterations.numpy()) for m in trained.models),
        },
        facts={"updates_per_epoch": each, "updates": updates, "val_accuracy": float(np.median(accuracy))},
        seeds=trained.seeds,
        answer=(1, 32, each, len(x)).index(each) if batch_size == 32 else None,
    )


@app.function
def keras_code(count, epochs, batch_size):
    """The code of exactly this experiment."""
    return f'''import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x[:{count}], split.train.y[:{count}]
seeds = range(5)
val_accuracy, updates = [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((8, 8)),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={batch_size}, epochs={epochs},
                        validation_data=split.validation, verbose=0)
    val_accuracy.append(history.history["val_accuracy"][-1])
    updates.append(int(model.optimizer.iterations.numpy()))
print(val_accuracy, updates)
'''


@app.cell
def _():
    counting = Part(
        name="count",
        title="What is one epoch?",
        ask="One epoch is one pass over all training samples. Each batch gives one update of the weights. "
        "Move the sliders: the network is trained again, five times, from five seeds.",
        controls=(
            Slider("epochs", "Epochs", stops=(1, 2, 3, 5, 8, 12, 20, 30, 50), value=20),
            Slider("batch_size", "Batch size", stops=(8, 16, 32, 64, 128, 256), value=32, unit="samples"),
        ),
        prediction=Prediction(
            question=f"There are {len(train.x)} training samples, and the batch size is 32. How many times are the weights changed in one epoch?",
            options=("Once", "32 times", "About 34 times", f"{len(train.x)} times"),
            settings={"epochs": 20, "batch_size": 32},
            because="Each update uses one batch: samples divided by batch size, rounded up.",
        ),
        experiment=count_updates,
    )
    live = LiveLab("epochs", parts=(counting,))
    show(live)
    return (live,)


if __name__ == "__main__":
    app.run()
