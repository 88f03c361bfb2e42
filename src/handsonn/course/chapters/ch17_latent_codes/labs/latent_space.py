"""Latent space.

question: How few numbers can hold a sample, and what can be done with them?
minutes: 20
order: 10
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Latent space")

with app.setup:
    from dataclasses import replace
    from functools import cache

    import handsonn as hn  # before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch17_latent_codes.experiments import (
        code_sizes,
        generating,
        map_measures,
        walks,
    )
    from handsonn.course.chapters.ch17_latent_codes.experiments.draw_outcome import draw_outcome
    from handsonn.course.chapters.ch17_latent_codes.experiments.drawing_in_keras import draw_code, walk_code
    from handsonn.course.chapters.ch17_latent_codes.experiments.latent_in_keras import map_code, size_code
    from handsonn.course.chapters.ch17_latent_codes.experiments.map_outcome import map_outcome, map_parameters
    from handsonn.course.chapters.ch17_latent_codes.experiments.recipes import BATCH, halves, recipe_of
    from handsonn.course.chapters.ch17_latent_codes.experiments.size_outcome import size_outcome
    from handsonn.course.chapters.ch17_latent_codes.experiments.walk_outcome import two_of, walk_outcome
    from handsonn.course.live import Choice, LiveLab, Part, Picked, Prediction, Slider, show
    from handsonn.models.autoencoders.sampling import Sampling
    from handsonn.training import Population

    SEEDS = tuple(range(5))
    SIZES = (1, 2, 3, 4, 6, 8, 9, 10, 12, 16)
    SIZE, MAPPED = 8, 600  # of the codes in parts 2 and 3; how many training samples are on the maps
    digits = hn.split(hn.load("digits"), validation=0.2, test=0, scaler="minmax", seed=0)
    hidden9 = hn.split(hn.load("hidden9"), validation=0.2, test=0, scaler="standard", seed=0)
    DATA = {"hidden9": hidden9, "digits": digits}
    RECIPES = {name: recipe_of(name, split.train.x) for name, split in DATA.items()}
    TRAINED: dict[
        tuple[str, int], tuple[keras.Model, ...]
    ] = {}  # all seeds' autoencoders, by data and size of the code
    REBUILT: dict[tuple[str, int], list[np.ndarray]] = {}  # held-out samples, rebuilt by each
    METHODS = {"pca": "PCA", "tsne": "t-SNE", "lle": "LLE"}
    SPACING = walks.spacing(digits)  # how far real digits are from each other
    PAIRS = walks.pairs_between_classes(digits.train.y)
    START, END = (int(np.flatnonzero(digits.train.y == digit)[0]) for digit in (3, 6))
    FLOOR = code_sizes.noise_floor(hidden9)


@app.function
def make_decoder(name, latent_dim):
    """Make the half that rebuilds a sample from its code."""
    own = RECIPES[name]
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(own["features"], activation=own["output"]),
            keras.layers.Reshape(own["shape"]),
        ],
        name="decoder",
    )


@app.function
def make_autoencoder(name, latent_dim):
    """Make an ordinary Keras autoencoder: an encoder and a decoder in a row."""
    encoder = keras.Sequential(
        [
            keras.Input(RECIPES[name]["shape"]),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(64, activation="silu"),
            keras.layers.Dense(latent_dim),
        ]
    )
    model = keras.Sequential([encoder, make_decoder(name, latent_dim)])
    own = RECIPES[name]
    rate = keras.optimizers.schedules.CosineDecay(own["learning_rate"], decay_steps=own["steps"])
    model.compile(getattr(keras.optimizers, own["optimizer"])(rate), "mse")
    return model


@app.function
def autoencoders(name, latent_dim, told=lambda: None):
    """Train one from each seed, once; told: is called after each."""
    if (name, latent_dim) not in TRAINED:
        x, new, epochs = DATA[name].train.x, DATA[name].validation.x, RECIPES[name]["epochs"]
        rebuilt = REBUILT[name, latent_dim] = []

        def look(_seed, _epoch, model):
            rebuilt.append(np.asarray(model.predict_on_batch(new)))
            told()

        population = Population(lambda: make_autoencoder(name, latent_dim), seeds=SEEDS)
        trained = population.train(x, x, epochs=epochs, batch_size=BATCH, look_after=(epochs,), look=look)
        TRAINED[name, latent_dim] = trained.models
    return TRAINED[name, latent_dim]


@app.function
def held_out_errors(name, latent_dim, told=lambda: None):
    """Give the mean squared error on held-out samples, one per seed."""
    autoencoders(name, latent_dim, told)
    return code_sizes.held_out_errors(REBUILT[name, latent_dim], DATA[name].validation.x)


@app.function
def size_of_code(settings, watch):
    """Part 1: train with a code of this size, then with the sizes beside it; each seed is drawn as it comes."""
    name, size = settings["data"], int(settings["latent_dim"])

    def draw():
        watch.show(sizes_so_far(name, size))
        watch.check()

    held_out_errors(name, size, draw)
    near = code_sizes.beside(size, SIZES)
    for done, other in enumerate(near):
        if (name, other) not in TRAINED:
            draw()
            watch.progress((done + 1) / (len(near) + 1), f"The same with {other} numbers, to compare")
            held_out_errors(name, other, watch.check)
    return sizes_so_far(name, size)


@app.function
def sizes_so_far(name, size):
    """Show what was measured of these data so far."""
    new = DATA[name].validation.x
    known = {each for data, each in TRAINED if data == name} | {size}
    errors = {each: code_sizes.held_out_errors(REBUILT[name, each], new) for each in sorted(known)}
    return size_outcome(
        errors, size, SIZES, DATA[name], FLOOR if name == "hidden9" else None, REBUILT[name, size][0],
        (len(SEEDS), RECIPES[name]["epochs"]), keras=size_code(size, RECIPES[name]),
    )  # fmt: skip


@app.function
@cache
def digit_codes(seed):
    """Encode all training digits: float32, (samples, SIZE)."""
    encoder = autoencoders("digits", SIZE)[seed].layers[0]
    return np.asarray(encoder.predict_on_batch(digits.train.x))


@app.function
@cache
def measured_map(seed, method, parameters):
    """Map one encoder's codes; measured once. parameters: pairs of a name and a value."""
    codes, labels = digit_codes(seed)[:MAPPED], digits.train.y[:MAPPED]
    return map_measures.measure_map(codes, labels, method, **dict(parameters))


