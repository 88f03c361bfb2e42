"""Activations and depth.

question: What does an activation function give a network that more layers alone do not?
minutes: 15
order: 11
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Activations and depth")

with app.setup:
    from functools import cache

    import handsonn as hn  # noqa: F401 - before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import keras
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.activation_answers import (
        depth_answer,
        enclosing,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.activation_functions import (
        beside_he_words,
        factors_words,
        function_picture,
        name_words,
        slope_words,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.activations_in_keras import (
        comparison_code,
        gradient_code,
        playground_code,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.built_networks import (
        built_notice,
        difference_words,
        largest_difference,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.depth_pictures import (
        depth_picture,
        gradients_picture,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.first_gradients import gradient_sizes
    from handsonn.course.chapters.ch10_neural_networks.experiments.pairs_by_seed import beside_words
    from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import (
        INPUTS,
        SHAPES,
        plane_data,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.plane_pictures import (
        diagram,
        losses,
        plane,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.playground import SEEDS, Playground
    from handsonn.course.chapters.ch10_neural_networks.experiments.playground_diagnosis import (
        with_diagnosis,
    )
    from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words
    from handsonn.course.live import (
        Choice,
        Layers,
        LiveLab,
        Outcome,
        Part,
        Prediction,
        QuietWatch,
        Slider,
        Toggle,
        show,
    )

    DEPTHS = (0, 1, 2, 3, 4)
    UNITS, EPOCHS = 8, 60
    KINDS = {
        "sigmoid": ("sigmoid", "glorot_uniform", "orange"),
        "tanh": ("tanh", "glorot_uniform", "green"),
        "relu": ("relu", "glorot_uniform", "purple"),
        "relu, He": ("relu", "he_normal", "blue"),
    }


@app.function
def make_network(inputs, layers, activation, initializer="glorot_uniform"):
    """Make a classifier of two classes: Dense layers, and one sigmoid unit that gives a probability."""
    model = keras.Sequential([keras.Input((inputs,))])
    for units in layers:
        model.add(keras.layers.Dense(units, activation=activation, kernel_initializer=initializer))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    return model


@app.function
@cache
def networks(inputs, layers, activation):
    """Keep this architecture from five seeds; built once, trained again on each move."""
    return Playground(lambda: make_network(inputs, layers, activation))


@app.function
def build_it(settings, watch):
    """Part 1: train the learner's own network, seen from inside."""
    data = plane_data(settings["data"], 200, settings["noise"], settings["inputs"])
    layers, epochs, seed = tuple(settings["layers"]), int(settings["epochs"]), int(settings["seed"])
    playground = networks(len(data.inputs), layers, settings["activation"])
    if not playground.trained_before:
        watch.progress(0, "Compiling a program for this network; below, it before training")
        watch.show(built(settings, data, playground.before(data, seed)))
    watched = playground.train(
        data, epochs=epochs, watch=watch, learning_rate=settings["learning_rate"], watched=seed
    )
    outcome = built(settings, data, watched)
    if not settings.get("why"):
        return outcome
    watch.show(outcome)  # the diagnosis takes longer than the training
    return with_diagnosis(
        outcome,
        "loss",
        lambda: make_network(len(data.inputs), layers, settings["activation"]),
        data=data,
        watched=watched,
        settings=settings,
        watch=watch,
    )


@app.function
def built(settings, data, watched):
    """Gather the pictures of a network, and what to notice."""
    epochs, seed = int(settings["epochs"]), int(settings["seed"])
    pictures = {
        "network": diagram(data, watched, title=f"Inside the network (seed {seed})", span=6, height=330),
        "plane": plane(
            data, watched, title=f"What it gives over the plane (seed {seed})", row_span=2, height=510
        ),
        "loss": losses(watched, epochs, title="Loss, 5 seeds", span=6, height=150),
    }
    code = playground_code(data, settings)
    if not watched.finals:
        return Outcome(pictures=pictures, notice=("The network before its first update.",), keras=code)
    score = watched.score
    return Outcome(
        pictures=pictures,
        notice=built_notice(settings, data, watched),
        keras=code,
        keras_gives={
            "val_accuracy": tuple(score),
            "loss": tuple(watched.history["loss"][:, -1]),
        },
        facts={
            "val_accuracy": float(np.median(score)),
            "lowest": float(score.min()),
            "parameters": sum(one.size for one in watched.weights),
        },
        seeds=SEEDS,
        answer=enclosing(settings, score),
    )


@app.function
@cache
def trained(name, layers, activation):
    """Train layers of this activation on a set; measured once."""
    data = plane_data(name)
    return networks(2, layers, activation).train(data, epochs=EPOCHS, watch=QuietWatch())


