"""Bias: the parameter, and the other bias.

question: What does a unit's bias do, and what is statistical bias?
minutes: 20
order: 2
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Bias: the parameter, and the other bias")

with app.setup:
    from functools import cache  # noqa: I001 - handsonn before Keras: it chooses JAX, Keras' fastest backend here

    import handsonn as hn
    import keras
    import marimo as mo

    from handsonn.course.chapters.ch10_neural_networks.experiments.bias_and_variance import SETS, Resamplings
    from handsonn.course.chapters.ch10_neural_networks.experiments.boundary_without_bias import (
        TwoFeatures,
        compare_boundaries,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.capacity_curve import (
        CAPACITIES,
        capacity_curve,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.two_biases import two_biases
    from handsonn.course.chapters.ch10_neural_networks.experiments.unit_bias import unit_bias
    from handsonn.course.live import Choice, LiveLab, Part, Prediction, Slider, show
    from handsonn.course.live.controls import stops_between
    from handsonn.training import Population

    SEEDS = range(5)


@app.function
@cache
def two_features(scaler, seed):
    """Take the first two features of the tumours, mean radius and mean texture; each seed has its own split."""
    tumours = hn.load("breast_cancer")
    split = hn.split(tumours, validation=0.2, test=0.2, scaler=scaler, seed=seed)
    unit = "" if scaler == "none" else " (scaled)"
    return TwoFeatures(
        split.train.x[:, :2], split.train.y, split.validation.x[:, :2], split.validation.y,
        names=(f"mean radius{unit}", f"mean texture{unit}"), classes=("malignant", "benign"),
    )  # fmt: skip


@app.function
def make_classifier(units, use_bias):
    """Make a classifier of two classes: one sigmoid unit, behind a hidden layer unless units is 0."""
    hidden = [keras.layers.Dense(units, activation="tanh", use_bias=use_bias)] if units else []
    output = keras.layers.Dense(1, activation="sigmoid", use_bias=use_bias)
    model = keras.Sequential([keras.Input((2,)), *hidden, output])
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def classifier(units, use_bias, seed):
    """Make the classifier from one seed."""
    return Population(lambda: make_classifier(units, use_bias), seeds=(seed,))


@app.function
def boundaries(settings, watch):
    """Part 2: train with and without bias."""
    splits = [two_features(settings["scaler"], seed) for seed in SEEDS]

    def train(use_bias, seed):
        data = splits[seed]
        return classifier(int(settings["units"]), use_bias, seed).train(
            data.x, data.y, epochs=int(settings["epochs"]), batch_size=32,
            validation_data=(data.held_x, data.held_y), should_stop=watch.should_stop,
        )  # fmt: skip

    return compare_boundaries(splits, train, settings, watch)


@app.function
def thirty_networks(units, use_bias):
    """Make thirty networks side by side, one for each training set; s counts them, each has its own weights.

    Each is Dense(units, "tanh") and Dense(1). Plain Dense layers in a loop learn the same but for rounding, in
    thirty fits of a thousand epochs; EinsumDense takes one.
    """
    normal = keras.initializers.RandomNormal
    model = keras.Sequential(
        [
            keras.Input((SETS, 1)),
            keras.layers.EinsumDense(
                "bsi,siu->bsu", (SETS, units), activation="tanh", bias_axes="su" if use_bias else None,
                kernel_initializer=normal(stddev=2.0), bias_initializer=normal(stddev=1.0),
            ),
            keras.layers.EinsumDense(
                "bsu,suo->bso", (SETS, 1), bias_axes="so" if use_bias else None,
                kernel_initializer=normal(stddev=units**-0.5),
            ),
        ]
    )  # fmt: skip
    model.compile(keras.optimizers.Adam(0.02), "mse")
    return model


@app.function
@cache
def resamplings():
    """Keep what was measured on resampled training sets."""
    return Resamplings(thirty_networks, epochs=1000)


@app.function
def parts_of_the_error(settings, watch):
    """Part 3: statistical bias, variance and noise over the number of hidden units."""
    return capacity_curve(resamplings(), settings, watch)


@app.function
def with_and_without(settings, watch):
    """Part 4: statistical bias with and without bias parameters."""
    return two_biases(resamplings(), settings, watch)


@app.function
def unit_part():
    return Part(
        name="unit",
        title="The bias of a unit",
        ask="A unit gives activation(w1·x1 + w2·x2 + b). The bias b is a parameter like the weights, but no input is multiplied by it.",
        controls=(
            Slider("b", "Bias b", stops=stops_between(-4, 4, 33), value=1),
            Slider("w1", "Weight w1", stops=stops_between(-4, 4, 17), value=2),
            Slider("w2", "Weight w2", stops=stops_between(-4, 4, 17), value=1),
            Choice(
                "activation", "Activation", options=("sigmoid", "tanh", "relu", "linear"), value="sigmoid"
            ),
        ),
        prediction=Prediction(
            question="A sigmoid unit has w1 = 2 and w2 = 1. Its bias rises from 0 to 2. What does the boundary, where the output is 0.5, do?",
            options=(
                "It turns about the origin",
                "It moves to smaller x1, parallel to itself",
                "It moves to larger x1, parallel to itself",
            ),
            settings={"b": 2, "w1": 2, "w2": 1, "activation": "sigmoid"},
            because="The boundary is where w1·x1 + w2·x2 = -b: the weights set its direction, the bias its place.",
        ),
        experiment=unit_bias,
    )


@app.function
def boundary_part():
    return Part(
        name="without",
        title="Training without it",
        ask="Tumours, benign or malignant, by two features. The same network is trained with and without bias, on five splits of the data. When does the bias matter?",
        controls=(
            Choice(
                "scaler", "Features", options=("minmax", "standard", "none"), value="minmax",
                words=("from 0 to 1 (min-max)", "centred on 0 (standard)", "as measured, unscaled"),
            ),
            Slider("units", "Hidden units", stops=(0, 4, 16), value=0, words=("none", "4", "16"), compiles=True),
            Slider("epochs", "Epochs", stops=(10, 30, 100, 200), value=100),
        ),
        prediction=Prediction(
            question="The features lie between 0 and 1. One sigmoid unit is trained with its bias, and without. How much validation accuracy is lost without?",
            options=("At most 2 points", "2 to 10 points", "More than 10 points"),
            settings={"scaler": "minmax", "units": 0, "epochs": 100},
            because="Without it the boundary meets the origin, a corner of this data. Now centre the features.",
        ),
        experiment=boundaries,
    )  # fmt: skip


@app.function
def error_part():
    return Part(
        name="error",
        title="The other bias",
        ask="Statistical bias is no parameter: it is how far the mean of many fits lies from the truth. A rigid model has more of it, "
        "because it makes more assumptions. Variance is how far the fits scatter.",
        controls=(
            Slider("units", "Hidden units", stops=CAPACITIES, value=3),
            Slider("samples", "Training set", stops=(10, 20, 40), value=20, unit="samples", compiles=True),
            Slider("noise", "Noise (std. dev.)", stops=(0, 0.1, 0.3, 0.5), value=0.3),
        ),
        prediction=Prediction(
            question="Networks with 1 hidden unit and with 30 are each trained on thirty training sets of 20 samples. Which have the larger statistical bias?",
            options=("Those with 1 unit", "Those with 30 units", "They cannot be told apart"),
            settings={"units": 1, "samples": 20, "noise": 0.3},
            because="One unit makes one S-shaped step, whatever the data say; that is a strong assumption.",
        ),
        experiment=parts_of_the_error,
    )


@app.function
def both_part():
    return Part(
        name="both",
        title="Two biases, one word",
        ask="Networks with bias parameters and without, on the same thirty training sets. Which have more statistical bias, and which more error?",
        controls=(
            Slider("units", "Hidden units", stops=CAPACITIES, value=5, compiles=True),
            Slider("samples", "Training set", stops=(10, 20, 40), value=20, unit="samples", compiles=True),
            Slider("noise", "Noise (std. dev.)", stops=(0, 0.1, 0.3, 0.5), value=0.3),
        ),
        prediction=Prediction(
            question="All bias parameters are taken out of networks with 10 hidden units, and they are trained again. What is their statistical bias then?",
            options=("Zero: no bias is left", "Smaller", "About the same", "Larger"),
            settings={"units": 10, "samples": 20, "noise": 0.3},
            because="Fewer parameters mean fewer possible functions, and so more assumptions. Now take 10 samples.",
        ),
        experiment=with_and_without,
    )


@app.cell
def _():
    live = LiveLab("bias", parts=(unit_part(), boundary_part(), error_part(), both_part()))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md(r"""
    ### The idea
    The bias of a unit is a parameter, learnt like a weight. It moves the unit's boundary away from the origin. A single unit misses
    it where the features lie between 0 and 1, and far less where they are centred; hidden units can make up for much of it.

    Statistical bias is a property of a whole way of learning, measured over many training sets. Expected squared error =
    statistical bias² + variance + noise.

    **Often believed:** high statistical bias means a flexible model, or one with many bias parameters. **True:** it means *more
    assumptions*, a model too rigid for the truth. The two biases share nothing but the word.

    **Your turn:** copy the Keras code of part 4, take the even part, 0.6 x², out of the truth, and compare both kinds of networks again.

    Before: [the weights](../weights/). Related: [epochs](../epochs/).
    """)


if __name__ == "__main__":
    app.run()