@app.function
def maps_of_digits(settings, watch):
    """Part 2: map the codes of the seed that is shown, then those of the others."""
    method, shown, parameters = settings["method"], int(settings["seed"]), map_parameters(settings)
    found = [measured_map(shown, method, parameters)]
    for seed in SEEDS:
        if seed != shown:
            watch.show(maps_so_far(method, shown, parameters, found))
            watch.check()
            watch.progress(len(found) / len(SEEDS), f"The same map of the codes of seed {seed}")
            found.append(measured_map(seed, method, parameters))
    return maps_so_far(method, shown, parameters, [measured_map(seed, method, parameters) for seed in SEEDS])


@app.function
def maps_so_far(method, shown, parameters, found):
    """Show one map and what all that were made so far keep."""
    labels, images = digits.train.y[:MAPPED], digits.train.x[:MAPPED]
    title = f"{METHODS[method]} of {MAPPED} digits, code of {SIZE} numbers (seed {shown})"
    one = measured_map(shown, method, parameters)
    rebuilt = np.asarray(autoencoders("digits", SIZE)[shown].predict_on_batch(images))
    errors = np.mean((rebuilt - images) ** 2, axis=(1, 2))
    in_codes = [map_measures.centre_distances(digit_codes(seed)[:MAPPED], labels) for seed in SEEDS]
    return map_outcome(
        found, map_measures.map_cloud(one, labels, images, errors, title), method, in_codes,
        keras=map_code(SIZE, RECIPES["digits"], MAPPED, method, dict(parameters)),
    )  # fmt: skip


@app.function
@cache
def halfway(seed):
    """Measure what lies halfway between 300 pairs of digits."""
    encode, decode = halves(autoencoders("digits", SIZE)[seed])
    return walks.measure_halfway(encode, decode, digits.train.x, digit_codes(seed), PAIRS, SPACING)


