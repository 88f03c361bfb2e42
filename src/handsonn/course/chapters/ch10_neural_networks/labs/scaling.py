"""Scaling the features.

question: What does a scaler change for training, and what may it see?
minutes: 20
order: 5
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Scaling the features")

with app.setup:
    from functools import cache

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    from handsonn.course.chapters.ch10_neural_networks.experiments.loss_bowl import loss_bowl
    from handsonn.course.chapters.ch10_neural_networks.experiments.new_rows import (
        NEW_ROWS,
        changed,
        fresh_rows_of,
        rows_of,
        widest_feature,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.outside_shares import outside_shares
    from handsonn.course.chapters.ch10_neural_networks.experiments.paired_difference import paired_difference
    from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_code import (
        code_of_leak,
        code_of_outside,
        code_of_scalers,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_pictures import (
        LOOK,
        one_feature,
        pictures_of_leak,
        pictures_of_outside,
        pictures_of_scalers,
        scaled_values,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.scaling_words import (
        answer_of_scalers,
        by_guessing,
        notice_of_leak,
        notice_of_outside,
        notice_of_scalers,
    )
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, Toggle, show
    from handsonn.training import Population

    SEEDS, SPLITS = range(5), range(20)
    COUNTS = (10, 20, 50, 100)
    SCALERS = {"minmax": MinMaxScaler, "standard": StandardScaler}
    DATA_WORDS = {"wine": "Wines, 13 features", "breast_cancer": "Breast cancer, 30 features"}


@app.function
@cache
def split_of(data):
    """Training and validation rows with their values as they are."""
    return hn.split(hn.load(data), validation=0.2, test=0.2, scaler="none", seed=0)


@app.function
@cache
def scaled(data, scaler):
    """Training and validation features, scaled with what the training rows taught."""
    split = split_of(data)
    if scaler in {"none", "layer"}:  # the layer scales inside the network
        return split.train.x, split.validation.x
    fitted = SCALERS[scaler]().fit(split.train.x)
    return fitted.transform(split.train.x), fitted.transform(split.validation.x)


@app.function
def make_network(x, classes, *, optimizer="adam", normalize=False):
    """One hidden layer of 16 units; the last layer gives logits, the loss applies softmax to them."""
    layers = [keras.Input((x.shape[1],))]
    if normalize:
        normalization = keras.layers.Normalization()
        normalization.adapt(x)
        layers.append(normalization)
    model = keras.Sequential(
        [*layers, keras.layers.Dense(16, activation="relu"), keras.layers.Dense(classes)]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer, loss, metrics=["accuracy"])
    return model


@app.function
@cache
def networks(data, scaler, optimizer):
    """Five networks for these features; each training starts again from the first weights."""
    x, classes = split_of(data).train.x, len(hn.load(data).class_names)
    return Population(
        lambda: make_network(x, classes, optimizer=optimizer, normalize=scaler == "layer"), seeds=SEEDS
    )


@app.function
@cache
def losses_before(data, scaler):
    """Give the training loss of the five networks before their first update."""
    x, y = scaled(data, scaler)[0], split_of(data).train.y
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return np.array([float(loss(y, model(x))) for model in networks(data, scaler, "adam").first_models(x, y)])


@app.function
def compare_scalers(settings, watch):
    """Part 1: the same network on the same rows, its features scaled in four ways."""
    data, optimizer = settings["data"], settings["optimizer"]
    epochs, rate = int(settings["epochs"]), settings["learning_rate"]
    split, losses, accuracy = split_of(data), {}, {}
    for scaler in LOOK:
        x, validation_x = scaled(data, scaler)
        trained = networks(data, scaler, optimizer).train(
            x, split.train.y, epochs=epochs, batch_size=32, learning_rate=rate,
            validation_data=(validation_x, split.validation.y), should_stop=watch.should_stop,
        )  # fmt: skip
        watch.check()
        losses[scaler], accuracy[scaler] = trained.history["loss"], trained.history["val_accuracy"][:, -1]
    bowls = {scaler: loss_bowl(scaled(data, scaler)[0]) for scaler in ("none", "minmax", "standard")}
    guess = guessing, _ = by_guessing(split.train.y, split.validation.y)
    last = {scaler: values[:, -1] for scaler, values in losses.items()}
    before_and_after = {scaler: (losses_before(data, scaler), values) for scaler, values in last.items()}
    apart = float(np.abs(losses["layer"] / losses["standard"] - 1).max())
    return Outcome(
        pictures=pictures_of_scalers(
            losses,
            [condition for condition, _ in bowls.values()],
            [np.ptp(scaled(data, scaler)[0], axis=0) for scaler in bowls],
            hn.load(data).feature_names,
            guessing,
        ),
        notice=notice_of_scalers(epochs, before_and_after, accuracy, bowls, guess, apart=apart),
        keras=code_of_scalers(data, optimizer, epochs, rate),
        keras_gives={scaler: tuple(values) for scaler, values in last.items()},
        facts={
            **{f"loss_{scaler}": float(np.median(values)) for scaler, values in last.items()},
            **{f"condition_{scaler}": value[0] for scaler, value in bowls.items()},
            **{f"accuracy_{scaler}": float(np.median(values)) for scaler, values in accuracy.items()},
            "guessing": guessing,
            "apart": apart,
        },
        seeds=tuple(SEEDS),
        answer=answer_of_scalers(losses["none"], last["standard"], guessing) if optimizer == "sgd" else None,
    )


@app.function
@cache
def one_network(data, seed):
    """Keep the network of one split; its seed is the split's."""
    x, classes = hn.load(data).x, len(hn.load(data).class_names)
    return Population(lambda: make_network(x, classes, optimizer=keras.optimizers.Adam(0.01)), seeds=(seed,))


