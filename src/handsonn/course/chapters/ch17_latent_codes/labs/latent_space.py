"""Latent space.

question: How few numbers can hold a sample, and what can be done with them?
minutes: 20
order: 10
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Latent space")

with app.setup:
    from functools import cache

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import (
        number_words,
        percent_words,
    )
    from handsonn.course.chapters.ch17_latent_codes.experiments import code_sizes, map_measures
    from handsonn.course.chapters.ch17_latent_codes.experiments.latent_in_keras import map_code, size_code
    from handsonn.course.live import Choice, LiveLab, Outcome, Part, Prediction, Slider, show
    from handsonn.training import Population

    SEEDS = tuple(range(5))
    SIZES = (1, 2, 3, 4, 6, 8, 9, 10, 12, 16)
    BATCH = 128
    SIZE, MAPPED = 8, 600  # of the codes in parts 2 and 3; how many training samples are on the maps
    digits = hn.split(hn.load("digits"), validation=0.2, test=0, scaler="minmax", seed=0)
    hidden9 = hn.split(hn.load("hidden9"), validation=0.2, test=0, scaler="standard", seed=0)
    DATA = {"hidden9": hidden9, "digits": digits}
    MEASURED = {name: set() for name in DATA}  # sizes of the code that were trained so far
    METHODS = (("pca", "PCA"), ("tsne", "t-SNE"), ("lle", "LLE"))
    # The noise that no code of nine numbers can rebuild, in the standardised features' scale.
    FLOOR = float(0.02**2 * 10 / 19 * np.mean(np.square(hidden9.preparation.multiply)))


@app.function
def recipe(name):
    """How the autoencoder of these data is built and trained."""
    x = DATA[name].train.x
    images = name == "digits"
    epochs = 80 if images else 60
    return {
        "data": name, "scaler": "minmax" if images else "standard", "output": "sigmoid" if images else "linear",
        "epochs": epochs, "batch_size": BATCH, "steps": epochs * -(-len(x) // BATCH),
        "shape": x.shape[1:], "features": int(np.prod(x.shape[1:])),
    }  # fmt: skip


@app.function
def make_autoencoder(name, latent_dim):
    """Make an ordinary Keras autoencoder: an encoder and a decoder in a row."""
    own = recipe(name)
    encoder = keras.Sequential(
        [
            keras.Input(own["shape"]),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(latent_dim),
        ]
    )
    decoder = keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(own["features"], activation=own["output"]),
            keras.layers.Reshape(own["shape"]),
        ]
    )
    model = keras.Sequential([encoder, decoder])
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=own["steps"])
    model.compile(keras.optimizers.Adam(rate), "mse")
    return model


@app.function
@cache
def autoencoders(name, latent_dim):
    """Train one from each seed; measured once."""
    x = DATA[name].train.x
    population = Population(lambda: make_autoencoder(name, latent_dim), seeds=SEEDS)
    return population.train(x, x, epochs=recipe(name)["epochs"], batch_size=BATCH).models


@app.function
@cache
def held_out_errors(name, latent_dim):
    """Measure the mean squared error on held-out samples, one per seed."""
    new = DATA[name].validation.x
    rebuilt = [np.asarray(model.predict_on_batch(new)) for model in autoencoders(name, latent_dim)]
    MEASURED[name].add(latent_dim)
    return np.array([np.mean((each - new) ** 2, dtype="float64") for each in rebuilt])


@app.function
@cache
def pca_by_size(name):
    """Measure PCA with as many components, for every stop of the slider."""
    return code_sizes.pca_errors(DATA[name].train.x, DATA[name].validation.x, SIZES)


@app.function
def size_of_code(settings, watch):
    """Part 1: train with a code of this size, then with the sizes beside it."""
    name, size = settings["data"], int(settings["latent_dim"])
    held_out_errors(name, size)
    near = code_sizes.beside(size, SIZES)
    for done, other in enumerate(near):
        if other not in MEASURED[name]:
            watch.show(size_outcome(name, size))
            watch.check()
            watch.progress((done + 1) / (len(near) + 1), f"The same with {other} numbers, to compare")
            held_out_errors(name, other)
    return size_outcome(name, size)


@app.function
def size_outcome(name, size):
    """Show what was measured of these data so far."""
    errors = {each: held_out_errors(name, each) for each in sorted(MEASURED[name])}
    pca, here = pca_by_size(name), errors[size]
    pca_here = float(pca[SIZES.index(size)])
    train, new = DATA[name].train.x, DATA[name].validation.x[:8]
    if name == "digits":
        rebuilt = np.asarray(autoencoders(name, size)[0].predict_on_batch(new))
        beside = code_sizes.rebuilt_images(new, rebuilt, code_sizes.pca_rebuilt(train, new, size), 0)
    else:
        beside = code_sizes.share_bars(here, pca_here, FLOOR, size)
    before, after = code_sizes.folds(errors, size, SIZES)
    floor = FLOOR if name == "hidden9" else None
    return Outcome(
        pictures={"errors": code_sizes.error_curves(errors, SIZES, pca, size, floor), "beside": beside},
        notice=tuple(filter(None, (
            code_sizes.pca_words(size, here, pca_here, number_words(here)),
            code_sizes.fold_words(errors, size, SIZES),
            code_sizes.floor_words(here, FLOOR) if floor else "",
        ))),
        keras=size_code(size, recipe(name)),
        keras_gives={"held_out_error": tuple(here)},
        facts={"error": float(np.median(here)), "pca": pca_here, "floor": FLOOR, "before": before, "after": after},
        seeds=SEEDS,
        answer=code_sizes.knee_answer(before, after) if (name, size) == ("hidden9", 9) else None,
    )  # fmt: skip


@app.function
@cache
def digit_codes(seed):
    """Encode all training digits: float32, (samples, SIZE)."""
    encoder = autoencoders("digits", SIZE)[seed].layers[0]
    return np.asarray(encoder.predict_on_batch(digits.train.x))


@app.function
@cache
def digit_errors(seed):
    """Measure the error of reconstruction of each training digit: (samples,)."""
    x = digits.train.x
    rebuilt = np.asarray(autoencoders("digits", SIZE)[seed].predict_on_batch(x))
    return np.mean((rebuilt - x) ** 2, axis=(1, 2))


@app.function
@cache
def measured_map(seed, method, parameters):
    """Map one encoder's codes; measured once. parameters: pairs of a name and a value."""
    codes, labels = digit_codes(seed)[:MAPPED], digits.train.y[:MAPPED]
    return map_measures.measure_map(codes, labels, method, **dict(parameters))