@app.function
def walk(seed, pair, way):
    """Walk from one digit to another in the code, and decode: the path, the frames, their round trips."""
    codes = digit_codes(seed)
    encode, decode = halves(autoencoders("digits", SIZE)[seed])
    path = walks.WAYS[way](codes[pair[0]], codes[pair[1]], walks.STEPS)
    frames = decode(path)
    return path, frames, walks.round_trips(encode, frames, path, walks.code_spread(codes))


@app.function
def walk_between(settings, watch):
    """Part 3: walk between the two digits that were clicked."""
    way, method, shown = settings["way"], settings["map"], int(settings["seed"])
    pair = two_of(settings["pair"], START, END)
    path, frames, _ = walk(shown, pair, way)
    images, labels = digits.train.x, digits.train.y
    mixed = walks.pixel_mixes(images[pair[0]], images[pair[1]])
    far = tuple(walks.real_distances(each, images) / SPACING for each in (frames, mixed))
    watch.progress(0.2, f"Placing the walk on the {METHODS[method]} map")
    positions = measured_map(shown, method, (("perplexity", 30.0),) if method == "tsne" else ()).map.positions
    cloud, jumps = walks.walk_cloud(
        positions, walks.place_walk(method, path, digit_codes(shown)[:MAPPED], positions),
        labels[:MAPPED], images[:MAPPED], pair,
        title=f"The walk on the {METHODS[method]} map, seed {shown}: click A, then B", span=6, row_span=2, height=430,
    )  # fmt: skip
    trips = {each: np.array([walk(seed, pair, each)[2] for seed in SEEDS]) for each in walks.WAYS}
    return walk_outcome(
        way, (frames, mixed), far, cloud, (jumps, METHODS[method]), trips, [halfway(seed) for seed in SEEDS],
        keras=walk_code(SIZE, RECIPES["digits"], pair, way),
    )  # fmt: skip


@app.function
def make_variational(latent_dim):
    """Make a variational autoencoder: its encoder gives a normal distribution, from which a code is drawn."""
    inputs = keras.Input((8, 8))
    hidden = keras.layers.Flatten()(inputs)
    hidden = keras.layers.Dense(64, activation="silu")(hidden)
    hidden = keras.layers.Dense(64, activation="silu")(hidden)
    mean = keras.layers.Dense(latent_dim, name="mean")(hidden)
    log_variance = keras.layers.Dense(latent_dim)(hidden)
    decoder = make_decoder("digits", latent_dim)
    model = keras.Model(inputs, decoder(Sampling(0.1 / 64)([mean, log_variance])))
    rate = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=RECIPES["digits"]["steps"])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
    return model


@app.function
@cache
def variational_autoencoders(latent_dim):
    """Train one from each seed; measured once."""
    x = digits.train.x
    population = Population(lambda: make_variational(latent_dim), seeds=SEEDS)
    return population.train(x, x, epochs=RECIPES["digits"]["epochs"], batch_size=BATCH).models


@app.function
@cache
def drawn_digits(way, latent_dim):
    """Draw digits this way with the autoencoder of each seed."""
    models = variational_autoencoders(latent_dim) if way == "prior" else autoencoders("digits", latent_dim)
    new = digits.validation.x
    return [generating.draw(way, *halves(model), digits.train.x, new, SPACING) for model in models]


@app.function
def draw_digits(settings, watch):
    """Part 4: draw new codes and decode them."""
    way, size, shown = settings["way"], int(settings["latent_dim"]), int(settings["seed"])
    found = {}
    for done, each in enumerate(generating.WAYS):
        watch.check()
        watch.progress(done / len(generating.WAYS), f"Drawing digits: {generating.WAYS[each]}")
        found[each] = drawn_digits(each, size)
    outcome = draw_outcome(found, way, shown, digits.train.x, keras=draw_code(size, RECIPES["digits"], way))
    if (way, size) != ("bell", SIZE):
        return outcome
    return replace(outcome, answer=generating.far_answer(outcome.facts["far_bell"]))


