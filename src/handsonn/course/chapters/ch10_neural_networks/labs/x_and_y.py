"""x and y.

question: What must x and y look like, and which output layer and loss go with which labels?
minutes: 15
order: 4
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="x and y")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here
    import warnings

    import handsonn as hn  # noqa: F401
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments import kinds_of_data as kinds
    from handsonn.course.chapters.ch10_neural_networks.experiments import label_forms as labels
    from handsonn.course.chapters.ch10_neural_networks.experiments import label_pictures as drawn
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS = range(5)


@app.function
def reader(shape, classes, last="logits"):
    """Make a network that names one of the classes; its last layer gives "logits", or "softmax" of them."""
    model = keras.Sequential(
        [
            keras.Input(shape),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(classes, activation="softmax" if last == "softmax" else None),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=last == "logits")
    model.compile(keras.optimizers.Adam(), loss, metrics=["accuracy"])
    return model


@app.function
@cache
def readers(name, last):
    """Make the network for one kind of data, from five seeds."""
    kind = kinds.data_of(name)
    return Population(lambda: reader(kind.x.shape[1:], len(kind.classes), last), seeds=SEEDS)


@app.function
@cache
def outputs_before_training(name):
    """Measure, before any training and from five seeds, the mean size of the logits and the share of cut samples.

    A sample is cut where softmax gives its own class less than keras.config.epsilon(): the cross-entropy of
    probabilities then takes epsilon in its place. Raw samples in the first row, scaled ones in the second.
    """
    kind, sizes, cut = kinds.data_of(name), [], []
    for (x, y), _ in parts_of(name):
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            logits = reader(kind.x.shape[1:], len(kind.classes))(x)
            given = np.asarray(keras.ops.softmax(logits))[np.arange(len(y)), y]
            sizes.append(float(np.abs(logits).mean()))
            cut.append(float((given < keras.config.epsilon()).mean()))
    return np.reshape(sizes, (2, -1)), np.reshape(cut, (2, -1))


@app.function
@cache
def parts_of(name):
    """Cut the data of one kind: for raw and scaled, what is trained on and what validates."""
    kind, count = kinds.data_of(name), kinds.data_of(name).count
    return [((x[:count], kind.y[:count]), (x[count:], kind.y[count:])) for x in (kind.x, kind.scaled)]


@app.function
@cache
def asked_of_keras(name):
    """Ask a network for its output shape, what it says to one bare sample, and whether the dtype matters."""
    kind = kinds.data_of(name)
    keras.utils.set_random_seed(0)
    model = reader(kind.x.shape[1:], len(kind.classes))
    try:
        bare = f"runs: {tuple(model(kind.x[0]).shape)}"
    except ValueError:
        bare = "ValueError"
    few, other = kind.x[:8], kinds.other_dtype(kind)
    apart = np.abs(np.asarray(model(few)) - np.asarray(model(few.astype(other)))).max()
    return tuple(model.output_shape), bare, float(apart)


@app.function
def shapes_and_dtypes(settings, watch):
    """Part 1: what Keras sees of each kind of data, and what the range of the values does to training."""
    kind, epochs = kinds.data_of(settings["kind"]), int(settings["epochs"])
    output_shape, bare, by_dtype = asked_of_keras(kind.name)
    raw_part, scaled_part = parts_of(kind.name)
    accuracy = []
    for number, (part, last) in enumerate(
        ((raw_part, "logits"), (scaled_part, "logits"), (raw_part, "softmax"))
    ):
        watch.progress((number + 0.3) / 3, "training from five seeds")
        (x, y), held_out = part
        trained = readers(kind.name, last).train(
            x, y, epochs=epochs, validation_data=held_out, should_stop=watch.should_stop
        )
        watch.check()
        accuracy.append(trained.history["val_accuracy"])
    raw, scaled, softmax = accuracy
    sizes, cut = outputs_before_training(kind.name)
    return Outcome(
        pictures={
            "facts": kinds.facts_table(kind, output_shape, bare),
            "sample": kinds.sample_picture(kind, int(settings["sample"])),
            "training": kinds.training_picture(raw, scaled, softmax, kinds.scaled_words(kind)),
            "range": kinds.range_picture(kind),
        },
        notice=(
            *kinds.kind_notice(kind, raw, scaled, by_dtype),
            kinds.softmax_notice(raw[:, -1], softmax[:, -1], sizes, cut),
        ),
        keras=kinds.kind_code(kind, epochs),
        keras_gives={
            "raw": tuple(raw[:, -1]),
            "scaled_accuracy": tuple(scaled[:, -1]),
            "raw_softmax": tuple(softmax[:, -1]),
        },
        facts={
            "raw": float(np.median(raw[:, -1])),
            "scaled": float(np.median(scaled[:, -1])),
            "softmax": float(np.median(softmax[:, -1])),
            "by_dtype": by_dtype,
            "cut": float(np.median(cut[0])),
            "size": float(np.median(sizes[0])),
        },
        seeds=tuple(SEEDS),
        answer=kinds.which_is_better(raw[:, -1], scaled[:, -1]),
    )


@app.function
def namer(shape, output, classes, loss):
    """Make a network with this output layer, compiled with this loss."""
    activation, _, units = output.partition(" ")
    model = keras.Sequential(
        [
            keras.Input(shape),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(int(units or classes), activation=activation),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), loss, metrics=["accuracy"])
    return model


@app.function
@cache
def tried(form, output, loss):
    """Train one combination from five seeds, or find what Keras says to it."""
    data, made_for_it = labels.labelled(form), labels.FITTING[form]
    make = lambda: namer(data.x.shape[1:], output, data.classes, loss)  # noqa: E731
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        refused = keras_refuses(make(), data)
        if refused:
            return labels.Tried(refused=refused)
        trained = Population(make, seeds=SEEDS).train(
            data.x, data.y, epochs=labels.EPOCHS, validation_data=data.validation
        )
        outputs = [np.asarray(model(data.validation[0])) for model in trained.models]
    return labels.Tried(
        warned=keras_warns(make, data),
        loss=trained.history["loss"],
        reported=trained.history["val_accuracy"][:, -1],
        right=np.array([labels.share_right(form, one, data.validation[1]) for one in outputs]),
        guess=labels.guessing(form, data.validation[1]),
        fitting=None if (output, loss) == made_for_it else float(np.median(tried(form, *made_for_it).right)),
        outputs=outputs[0][:4],
    )


@app.function
def keras_refuses(model, data):
    """Call fit with one batch, if the loss and the metrics do not take it: what Keras says; or nothing."""
    x, y = data.x[:32], data.y[:32]
    try:
        outputs = model(x)
        model.compute_loss(x, y, outputs)
        model.compute_metrics(x, y, outputs)
    except (ValueError, TypeError):
        try:
            model.fit(x, y, verbose=0)
        except (ValueError, TypeError) as error:
            return str(error)
    return ""


@app.function
def keras_warns(make, data):
    """Compute the loss of one batch and give the first warning of Keras, or nothing."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = make()
        model.compute_loss(data.x[:32], data.y[:32], model(data.x[:32]))
    return next((str(one.message) for one in caught if one.category is UserWarning), "")


