"""Saving.

question: What is in a saved network, and what does it still know after loading?
minutes: 12
order: 8
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Saving")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here
    import tempfile
    import warnings
    from pathlib import Path

    import handsonn as hn
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments import reloading, saved_files, suffixes
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS = range(5)
    split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
    train, validation = split.train, split.validation


@app.function
def optimizer_named(name):
    """Make a fresh optimizer."""
    if name == "Adam":
        return keras.optimizers.Adam()
    return keras.optimizers.SGD(0.1, momentum=0.9 if name == "SGD with momentum" else 0.0)


@app.function
def make_network(units=(64, 32), optimizer="Adam"):
    """Make a network for the digits, compiled."""
    hidden = [keras.layers.Dense(size, activation="relu") for size in units]
    model = keras.Sequential(
        [keras.Input((8, 8)), keras.layers.Flatten(), *hidden, keras.layers.Dense(10, activation="softmax")]
    )
    model.compile(optimizer_named(optimizer), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def files_of(optimizer):
    """Train one network for two epochs, save it in four formats in a folder that goes away, and read the files."""
    keras.utils.set_random_seed(0)
    model = make_network(optimizer=optimizer)
    hn.fit(model, train.x, train.y, epochs=2, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        paths = hn.save(model, Path(folder) / "digits", formats=list(saved_files.FILES))
        inside = [saved_files.look_inside(path) for path in paths]
    return model.count_params(), dict(zip(saved_files.FILES, inside, strict=True))


@app.function
def inside_a_file(settings, watch):
    """Part 1: what is in each file."""
    watch.check()
    chosen, optimizer = settings["file"], settings["optimizer"]
    parameters, files = files_of(optimizer)
    numbers = files["weights"].numbers
    return Outcome(
        pictures=saved_files.inside_pictures(files, chosen),
        notice=saved_files.inside_notice(files, chosen, parameters, optimizer),
        keras=saved_files.inside_code(optimizer),
        keras_gives={"numbers": (numbers["weights"], numbers["state of the optimizer"])},
        facts={"parameters": parameters, **numbers},
        answer=saved_files.nearest_multiple(sum(numbers.values()), parameters),
    )


@app.function
@cache
def networks():
    """Make the network from five seeds; each training starts again from the first weights."""
    return Population(make_network, seeds=SEEDS)


@app.function
def saved_and_loaded(model, way, folder):
    """Save a network one way, and load it again."""
    if way == "keras":
        model.save(folder / "digits.keras")
        return keras.models.load_model(folder / "digits.keras")
    if way == "yaml and weights":
        hn.save(model, folder / "digits", formats=["yaml", "weights"])
        return hn.load_model(folder / "digits.yaml", weights=folder / "digits.weights.h5")
    if way == "json":
        return keras.models.model_from_json(model.to_json())
    model.save_weights(folder / "digits.weights.h5")
    loaded = make_network() if way == "weights" else keras.models.model_from_json(model.to_json())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a new optimizer has no place for the saved state; Keras warns of it
        loaded.load_weights(folder / "digits.weights.h5")
    return loaded


@app.function
def reloaded(way, before, watch):
    """Train, save, load, and train on: the network that stayed beside the one that came back."""
    trained = networks().train(
        train.x, train.y, epochs=before, validation_data=validation, should_stop=watch.should_stop
    )
    watch.check()
    rows = []
    for number, (seed, model) in enumerate(zip(trained.seeds, trained.models, strict=True)):
        watch.progress(
            (number + 0.5) / len(SEEDS),
            f"saving, loading and training on network {number + 1} of {len(SEEDS)}",
        )
        keras.utils.set_random_seed(100 + seed)
        with tempfile.TemporaryDirectory() as folder:
            loaded = saved_and_loaded(model, way, Path(folder))
        first, second = (np.asarray(one(validation.x)) for one in (model, loaded))
        updates = int(loaded.optimizer.iterations.numpy())
        rows.append(
            (
                float(np.abs(first - second).max()),
                *map(share_right, (first, second)),
                trained_on(model),
                trained_on(loaded),
                updates,
            )
        )
        watch.check()
    apart, was, now, stayed, came_back, updates = zip(*rows, strict=True)
    arrays = (np.array(was), np.array(now), trained.history["loss"], np.array(stayed), np.array(came_back))
    return reloading.Reloaded(apart, *arrays, updates)


@app.function
def share_right(outputs):
    """Give the share of the validation samples that is named right."""
    return float((outputs.argmax(axis=1) == validation.y).mean())


@app.function
def trained_on(model):
    """Train further, the samples in their order, so that the batches are the same; give the losses."""
    return hn.fit(
        model, train.x, train.y, batch_size=32, epochs=reloading.AFTER, shuffle=False, verbose=0
    ).history["loss"]


@app.function
def reload_each(settings, watch):
    """Part 2: what a network still knows after loading."""
    way, before = settings["way"], int(settings["before"])
    found = reloaded(way, before, watch)
    words = reloading.WORDS[reloading.WAYS.index(way)]
    return Outcome(
        pictures=reloading.reload_pictures(found, words),
        notice=reloading.reload_notice(found, words),
        keras=reloading.reload_code(way, before),
        keras_gives={
            "apart": found.apart,
            "stayed": tuple(found.stayed[:, -1]),
            "came_back": tuple(found.came_back[:, -1]),
        },
        facts={
            "apart": max(found.apart),
            "accuracy": float(np.median(found.accuracy)),
            "updates": found.updates[0],
        },
        seeds=tuple(SEEDS),
        answer=reloading.same_or_not(found),
    )


@app.function
@cache
def all_suffixes():
    """Try each suffix with each call of Keras; a fresh network each time, for saving as .h5 changes the model."""
    calls = [(call, suffix) for call in ("save", "save_weights") for suffix in suffixes.SUFFIXES]
    return {(call, suffix): suffixes.try_to_save(call, make_network(), suffix) for call, suffix in calls}


@app.function
@cache
def forgets_after_h5():
    """Save a network as .h5, then as .keras: tell whether the loaded one has another optimizer than Adam."""
    model = make_network()
    with tempfile.TemporaryDirectory() as folder, suffixes.hearing():
        model.save(Path(folder) / "digits.h5")
        model.save(Path(folder) / "digits.keras")
        return type(keras.models.load_model(Path(folder) / "digits.keras").optimizer).__name__ != "Adam"


@app.function
def wrong_suffix(settings, watch):
    """Part 3: what Keras does with each suffix, and with weights that do not fit."""
    watch.check()
    call, suffix, network = settings["call"], settings["suffix"], settings["network"]
    results = all_suffixes()
    loading = call == "load_weights"
    said = (
        suffixes.try_to_load(make_network(), make_network(suffixes.UNITS[network]))
        if loading
        else results[call, suffix]
    )
    options = ("", "weights", "whole model, old HDF5")
    return Outcome(
        pictures=suffixes.suffix_pictures(results, (call, suffix, network), said),
        notice=suffixes.suffix_notice(results, (call, suffix, network), said, forgets=forgets_after_h5()),
        keras=suffixes.suffix_code(call, suffix, network),
        keras_gives={"refused": (float(bool(said.refused)),)},
        facts={"refused": float(bool(said.refused))},
        answer=options.index(said.content) if (call, suffix) == ("save", ".weights.h5") else None,
    )


@app.cell
def _():
    inside = Part(
        name="inside",
        title="Look inside",
        ask="A network was trained for two epochs and saved in four formats. Choose a file and read it: nothing in it is magic.",
        controls=(
            Choice(
                "file",
                "File",
                options=saved_files.FILES,
                value="weights",
                words=("digits.json", "digits.yaml", "digits.weights.h5", "digits.keras"),
            ),
            Choice("optimizer", "Trained with", options=("Adam", "SGD with momentum", "SGD"), value="Adam"),
        ),
        prediction=Prediction(
            question="The network has 6,570 weights and biases and was trained with Adam. How many numbers are in its .weights.h5 file?",
            options=(
                "6,570: one for each",
                "About twice as many",
                "About three times as many",
                "More than that",
            ),
            settings={"file": "weights", "optimizer": "Adam"},
            because="Adam keeps two averages for each weight. The optimizer's state is saved with the weights.",
        ),
        experiment=inside_a_file,
    )
    return (inside,)


@app.cell
def _(inside):
    again = Part(
        name="reload",
        title="Reload each",
        ask="Train, save, load, and train on. The network that was never saved goes on beside the one that was loaded, with the same batches.",
        controls=(
            Choice("way", "Saved as", options=reloading.WAYS, value="keras", words=reloading.WORDS),
            Slider("before", "Epochs before saving", stops=(1, 2, 5, 10, 20), value=5),
        ),
        prediction=Prediction(
            question="You save the weights alone, and load them into a new network, built and compiled by the same code. What is as before?",
            options=("Predictions and further training", "Predictions, but not further training", "Neither"),
            settings={"way": "weights", "before": 5},
            because="The new network's optimizer starts with empty averages and a count of 0.",
        ),
        experiment=reload_each,
    )
    wrong = Part(
        name="suffix",
        title="The wrong suffix",
        ask="Keras chooses the format by the end of the file name. Try each, and try to load weights into another network.",
        controls=(
            Choice("call", "Call", options=suffixes.CALLS, value="save", words=suffixes.CALL_WORDS),
            Choice(
                "suffix",
                "Suffix, when saving",
                options=suffixes.SUFFIXES,
                value=".h5",
                words=tuple(one or "(none)" for one in suffixes.SUFFIXES),
            ),
            Choice("network", "Network, when loading weights", options=suffixes.NETWORKS, value="wider"),
        ),
        prediction=Prediction(
            question='You call model.save("digits.weights.h5"). What happens?',
            options=(
                "Keras refuses",
                "The weights are written",
                "A whole model is written, in the old format",
            ),
            settings={"call": "save", "suffix": ".weights.h5"},
            because="model.save looks at the last part of the name only, and .h5 is its old format. save_weights writes weights.",
        ),
        experiment=wrong_suffix,
    )
    live = LiveLab("saving", parts=(inside, again, wrong))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    **The idea.** An architecture (JSON, YAML) says which layers there are. The weights say what was learnt. The optimizer's state says how
    training was going. Compile settings say what it was for. A `.keras` file holds all four, so training goes on as if nothing had happened.

    **Often misunderstood.** "The JSON is the model." It is the plan of the model: the weights that you get from it are new and random.

    **Your turn.** Open the code (in the bar above) and in `saved_and_loaded` call `loaded.optimizer.build(loaded.trainable_variables)` before
    the weights are loaded into a new network. Does training go on unchanged now?

    **Related.** [Sequential, compile, fit](../sequential/) · [x and y](../x_and_y/) · [Epochs](../epochs/)
    """)


if __name__ == "__main__":
    app.run()