@app.cell
def _():
    sizes = Part(
        name="size",
        title="How few are enough?",
        ask="An autoencoder squeezes each sample through a code of a few numbers and rebuilds it. "
        "Each move trains five of them, from five seeds.",
        controls=(
            Choice("data", "Data", tuple(DATA), "hidden9", ("19 features of 9 factors", "Digits, 8 x 8")),
            Slider("latent_dim", "Numbers in the code", SIZES, 9, compiles=True),
        ),
        prediction=Prediction(
            question="Nine hidden factors make nineteen features, with a little noise. As the code grows, where does the error's steep fall end?",
            options=("Before 9 numbers", "At 9: the tenth hardly helps", "Later: the tenth still helps much"),
            settings={"data": "hidden9", "latent_dim": 9},
            because="A curved surface of nine dimensions takes nine numbers, however many features it bends through; straight components need more.",
        ),
        experiment=size_of_code,
    )
    return (sizes,)


@app.cell
def _():
    mapping = Part(
        name="maps",
        title="Maps of the code",
        ask=f"A code of {SIZE} numbers cannot be seen, so it is mapped into a plane; something is lost. Colour by class, by error or by stretch.",
        controls=(
            Choice("method", "Map", tuple(METHODS), "pca", tuple(METHODS.values())),
            Slider("perplexity", "t-SNE: perplexity", (5, 15, 30, 60), 30),
            Slider("k", "LLE: neighbours k", (12, 20, 30, 40), 12),
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
    return (mapping,)


@app.cell
def _():
    walking = Part(
        name="walk",
        title="Walk between samples",
        ask="Go from one digit's code to another's in eight steps, all decoded. Captions: distance to the nearest real digit, 1 = the spacing of real ones.",
        controls=(
            Choice("way", "Way", tuple(walks.WAYS), "straight", ("Straight line", "Spherical: an arc")),
            Choice("map", "Map", ("pca", "tsne"), "pca", ("PCA", "t-SNE")),
            Slider("seed", "Seed shown", SEEDS, 0),
            Picked("pair", "The two digits", (START, END)),
        ),
        prediction=Prediction(
            question="Decode the middle of a walk and encode it again. On which walk does that lead less far away from the middle?",
            options=("The straight line", "The arc around the origin", "That depends on the seed"),
            settings={"way": "spherical"},
            because="Arcs suit codes that lie on a sphere around the origin, as draws from many normals do. A plain autoencoder's need not.",
        ),
        experiment=walk_between,
    )
    return (walking,)


@app.cell
def _(mapping, sizes, walking):
    generation = Part(
        name="generate",
        title="Generate new ones",
        ask="Draw a code that no sample has, and decode it. Is the result a digit, and is it new? Captions: distance to the nearest real digit.",
        controls=(
            Choice("way", "How codes are drawn", tuple(generating.WAYS), "density", generating.CHOICES),
            Slider("latent_dim", "Numbers in the code", (2, 8, 16), 8),
            Slider("seed", "Seed shown", SEEDS, 0),
        ),
        prediction=Prediction(
            question="Each number of a plain code is drawn from its own bell curve, as wide as the codes. How far are such digits from the nearest real one?",
            options=(
                "Nearer than real digits are",
                "As far as real digits are",
                "Farther: a quarter or more",
            ),
            settings={"way": "bell", "latent_dim": 8, "seed": 0},
            because="The numbers of a code depend on each other. Drawn alone, they meet where no sample ever was, and the decoder has learnt nothing there.",
        ),
        experiment=draw_digits,
    )
    live = LiveLab("latent_space", parts=(sizes, mapping, walking, generation))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    An autoencoder learns to rebuild its samples from a code of a few numbers. If the samples lie on a surface of nine dimensions,
    nine numbers are enough, and fewer are not. Samples that look alike get codes that lie close together, so walks and draws
    in the code make new samples; they are good where there are codes, and poor where there are none.

    **Common misunderstandings:** "a cluster on a map is a class, and the gap between clusters is a distance". The map invents part of its
    neighbours and stretches distances unevenly; "halfway in the code is a mixture of pixels": the decoder bends.

    **Your turn:** open the code, set `SIZE = 2`, and look at part 2: which maps agree now, and why?

    Related: [Weights](../../ch10/weights/), [Scaling](../../ch10/scaling/), and the explorer, where all this works on your own data.
    """)


if __name__ == "__main__":
    app.run()