@app.function
def labels_and_losses(settings, watch):
    """Part 2: one form of labels with every output layer and every loss; the chosen one first."""
    form, chosen = settings["form"], (settings["output"], settings["loss"])
    data = labels.labelled(form)
    others = [
        (output, loss) for output in labels.OUTPUTS for loss in labels.LOSSES if (output, loss) != chosen
    ]
    results = {}
    for number, combination in enumerate([chosen, *others]):
        watch.progress((number + 0.5) / (len(others) + 1), f"combination {number + 1} of {len(others) + 1}")
        results[combination] = tried(form, *combination)
        watch.check()
        if number in {0, 4, 9, 14}:
            watch.show(combination_outcome(form, data, results, chosen))
    return combination_outcome(form, data, results, chosen)


@app.function
def combination_outcome(form, data, results, chosen):
    """Put together what there is so far."""
    one = results[chosen]
    refused = one.right is None
    return Outcome(
        pictures={
            "all": drawn.all_combinations(form, data.classes, results, chosen),
            **drawn.chosen_pictures(form, data, one, chosen),
        },
        notice=drawn.label_notice(form, one, results),
        keras=labels.label_code(form, *chosen),
        keras_gives={"refused": (1.0,) * len(SEEDS)}
        if refused
        else {
            "refused": (0.0,) * len(SEEDS),
            "loss": tuple(one.loss[:, -1]),
            "accuracy": tuple(one.reported),
        },
        facts={}
        if refused
        else {"right": float(np.median(one.right)), "reported": float(np.median(one.reported))},
        seeds=() if refused else tuple(SEEDS),
        answer=answered(one) if (form, *chosen) == ("one-hot", "linear 1", "mean_squared_error") else None,
    )