@app.function
def accuracy_with(data, seed, scaler, rows, new_x):
    """Train 30 epochs on scaled rows; accuracy on the new rows, scaled by the same scaler."""
    train, new = rows
    labels, x = hn.load(data).y, hn.load(data).x.astype(np.float64)
    held_out = (scaler.transform(new_x).astype("float32"), labels[new])
    trained = one_network(data, seed).train(
        scaler.transform(x[train]).astype("float32"), labels[train],
        epochs=30, batch_size=32, validation_data=held_out,
    )  # fmt: skip
    return float(trained.history["val_accuracy"][0, -1]), trained.models[0]


@app.function
def leak(settings, watch):
    """Part 2: a scaler that has seen the training rows, one that has seen the new rows too, and fresh rows for it."""
    data, kind, case = settings["data"], settings["scaler"], settings["case"]
    count, scores = int(settings["count"]), {"honest": [], "leaked": [], "fresh": []}
    x, labels = hn.load(data).x.astype(np.float64), hn.load(data).y
    for seed in SPLITS:
        watch.check()
        watch.progress(seed / len(SPLITS), f"split {seed + 1} of {len(SPLITS)}")
        (train, new), others = rows_of(data, count, seed), fresh_rows_of(data, count, seed)
        new_x = changed(x, x[new], case)
        alone, both = SCALERS[kind]().fit(x[train]), SCALERS[kind]().fit(np.vstack([x[train], new_x]))
        scores["honest"].append(accuracy_with(data, seed, alone, (train, new), new_x)[0])
        leaked, model = accuracy_with(data, seed, both, (train, new), new_x)
        scores["leaked"].append(leaked)
        fresh_x = both.transform(changed(x, x[others], case)).astype("float32")
        scores["fresh"].append(float((np.argmax(model(fresh_x), axis=1) == labels[others]).mean()))
    moved, promise = (paired_difference(scores["leaked"], scores[name]) for name in ("honest", "fresh"))
    asked = (data, kind, case, count) == ("wine", "standard", "shifted", 20)
    return Outcome(
        pictures={
            **pictures_of_leak({name: np.array(values) for name, values in scores.items()}),
            **shown_scaled(data, kind, case, count),
        },
        notice=notice_of_leak(case, count, NEW_ROWS, scores, len(others)),
        keras=code_of_leak(data, kind, case, count),
        keras_gives={name: tuple(values) for name, values in scores.items()},
        facts={
            **{name: float(np.mean(values)) for name, values in scores.items()},
            "difference": moved.mean, "low": moved.low, "high": moved.high, "promise": promise.mean,
        },
        seeds=tuple(SPLITS),
        answer=int(np.searchsorted((-0.05, 0.05), promise.mean)) if asked else None,
    )  # fmt: skip