@app.function
def map_parameters(settings):
    """Take the parameters that this method has."""
    if settings["method"] == "lle":
        return (("k", int(settings["k"])), ("reg", float(settings["reg"])))
    return (("perplexity", float(settings["perplexity"])),) if settings["method"] == "tsne" else ()


@app.function
def maps_of_digits(settings, watch):
    """Part 2: map the codes of the seed that is shown, then those of the others."""
    method, shown, parameters = settings["method"], int(settings["seed"]), map_parameters(settings)
    found = [measured_map(shown, method, parameters)]
    for seed in SEEDS:
        if seed != shown:
            watch.show(map_outcome(method, shown, parameters, found))
            watch.check()
            watch.progress(len(found) / len(SEEDS), f"The same map of the codes of seed {seed}")
            found.append(measured_map(seed, method, parameters))
    in_order = [measured_map(seed, method, parameters) for seed in SEEDS]
    return map_outcome(method, shown, parameters, in_order)


@app.function
def map_outcome(method, shown, parameters, found):
    """Show one map and what all that were made so far keep."""
    one = measured_map(shown, method, parameters)
    labels, images = digits.train.y[:MAPPED], digits.train.x[:MAPPED]
    title = f"{dict(METHODS)[method]} of {MAPPED} digits, code of {SIZE} numbers (seed {shown})"
    kept = np.array([each.kept for each in found])
    in_codes = [map_measures.centre_distances(digit_codes(s)[:MAPPED], labels) for s in SEEDS]
    return Outcome(
        pictures={
            "map": map_measures.map_cloud(one, labels, images, digit_errors(shown)[:MAPPED], title),
            "measures": map_measures.measure_bars(found),
        },
        notice=tuple(filter(None, (
            map_measures.kept_words(found, percent_words(kept)),
            map_measures.shape_words(found) if method == "lle" else "",
            map_measures.centre_words(found, in_codes),
            map_measures.stranger_words(found, percent_words(np.array([each.strangers for each in found]))),
        ))),
        keras=map_code(SIZE, recipe("digits"), MAPPED, method, dict(parameters)),
        keras_gives={"kept": tuple(kept)} if len(found) == len(SEEDS) else {},
        facts={
            "kept": float(np.median(kept)),
            "shuffled": float(max(each.shuffled[0] for each in found)),
            "trust": float(np.median([each.trust for each in found])),
            "ratio": float(np.median([each.ratio for each in found])),
            "strangers": float(np.median([each.strangers for each in found])),
            "maps_agree": float(np.median(map_measures.agreement([each.centres for each in found]))) if len(found) > 1 else 1.0,
            "codes_agree": float(np.median(map_measures.agreement(in_codes))),
        },
        seeds=SEEDS,
        answer=map_measures.kept_answer(float(np.median(kept))) if (method, *parameters) == ("tsne", ("perplexity", 30.0)) else None,
    )  # fmt: skip