@app.function
def answered(one):
    """Find the option of the prediction: 0 refused, 1 about 10%, 2 about 90% and true, 3 about 90% and false."""
    if one.right is None:
        return 0
    if one.reported.min() < 0.5:
        return 1
    return 2 if one.right.min() > 0.5 else 3


@app.cell
def _():
    shapes = Part(
        name="shapes",
        title="Shapes and dtypes",
        ask="The first axis of x and y counts the samples; the rest is one sample, and that is what keras.Input takes. Choose a kind of "
        "data, and see what the range of its values does to training.",
        controls=(
            Choice("kind", "Kind of data", options=kinds.KINDS, value="grey", words=kinds.WORDS),
            Slider("sample", "Sample", stops=tuple(range(12)), value=0),
            Slider("epochs", "Epochs", stops=(1, 2, 3, 5, 10, 20), value=10),
        ),
        prediction=Prediction(
            question="The pixels are whole numbers from 0 to 255. A network trains on them as they are, and on the pixels divided by 255. "
            "Which does better on new images after 10 epochs?",
            options=("0 to 255", "0 to 1", "They cannot be told apart"),
            settings={"kind": "grey", "epochs": 10},
            because="The first weights are made for inputs of about size 1; pixels up to 255 make the first outputs more than a hundred times "
            "larger. If softmax comes before the loss, most of the images then teach nothing at first.",
        ),
        experiment=shapes_and_dtypes,
    )
    losses = Part(
        name="labels",
        title="Labels and losses",
        ask="Choose a form of labels, an output layer and a loss. Real Keras tries it: it trains, it refuses, or it runs and learns nothing.",
        controls=(
            Choice("form", "Labels", options=labels.FORMS, value="one-hot", words=labels.FORM_WORDS),
            Choice(
                "output",
                "Output layer",
                options=labels.OUTPUTS,
                value="linear 1",
                words=(
                    "softmax, one unit per class",
                    "no activation, one unit per class",
                    "sigmoid, 1 unit",
                    "softmax, 1 unit",
                    "no activation, 1 unit",
                ),
            ),
            Choice("loss", "Loss", options=labels.LOSSES, value="mean_squared_error"),
        ),
        prediction=Prediction(
            question="Ten digits, one-hot labels, but by mistake a single output unit and mean squared error, with accuracy as metric. What happens?",
            options=(
                "Keras raises an error",
                "Keras reports about 10% accuracy",
                "Keras reports about 90%, and 90% are right",
                "Keras reports about 90%, but 10% are right",
            ),
            settings={"form": "one-hot", "output": "linear 1", "loss": "mean_squared_error"},
            because="The one output is compared with each of the ten columns. Nine of them are 0, and 'accuracy' counts columns here.",
        ),
        experiment=labels_and_losses,
    )
    live = LiveLab("x_and_y", parts=(shapes, losses))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    **The idea.** `x` has the shape (samples, ...), `y` one label for each sample. `keras.Input` takes the shape of one sample. The form of
    the labels decides the output layer and the loss: whole numbers, softmax and sparse categorical cross-entropy; one-hot rows, softmax and
    categorical cross-entropy; 0 or 1, one sigmoid unit and binary cross-entropy; amounts, one unit without activation and mean squared error.

    **Often misunderstood.** "If it runs, it is right." Several wrong combinations run to the end without an error. Look at the loss, and at a
    few outputs beside their labels.

    **Your turn.** Open the code (in the bar above), and in `namer` use `keras.losses.SparseCategoricalCrossentropy(from_logits=True)` with
    whole-number labels and no activation. Does it learn now?

    **Related.** [Sequential, compile, fit](../sequential/) · [Saving](../saving/) · [Epochs](../epochs/)
    """)


if __name__ == "__main__":
    app.run()