@app.function
def without_activation(settings, watch):
    """Part 2: train linear layers on top of one another, beside the same layers with an activation function."""
    name, depth, activation = settings["data"], int(settings["depth"]), settings["activation"]
    wanted = [depth, *(other for other in DEPTHS if other != depth)]
    measured = {}
    for number, each in enumerate(wanted):
        watch.check()
        watch.progress(number / len(wanted), f"Training networks with {layers_words(each)}")
        measured[each] = tuple(
            trained(name, (UNITS,) * each, kind) if each else trained(name, (), "linear")
            for kind in ("linear", activation)
        )
        if number == 0:
            watch.show(beside(settings, measured))
    return beside(settings, measured)


@app.function
def layers_words(depth):
    """Count hidden layers in words."""
    return "1 hidden layer" if depth == 1 else f"{depth} hidden layers"


@app.function
def beside(settings, measured):
    """Gather the pictures and words of part 2, of the depths measured so far."""
    name, depth, activation = settings["data"], int(settings["depth"]), settings["activation"]
    data, depths = plane_data(name), sorted(measured)
    linear, bent = measured[depth]
    scores = [np.stack([measured[each][kind].score for each in depths], axis=1) for kind in (0, 1)]
    same = largest_difference(data, linear)
    curves = depth_picture(depths, scores, activation, most=max(DEPTHS), span=4, height=330)
    plain = trained(name, (), "linear").score
    return Outcome(
        pictures={
            "linear": plane(data, linear, title=f"{layers_words(depth)}, no activation", span=4, height=330),
            "bent": plane(data, bent, title=f"{layers_words(depth)}, {activation}", span=4, height=330),
            "depth": curves,
        },
        notice=(
            (
                f"Without an activation function, {layers_words(depth)} of {UNITS} units: validation accuracy "
                f"{percent_words(linear.score)}; with {activation}: {percent_words(bent.score)}; with no hidden layer: "
                f"{percent_words(plain)}."
            ),
            (
                f"Multiplied with one another, the weight matrices of the linear network of seed 0 are one layer with 2 weights. "
                f"Over the whole plane its probability differs from the network's by {difference_words(same)}."
            ),
            beside_words(activation, bent.score, "no activation function", linear.score) + ".",
        ),
        keras=comparison_code(data, depth, activation, units=UNITS, epochs=EPOCHS),
        keras_gives={"linear": tuple(linear.score), "bent": tuple(bent.score)},
        facts={
            "linear": float(np.median(linear.score)),
            "bent": float(np.median(bent.score)),
            "no_hidden_layer": float(np.median(plain)),
            "difference": same,
        },
        seeds=SEEDS,
        answer=depth_answer(settings, linear.score, bent.score, plain),
    )


@app.function
@cache
def gradients(kind, depth):
    """Measure the sizes of the first gradients, by seed and layer."""
    data = plane_data("circles")
    activation, initializer, _ = KINDS[kind]
    return gradient_sizes(
        lambda: make_network(2, (32,) * depth, activation, initializer), SEEDS, data.x, data.y
    )


@app.function
def depth_and_gradients(settings, watch):
    """Part 3: measure how much of the gradient arrives at the first layers, before any training."""
    depth, chosen = int(settings["depth"]), settings["kind"]
    measured = {}
    for number, kind in enumerate(KINDS):
        watch.check()
        watch.progress(number / len(KINDS), f"Measuring {kind}")
        measured[kind] = gradients(kind, depth)
    # Of the first layer, whose inputs are the data, and the output layer the sizes are of another kind.
    curves = gradients_picture(
        {kind: (sizes[:, :depth], KINDS[kind][2]) for kind, sizes in measured.items()}, span=8, height=330
    )
    other = "relu" if chosen == "relu, He" else chosen
    ratio = measured[chosen][:, 0] / measured[chosen][:, depth - 1]
    return Outcome(
        pictures={"function": function_picture(KINDS[chosen][0]), "gradients": curves},
        notice=(
            (
                f"{name_words(chosen)}, {depth} hidden layers of 32 units: the first layer's gradient divided by "
                f"the last hidden layer's is {factors_words(ratio)}."
            ),
            beside_he_words(other, measured[other][:, :depth], measured["relu, He"][:, :depth]),
            slope_words(chosen),
            "Each layer back multiplies by its slopes and weights: factors below 1 shrink the gradient, above 1 grow it.",
        ),
        keras=gradient_code(depth, *KINDS[chosen][:2]),
        keras_gives={"ratio": tuple(ratio)},
        facts={"ratio": float(np.median(ratio)), "largest_ratio": float(ratio.max())},
        seeds=SEEDS,
        answer=(0 if np.median(ratio) > 1 / 3 else 1 if np.median(ratio) > 1e-3 else 2)
        if (chosen, depth) == ("sigmoid", 10)
        else None,
    )