@app.function
def shown_scaled(data, kind, case, count):
    """Show the widest feature in the first split, scaled in both ways."""
    train, new = rows_of(data, count, SPLITS[0])
    x, (widest, name) = hn.load(data).x.astype(np.float64), widest_feature(data)
    new_x = changed(x, x[new], case)
    scalers = SCALERS[kind]().fit(x[train]), SCALERS[kind]().fit(np.vstack([x[train], new_x]))
    values = [[fitted.transform(rows)[:, widest] for rows in (x[train], new_x)] for fitted in scalers]
    return scaled_values(name, *values)


@app.function
def outside(settings, watch):
    """Part 3: new values that lie outside 0..1, and what clipping them does."""
    data, count, clip = settings["data"], int(settings["count"]), settings["clip"]
    x, labels, kept, clipped = hn.load(data).x.astype(np.float64), hn.load(data).y, [], []
    for seed in SPLITS:
        watch.check()
        watch.progress(seed / len(SPLITS), f"split {seed + 1} of {len(SPLITS)}")
        train, new = rows_of(data, count, seed)
        scaler = MinMaxScaler().fit(x[train])
        accuracy, model = accuracy_with(data, seed, scaler, (train, new), x[new])
        kept.append(accuracy)
        inside = np.clip(scaler.transform(x[new]), 0, 1).astype("float32")
        clipped.append(float((np.argmax(model(inside), axis=1) == labels[new]).mean()))
    values, rows = outside_shares(data, count, SPLITS)
    return Outcome(
        pictures=shown_outside(data, count, clip, np.column_stack([kept, clipped])),
        notice=notice_of_outside(count, (values, rows), kept, clipped),
        keras=code_of_outside(data, count),
        keras_gives={"share_outside": tuple(values), "accuracy": tuple(kept), "clipped": tuple(clipped)},
        facts={"values": float(values.mean()), "rows": float(rows.mean()), "expected": 2 / (count + 1),
               "kept": float(np.mean(kept)), "clipped": float(np.mean(clipped))},
        seeds=tuple(SPLITS),
        answer=int(np.searchsorted((0.001, 0.25, 0.6), rows.mean())) if data == "wine" and count == 20 else None,
    )  # fmt: skip


@app.function
def shown_outside(data, count, clip, accuracy):
    """Gather the pictures of part 3."""
    train, new = rows_of(data, count, SPLITS[0])
    x, (widest, name) = hn.load(data).x.astype(np.float64), widest_feature(data)
    scaler = MinMaxScaler(clip=clip).fit(x[train])
    feature = [scaler.transform(x[rows])[:, widest] for rows in (train, new)]
    shares = zip(*(outside_shares(data, n, SPLITS) for n in COUNTS), strict=True)
    return {
        **pictures_of_outside(COUNTS, [np.array(each).T for each in shares], count, accuracy, clip=clip),
        **one_feature(name, *feature, clip=clip),
    }


@app.cell
def _():
    data = Choice("data", "Data", options=tuple(DATA_WORDS), value="wine", words=tuple(DATA_WORDS.values()))
    counts = Slider("count", "Training rows", stops=COUNTS, value=20, unit="rows")
    return data, counts


