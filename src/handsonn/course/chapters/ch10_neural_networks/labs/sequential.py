"""Sequential, compile, fit.

question: What do Sequential, compile and fit each do, and which of them changes a weight?
minutes: 15
order: 3
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Sequential, compile, fit")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here

    import handsonn as hn
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments import first_updates as one_by_one
    from handsonn.course.chapters.ch10_neural_networks.experiments import parameter_counts as counts
    from handsonn.course.chapters.ch10_neural_networks.experiments import ways_of_writing as writing
    from handsonn.course.live import Choice, Layers, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS = range(5)
    BATCH_SIZE = one_by_one.BATCH_SIZE
    OPTIMIZERS = {"Adam": keras.optimizers.Adam, "SGD": keras.optimizers.SGD}
    split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    train, validation = split.train, split.validation
    ONE_CALL = -(-len(train.x) // BATCH_SIZE)  # updates in one call of fit with epochs=1


@app.function
def sequential():
    """Write the network as a list of layers."""
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@app.function
def functional():
    """Write the same network as calls: each layer on the output of the one before."""
    inputs = keras.Input((8, 8))
    hidden = keras.layers.Flatten()(inputs)
    hidden = keras.layers.Dense(64, activation="relu")(hidden)
    hidden = keras.layers.Dense(32, activation="relu")(hidden)
    outputs = keras.layers.Dense(10, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)


@app.class_definition
class DigitsNetwork(keras.Model):  # type: ignore[misc]
    """The same network as a class: __init__ makes the layers, call uses them."""

    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden1 = keras.layers.Dense(64, activation="relu")
        self.hidden2 = keras.layers.Dense(32, activation="relu")
        self.digits = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        hidden = self.hidden1(self.flatten(inputs))
        return self.digits(self.hidden2(hidden))


@app.function
def compiled(model, optimizer="Adam"):
    """Choose what fit will use: optimizer, loss, metrics."""
    model.compile(OPTIMIZERS[optimizer](), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
def judged(model):
    """Give loss and accuracy on the validation samples, as model.evaluate gives them."""
    given = np.asarray(model(validation.x), dtype=np.float64)
    right = given[np.arange(len(validation.y)), validation.y]
    return -np.log(right.clip(1e-7)).mean(), (given.argmax(axis=1) == validation.y).mean()


@app.function
@cache
def traced_network(optimizer):
    """Make the one network that all traces train, so that its update is translated for the machine only once.

    Also gives what its optimizer holds before any update.
    """
    model = compiled(sequential(), optimizer)
    model.optimizer.build(model.trainable_variables)
    return model, [np.array(variable) for variable in model.optimizer.variables]


@app.function
@cache
def trace(optimizer, seed):
    """Train one network update by update, through two calls of fit.

    model.train_on_batch() makes the updates that model.fit(shuffle=False) makes, one at a time.
    """
    keras.utils.set_random_seed(seed)
    fresh = sequential()
    built = fresh.get_weights()
    compiled(fresh, optimizer)
    by_compile = max(np.abs(now - was).max() for now, was in zip(fresh.get_weights(), built, strict=True))
    model, unused = traced_network(optimizer)
    model.set_weights(built)
    for variable, value in zip(model.optimizer.variables, unused, strict=True):
        variable.assign(value)
    moments = []
    for update in range(2 * ONE_CALL + 1):
        if update > 0:
            rows = slice((update - 1) % ONE_CALL * BATCH_SIZE, ((update - 1) % ONE_CALL + 1) * BATCH_SIZE)
            model.train_on_batch(train.x[rows], train.y[rows])
        now = model.get_weights()
        moved = np.mean(np.abs(flat(now) - flat(built)))
        moments.append((*judged(model), moved, now[0].T[:16].reshape(-1, 8, 8)))
    loss, accuracy, moved, first_layer = (np.array(values) for values in zip(*moments, strict=True))
    size = float(np.mean(np.abs(flat(built))))
    return one_by_one.Trace(loss, accuracy, moved, first_layer, float(by_compile), model.count_params(), size)


@app.function
def flat(weights):
    """Put all weights and biases of a network in one row."""
    return np.concatenate([array.ravel() for array in weights]).astype(np.float64)


@app.function
def update_by_update(settings, watch):
    """Part 1: the weights as built, as compiled, and after each update of fit."""
    updates, optimizer = int(settings["updates"]), settings["optimizer"]
    traces = []
    for number, seed in enumerate(SEEDS):
        watch.check()
        watch.progress(
            (number + 0.5) / len(SEEDS), f"training network {number + 1} of {len(SEEDS)}, update by update"
        )
        traces.append(trace(optimizer, seed))
    loss, accuracy = (one_by_one.over_seeds(traces, name) for name in ("loss", "accuracy"))
    return Outcome(
        pictures=one_by_one.update_pictures(traces, updates, ONE_CALL),
        notice=one_by_one.update_notice(traces, updates, ONE_CALL),
        keras=one_by_one.update_code(updates, optimizer, ONE_CALL, len(train.x)),
        keras_gives={"loss": tuple(loss[:, updates]), "accuracy": tuple(accuracy[:, updates])},
        facts={
            "by_compile": max(one.by_compile for one in traces),
            "moved": float(np.median([one.moved[updates] for one in traces])),
            "loss": float(np.median(loss[:, updates])),
            "accuracy": float(np.median(accuracy[:, updates])),
        },
        seeds=tuple(SEEDS),
        answer=one_by_one.what_a_second_fit_does(loss, updates, ONE_CALL),
    )


@app.function
@cache
def counted(data, units):
    """Make a network with these hidden layers: its summary as Keras prints it, and its Dense layers."""
    keras.utils.set_random_seed(0)
    shape, outputs = counts.COUNTED[data]
    model = keras.Sequential([keras.Input(shape), keras.layers.Flatten(name="flatten")], name=data)
    for number, size in enumerate(units, start=1):
        model.add(keras.layers.Dense(size, activation="relu", name=f"hidden_{number}"))
    model.add(keras.layers.Dense(outputs, name="output"))
    printed = []
    model.summary(line_length=48, print_fn=lambda text, **_: printed.append(text))
    dense = tuple(
        counts.DenseLayer(layer.name.replace("_", " "), *layer.get_weights(), layer.count_params())
        for layer in model.layers
        if isinstance(layer, keras.layers.Dense)
    )
    return "\n".join(printed).strip("\n"), dense


@app.function
def count_parameters(settings, watch):
    """Part 2: inputs times units, plus units; the sum is what Keras counts."""
    watch.check()
    data, units = settings["data"], tuple(settings["units"])
    summary, dense = counted(data, units)
    inputs, first = dense[0].kernel.shape
    options = (first, inputs, inputs * first, inputs * first + first)
    return Outcome(
        pictures=counts.count_pictures(dense, summary),
        notice=counts.count_notice(dense),
        keras=counts.count_code(data, units),
        keras_gives={"parameters": tuple(layer.counted for layer in dense)},
        facts={
            "by_hand": sum(layer.by_hand for layer in dense),
            "by_keras": sum(layer.counted for layer in dense),
        },
        answer=options.index(dense[0].counted) if (inputs, first) == (64, 8) else None,
    )


@app.function
@cache
def networks(way):
    """Make the network, written one way, from five seeds."""
    make = {"sequential": sequential, "functional": functional, "subclassed": DigitsNetwork}[way]
    return Population(lambda: compiled(make()), seeds=SEEDS)


@app.function
@cache
def known_before_data():
    """Ask Keras, for each way, how many parameters there are, and whether the JSON gives the network back."""
    facts = []
    for make in (sequential, functional, DigitsNetwork):
        model = make()
        try:
            keras.models.model_from_json(model.to_json())
            back = "yes"
        except (TypeError, ValueError, NotImplementedError):
            back = "no: it names a class that Keras does not have"
        facts.append((f"{model.count_params():,}" if model.built else "not known yet", back))
    return tuple(facts)


@app.function
def three_ways(settings, watch):
    """Part 3: the same network written three ways and trained from the same seeds."""
    epochs, chosen = int(settings["epochs"]), settings["way"]
    accuracy, weights = {}, {}
    for number, way in enumerate(writing.WAYS):
        watch.progress((number + 0.3) / 3, f"training the {way} network from five seeds")
        trained = networks(way).train(
            train.x, train.y, epochs=epochs, batch_size=BATCH_SIZE,
            validation_data=validation, should_stop=watch.should_stop,
        )  # fmt: skip
        watch.check()
        accuracy[way] = trained.history["val_accuracy"]
        weights[way] = [model.get_weights() for model in trained.models]
    apart = writing.largest_differences(weights)
    last = accuracy[chosen][:, -1]
    return Outcome(
        pictures=writing.way_pictures(accuracy, apart, known_before_data(), chosen),
        notice=writing.way_notice(accuracy, apart),
        keras=writing.way_code(chosen, epochs),
        keras_gives={"val_accuracy": tuple(last)},
        facts={"apart": max(apart), "accuracy": float(np.median(last)), "spread": float(np.ptp(last))},
        seeds=tuple(SEEDS),
        answer=writing.which_is_best(accuracy, apart),
    )


@app.cell
def _():
    fitting = Part(
        name="fit",
        title="Nothing is learnt until fit",
        ask="Sequential makes the weights, compile chooses how to train, fit trains. Go through two calls of fit, one update at a time: "
        "0 is the network as it was built and compiled.",
        controls=(
            Slider("updates", "Updates", stops=tuple(range(2 * ONE_CALL + 1)), value=ONE_CALL),
            Choice("optimizer", "compile with the optimizer", options=tuple(OPTIMIZERS), value="Adam"),
        ),
        prediction=Prediction(
            question=f"fit has made {ONE_CALL} updates. You call fit a second time with the same data. What does it do?",
            options=(
                "It starts again from random weights",
                "It goes on from the weights that it has",
                "Nothing: it has learnt this data",
            ),
            settings={"updates": 2 * ONE_CALL, "optimizer": "Adam"},
            because="fit changes the weights of the model, and they stay changed. For a fresh start, build the model again.",
        ),
        experiment=update_by_update,
    )
    return (fitting,)


@app.cell
def _(fitting):
    counting = Part(
        name="count",
        title="Count the parameters",
        ask="Add, remove and resize hidden layers. Each weight and each bias is one parameter; count them before you look.",
        controls=(
            Choice(
                "data",
                "Data set",
                options=tuple(counts.COUNTED),
                value="digits",
                words=counts.WORDS,
            ),
            Layers("units", "Hidden layers", value=(8, 4), most_layers=4, most_units=16),
        ),
        prediction=Prediction(
            question="64 pixels go into a first Dense layer of 8 units. How many parameters does this layer have?",
            options=("8", "64", "512", "520"),
            settings={"data": "digits", "units": (8, 4)},
            because="64 weights for each of 8 units, and one bias for each unit.",
        ),
        experiment=count_parameters,
    )
    ways = Part(
        name="ways",
        title="Three ways to write it",
        ask="The same layers as a list (Sequential), as calls (functional) and as a class (subclassed), each trained from the same five "
        "seeds. The code of the chosen one is at the bottom.",
        controls=(
            Choice(
                "way",
                "Show the code of",
                options=writing.WAYS,
                value="sequential",
            ),
            Slider("epochs", "Epochs", stops=(1, 2, 3, 5, 8, 12, 20), value=5),
        ),
        prediction=Prediction(
            question="The same layers are written in three ways and trained from the same seed. How do the trained weights compare?",
            options=(
                "Exactly the same numbers",
                "Nearly the same",
                "The functional one is better",
                "The class is better",
            ),
            settings={"way": "functional", "epochs": 5},
            because="Keras makes the same layers in the same order, so the seed gives them the same first weights and batches.",
        ),
        experiment=three_ways,
    )
    live = LiveLab("sequential", parts=(fitting, counting, ways))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    **The idea.** `Sequential([...])` makes the layers and gives every weight a random first value. `compile` only notes which optimizer,
    loss and metrics to use. `fit` changes the weights, a little at each update.

    **Often misunderstood.** "compile resets the network", or "a second `fit` starts again". Neither is so: compile leaves the weights as
    they are, and `fit` goes on from them. Only building the model again gives fresh weights.

    **Your turn.** Open the code (in the bar above) and give `trace` a second `compiled(model, optimizer)` between the two calls of fit.
    Does the loss jump back to its first value?

    **Related.** [x and y](../x_and_y/) · [Saving](../saving/) · [Epochs](../epochs/)
    """)


if __name__ == "__main__":
    app.run()