@app.cell
def _():
    sizes = Part(
        name="size",
        title="How few are enough?",
        ask="An autoencoder squeezes each sample through a code of a few numbers and rebuilds it. "
        "Each move trains five of them, from five seeds.",
        controls=(
            Choice(
                "data",
                "Data",
                ("hidden9", "digits"),
                "hidden9",
                ("19 features of 9 factors", "Digits, 8 x 8"),
            ),
            Slider("latent_dim", "Numbers in the code", SIZES, 9, compiles=True),
        ),
        prediction=Prediction(
            question="Nine hidden factors make nineteen features, with a little noise. As the code grows, where does the error's steep fall end?",
            options=(
                "Before 9 numbers",
                "At 9: the tenth hardly helps",
                "Later: the tenth still helps much",
            ),
            settings={"data": "hidden9", "latent_dim": 9},
            because="A curved surface of nine dimensions takes nine numbers, however many features it bends through; straight components need more.",
        ),
        experiment=size_of_code,
    )
    return (sizes,)


@app.cell
def _(sizes):
    mapping = Part(
        name="maps",
        title="Maps of the code",
        ask=f"A code of {SIZE} numbers cannot be seen, so it is mapped into a plane; something is lost. Colour by class, by error or by stretch.",
        controls=(
            Choice(
                "method",
                "Map",
                tuple(name for name, _ in METHODS),
                "pca",
                tuple(title for _, title in METHODS),
            ),
            Slider("perplexity", "t-SNE: perplexity", (5, 15, 30, 60), 30),
            Slider("k", "LLE: neighbours k", (8, 12, 20, 40), 12),
            Slider("reg", "LLE: reg", (0.001, 0.01, 0.1), 0.01),
            Slider("seed", "Seed shown", SEEDS, 0),
        ),
        prediction=Prediction(
            question="On the t-SNE map, take a digit and its 15 nearest digits. How many of them are among its 15 nearest in the code?",
            options=("All 15", "About 11", "About 5", "Hardly any"),
            settings={"method": "tsne", "perplexity": 30, "seed": 0},
            because="A plane has too little room for the neighbours of eight numbers: every map leaves some out and makes some up.",
        ),
        experiment=maps_of_digits,
    )
    live = LiveLab("latent_space", parts=(sizes, mapping))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    An autoencoder learns to rebuild its samples from a short code.
    """)


if __name__ == "__main__":
    app.run()