@app.cell
def _(data):
    curves = Part(
        name="curves",
        title="Four ways to scale",
        ask="The same network and rows, four times: features as they are, MinMaxScaler, StandardScaler, and a Keras "
        "Normalization layer. Each move trains 4 x 5 networks.",
        controls=(
            data,
            Choice("optimizer", "Optimizer", options=("sgd", "adam"), value="adam", words=("SGD", "Adam")),
            Slider(
                "learning_rate",
                "Learning rate",
                stops=(1e-6, 1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
                value=0.01,
            ),
            Slider("epochs", "Epochs", stops=(5, 10, 20, 40, 70, 100), value=40),
        ),
        prediction=Prediction(
            question="SGD with learning rate 0.01 learns from standardised wines. What does it do with the raw values, where proline is in the hundreds?",
            options=(
                "It learns as well: the weights adapt",
                "It learns, but more slowly",
                "The loss jumps, then stays at guessing",
                "The loss becomes not a number",
            ),
            settings={"data": "wine", "optimizer": "sgd", "learning_rate": 0.01, "epochs": 40},
            because="A weight's gradient is as large as its feature: one step throws the weights so far that every ReLU unit gives 0, for every wine.",
        ),
        experiment=compare_scalers,
    )
    return (curves,)


@app.cell
def _(counts, data):
    leaking = Part(
        name="leak",
        title="What leaks",
        ask="A scaler fitted on the new rows too has seen what will judge it. Fresh rows, seen by none, judge again. "
        "2 x 20 networks, 20 splits.",
        controls=(
            data,
            Choice(
                "scaler",
                "Scaler",
                options=("minmax", "standard"),
                value="minmax",
                words=("MinMaxScaler", "StandardScaler"),
            ),
            Choice(
                "case",
                "The new rows are",
                options=("alike", "one outlier", "shifted"),
                value="alike",
                words=("drawn alike", "alike, one in a wrong unit", "all shifted upwards"),
            ),
            counts,
        ),
        prediction=Prediction(
            question="StandardScaler has also seen 60 new wines that read 2 standard deviations higher. How do fresh wines of that kind score, which it has not seen?",
            options=(
                "More than 5 points higher than the 60",
                "Like the 60, within 5 points",
                "More than 5 points lower than the 60",
            ),
            settings={"data": "wine", "scaler": "standard", "case": "shifted", "count": 20},
            because="Three of four rows that this scaler saw were shifted, so it takes most of the shift away: for fresh wines as well, as long as they go through this scaler.",
        ),
        experiment=leak,
    )
    return (leaking,)


@app.cell
def _(counts, data):
    beyond = Part(
        name="outside",
        title="New data outside 0..1",
        ask="MinMaxScaler puts the training rows into 0..1. New rows keep to no such rule. Clipping (clip=True) cuts them off.",
        controls=(data, counts, Toggle("clip", "Clip new values to 0..1", value=False)),
        prediction=Prediction(
            question="The scaler has seen 20 wines of 13 features. How many new wines have at least one value outside 0..1?",
            options=("None", "Up to a quarter", "Between a quarter and 60 %", "More than 60 %"),
            settings={"data": "wine", "count": 20, "clip": False},
            because="Each value is outside with probability 2/21, and a wine has 13 of them.",
        ),
        experiment=outside,
    )
    return (beyond,)


@app.cell
def _(beyond, curves, leaking):
    live = LiveLab("scaling", parts=(curves, leaking, beyond))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    A weight's gradient is its unit's error times its feature: a feature in the hundreds moves its weights hundreds of
    times as far as a feature around one. One learning rate cannot suit both. Scaling makes the bowl of the loss rounder,
    which its condition number measures. MinMaxScaler, StandardScaler and the Normalization layer do this with one
    multiplication and one addition for each feature, learnt from the training rows.

    **A common misunderstanding.** "Values outside 0..1 at inference mean that something is broken." They are what new
    data do: the training rows fix the ends, not the world. **And another:** "a scaler that leaks makes
    the score too good". In part 2 it moves the score up, down, or by too little to see, and fresh rows keep to it as long
    as they go through the same scaler. Fit on the training rows all the same: then the score is that of a scaler which
    knows nothing of the rows that judge it.

    **Your turn.** Open the code, and give part 1 a scaler of your own: divide each feature by its largest training value.
    Where does its condition number lie?

    Related: [Validation, two ways](../validation/) · [Inference and the confusion matrix](../inference/)
    """)


if __name__ == "__main__":
    app.run()