@app.cell
def _():
    data_control = Choice(
        "data", "Data", tuple(SHAPES), "circles", tuple(shape.title for shape in SHAPES.values())
    )
    building = Part(
        name="build",
        title="Build a network",
        ask="Build, and look inside: each square shows what a unit gives over the plane, blue above zero, orange below.",
        controls=(
            data_control,
            Layers("layers", "Hidden layers", value=(4, 2), most_layers=5, most_units=8),
            Choice(
                "activation",
                "Activation",
                ("relu", "tanh", "sigmoid", "elu", "linear"),
                "tanh",
                ("relu", "tanh", "sigmoid", "elu", "none (linear)"),
            ),
            Choice("inputs", "Inputs", tuple(INPUTS), "plain", tuple(", ".join(names) for names in INPUTS.values())),
            Slider("learning_rate", "Learning rate", stops=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3), value=0.01),
            Slider("epochs", "Epochs", stops=(1, 2, 5, 10, 20, 50, 100, 200), value=100),
            Slider("noise", "Noise", stops=(0, 0.5, 1, 2, 3), value=1, words=("none", "half", "usual", "twice", "triple"), half=True),
            Slider("seed", "Seed", stops=tuple(SEEDS), value=0, half=True),
            Toggle("why", "Why does it not learn?", value=False),
        ),
        prediction=Prediction(
            question="One hidden layer of two relu units shall enclose the inner circle (95% of the points right). Will it?",
            options=("Yes, from every seed", "From some seeds", "No: it stays open on a side"),
            settings={
                "data": "circles", "layers": [2], "activation": "relu", "inputs": "plain",
                "epochs": 100, "learning_rate": 0.01, "noise": 1, "seed": 0,
            },
            because="Each relu unit bends the plane along one line; two lines enclose nothing.",
        ),
        experiment=build_it,
    )  # fmt: skip
    return (
        building,
        data_control,
    )


@app.cell
def _(building, data_control):
    plain = Part(
        name="linear",
        title="Without activation",
        ask="The same layers, left without and in the middle with an activation function. Right: what more layers change.",
        controls=(
            data_control,
            Slider("depth", "Hidden layers", stops=DEPTHS[1:], value=2),
            Choice("activation", "Compare with", ("relu", "tanh", "sigmoid"), "relu"),
        ),
        prediction=Prediction(
            question="Four hidden layers of 8 units without any activation function, on the circle within a circle. How well do they do?",
            options=(
                "As well as with relu",
                "Better than no hidden layer, worse than with relu",
                "No better than without hidden layers",
            ),
            settings={"data": "circles", "depth": 4, "activation": "relu"},
            because="A linear function of a linear function is linear: the layers multiply into one.",
        ),
        experiment=without_activation,
    )
    deep = Part(
        name="gradients",
        title="Depth and gradients",
        ask="A deep network before its first update: how much of the gradient arrives at the early layers?",
        controls=(
            Slider("depth", "Hidden layers", stops=(2, 5, 10, 20, 30), value=5),
            Choice(
                "kind", "Activation", tuple(KINDS), "sigmoid",
                ("sigmoid", "tanh", "relu, Glorot's initial weights", "relu, He's initial weights"),
            ),
        ),
        prediction=Prediction(
            question="Ten hidden layers of sigmoid units. How large is the first layer's gradient beside the tenth's?",
            options=("More than a third of it", "Between a third and a thousandth", "Less than a thousandth"),
            settings={"depth": 10, "kind": "sigmoid"},
            because="Each layer passes back at most a quarter of what its weights bring: the gradient vanishes on the way.",
        ),
        experiment=depth_and_gradients,
    )  # fmt: skip
    live = LiveLab("activations", parts=(building, plain, deep))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    A Dense layer computes weighted sums. Sums of sums are sums again, so without an activation function any
    number of layers equals a single one. An activation function bends each unit's plane along a line, and
    the next layer adds bent planes: this is where curved boundaries come from.

    In a deep network the gradient passes back through every layer. Slopes below 1 shrink it, so that almost
    nothing of it arrives at early layers of sigmoid units. Relu with He's initial weights keeps it at about its size.

    **A common misunderstanding:** "more layers make a network more powerful". Only with an activation function between them.

    **Your turn:** open the code, give `make_network` the activation `"leaky_relu"`, and see whether any unit is still zero everywhere.

    Related: [Why does my network not learn?](../../ch11/why_not_learning/), [Learning rate and optimizers](../optimizers/), [Epochs](../epochs/), [Batch size](../batch_size/).
    """)


if __name__ == "__main__":
    app.run()
